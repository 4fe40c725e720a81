"""Build-time tools of the book: Sphinx extensions and the commands behind the Makefile."""
