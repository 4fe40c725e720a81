"""Turn a page that Sphinx has resolved into plain Markdown, as Jupyter, Colab and GitHub read it.

The input is the tree of nodes from which Sphinx writes the HTML page: every number, link, citation
and computed value is in it already. `markdown(node, page)` gives the Markdown of a node and all
below it. `text`, `blocks`, `figures` and `directives` register how each kind of node is written;
a new directive is registered there too, with ``@markdown.register``. A node that nobody registered
fails the build: nothing a reader needs may vanish.
"""

from bookbuild.notebooks.markdown import blocks, directives, figures, text
from bookbuild.notebooks.markdown.core import Page, markdown

__all__ = ["Page", "blocks", "directives", "figures", "markdown", "text"]
