"""The function that every kind of node registers with, and the shapes that Markdown has."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Iterable
from functools import singledispatch
from typing import NamedTuple

from docutils import nodes
from sphinx.util import logging

from bookbuild.directives.formulas import MACROS
from bookbuild.notebooks.markdown.macros import expand_macros

logger = logging.getLogger(__name__)


class Page(NamedTuple):
    """What a node has to know of the page on which it stands.

    Attributes
    ----------
    name : str
        The page, as in `_toc.yml`.
    site, url : str
        Addresses of the published site (it ends in a slash) and of this page on it.
    number : callable
        Gives the number of a node as the page shows it, such as ``"Figure 3"`` or ``"2.1"``; an
        empty text when it has none.
    answers : bool
        False for a class: solutions and the answers of quizzes are left out.
    whole : bool
        False for the class path alone.
    """

    name: str
    site: str
    url: str
    number: Callable[[nodes.Element], str]
    answers: bool = True
    whole: bool = True


@singledispatch
def markdown(node: nodes.Node, page: Page) -> str:
    """Return the Markdown of a node; warn, which fails the build, when the node is not known.

    A block comes without blank lines around it; text inside a paragraph comes as it is.
    """
    logger.warning(
        "%s: no Markdown is known for the node %r; register it in bookbuild",
        page.name,
        type(node).__name__,
        location=node,
        type="notebooks",
    )
    return ""


def inline(node: nodes.Element, page: Page) -> str:
    """Return the Markdown of what stands inside a paragraph."""
    return "".join(markdown(child, page) for child in node.children)


def blocks(children: Iterable[nodes.Node], page: Page) -> str:
    """Return the Markdown of blocks, with a blank line between them."""
    return "\n\n".join(filter(None, (markdown(child, page) for child in children)))


def quoted(text: str) -> str:
    """Return a block quote.

    Its formulas stand on one line each: Jupyter would take the ``>`` of the next for a part of it.
    """
    one_line = re.sub(
        r"\$\$.+?\$\$|\\begin\{(\w+\*?)\}.+?\\end\{\1\}",
        lambda m: " ".join(m[0].split()),
        text,
        flags=re.S,
    )
    return textwrap.indent(one_line, "> ", lambda line: True).replace("> \n", ">\n")


def folded(title: str, body: str) -> str:
    """Return a part that is folded away, with Markdown inside."""
    summary = f"<summary><b>{html.escape(title, quote=False)}</b></summary>"
    return f"<details>\n{summary}\n\n{body}\n\n</details>"


def titled(title: str, body: str) -> str:
    """Return a block quote that opens with a title in bold."""
    return quoted(f"**{title}**" + (f"\n\n{body}" if body else ""))


def plain(node: nodes.Element) -> str:
    """Return the words and formulas of a node, for a place that cannot hold Markdown."""
    words = ""
    for text in node.findall(nodes.Text):
        if isinstance(text.parent, nodes.math):
            words += formula(text)
        elif not isinstance(text.parent, nodes.raw):
            words += text
    return " ".join(words.split())


def formula(latex: str) -> str:
    """Return a formula in a line of text, without the book's macros."""
    return f"${' '.join(expand_macros(latex, MACROS).split())}$"
