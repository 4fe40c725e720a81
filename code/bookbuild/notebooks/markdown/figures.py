"""The Markdown of pictures, captions and tables."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

from docutils import nodes
from sphinx.util import logging

from bookbuild.directives.matrix_drawing import in_words, shown
from bookbuild.directives.matrix_explorer import matrix_explorer, picture
from bookbuild.notebooks.markdown.core import Page, blocks, inline, markdown

logger = logging.getLogger(__name__)


@markdown.register
def _(node: nodes.image, page: Page) -> str:
    address, alt = urljoin(page.url, node["uri"]), node.get("alt", "")
    if width := node.get("width", "").removesuffix("px"):
        return f'<img src="{address}" alt="{html.escape(alt)}" width="{width}">'
    return f"![{alt}]({address})"


@markdown.register
def _(node: matrix_explorer, page: Page) -> str:
    alt = in_words(node["matrix"], shown(node["matrix"]))
    anchor = node.parent["ids"][0]
    return (
        f"![{alt}]({urljoin(page.site, picture(node['matrix'])[0])})\n\n"
        f"*[Move this figure online]({page.url}#{anchor}).*"
    )


@markdown.register
def _(node: nodes.figure, page: Page) -> str:
    return blocks(node.children, page)


@markdown.register
def _(node: nodes.caption, page: Page) -> str:
    number = page.number(node.parent)
    return f"**{number}.** {inline(node, page)}" if number else f"*{inline(node, page)}*"


@markdown.register
def _(node: nodes.table, page: Page) -> str:
    """Write a pipe table, with its title above it."""
    title, rows = next(iter(node.findall(nodes.title)), None), list(node.findall(nodes.row))
    if any(
        entry.hasattr("morecols") or entry.hasattr("morerows")
        for entry in node.findall(nodes.entry)
    ):
        logger.warning(
            "%s: Markdown has no table cells that span others",
            page.name,
            location=node,
            type="notebooks",
        )
    lines = [[_cell(entry, page) for entry in row.children] for row in rows]
    if not any(node.findall(nodes.thead)):
        lines.insert(0, [""] * len(lines[0]))
    lines.insert(
        1, ["---:" if "text-right" in entry["classes"] else "---" for entry in rows[-1].children]
    )
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    if title is None:
        return table
    number = page.number(node)
    return (f"**{number}.** " if number else "") + f"{inline(title, page)}\n\n{table}"


def _cell(entry: nodes.entry, page: Page) -> str:
    """Return a cell on one line; a bar in it would end it, in formulas too."""
    text = re.sub(r"(?<!\\)\$[^$]+\$", _without_bars, blocks(entry.children, page))
    text = re.sub(r"\n\n|\n(?=\s*(?:-|\d+\.) )", "<br>", text)
    return text.replace("|", r"\|").replace("\n", " ")


def _without_bars(formula: re.Match[str]) -> str:
    return formula[0].replace(r"\|", r"\Vert ").replace("|", r"\vert ")
