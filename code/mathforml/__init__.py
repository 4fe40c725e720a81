"""The mathematics of machine learning, written to be read next to the book's chapters."""

__version__ = "0.1.0"
