"""The Markdown of paragraphs, headings, lists, code, formulas and boxes."""

from __future__ import annotations

import re
import textwrap

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from bookbuild.directives.formulas import MACROS
from bookbuild.notebooks.markdown.core import (
    Page,
    blocks,
    folded,
    inline,
    markdown,
    plain,
    quoted,
    titled,
)
from bookbuild.notebooks.markdown.macros import expand_macros

LANGUAGES = {"ipython": "python", "ipython3": "python", "python3": "python", "none": ""}


@markdown.register(nodes.document)
@markdown.register(nodes.section)
@markdown.register(nodes.compound)
@markdown.register(addnodes.versionmodified)
@markdown.register(nodes.legend)
@markdown.register(addnodes.only)
@markdown.register(addnodes.glossary)
def _(node: nodes.Element, page: Page) -> str:
    return blocks(node.children, page)


@markdown.register
def _(node: nodes.title, page: Page) -> str:
    level, section = 0, node.parent
    number = page.number(section)
    while isinstance(section, nodes.section):
        level, section = level + 1, section.parent
    return f"{'#' * level} {number}{'. ' if number else ''}{inline(node, page)}"


@markdown.register
def _(node: nodes.paragraph, page: Page) -> str:
    return inline(node, page).strip()


@markdown.register
def _(node: nodes.rubric, page: Page) -> str:
    return f"**{inline(node, page)}**"


@markdown.register
def _(node: nodes.transition, page: Page) -> str:
    return "---"


@markdown.register
def _(node: nodes.block_quote, page: Page) -> str:
    return quoted(blocks(node.children, page))


@markdown.register
def _(node: nodes.attribution, page: Page) -> str:
    return f"— {inline(node, page)}"


@markdown.register
def _(node: nodes.line_block, page: Page) -> str:
    return "  \n".join(markdown(line, page) for line in node.children)


@markdown.register
def _(node: nodes.line, page: Page) -> str:
    return inline(node, page)


@markdown.register
def _(node: nodes.literal_block, page: Page) -> str:
    text = node.astext().rstrip("\n")
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    language = node.get("language", "none")
    if language == "default":  # of a file that is shown: as the page, by its name
        language = "python" if node.get("source", "").endswith(".py") else "none"
    language = LANGUAGES.get(language, language)
    return f"{ticks}{language}\n{text}\n{ticks}"


@markdown.register
def _(node: nodes.doctest_block, page: Page) -> str:
    return f"```python\n{node.astext()}\n```"


@markdown.register
def _(node: nodes.math_block, page: Page) -> str:
    latex = "\n".join(filter(str.strip, expand_macros(node.astext(), MACROS).splitlines()))
    if node.get("nowrap"):
        return latex
    number = page.number(node)
    tag = f"\n\\tag{{{number}}}" if number else ""
    return f"$$\n{latex}{tag}\n$$"


@markdown.register(nodes.bullet_list)
@markdown.register(nodes.enumerated_list)
def _(node: nodes.Element, page: Page) -> str:
    numbered = isinstance(node, nodes.enumerated_list)
    items = []
    for position, item in enumerate(node.children, node.get("start", 1)):
        marker = f"{position}. " if numbered else "- "
        body = blocks(item.children, page)
        items.append(marker + textwrap.indent(body, " " * len(marker)).lstrip())
    return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)


@markdown.register
def _(node: nodes.definition_list, page: Page) -> str:
    """Write a list of terms in bold: Jupyter's Markdown has no definition lists."""
    items = []
    for item in node.children:
        terms = ", ".join(inline(term, page) for term in item.findall(nodes.term))
        notes = "".join(f" ({inline(note, page)})" for note in item.findall(nodes.classifier))
        body = blocks(item[-1].children, page)
        items.append("- " + textwrap.indent(f"**{terms}**{notes}: {body}", "  ").lstrip())
    return "\n".join(items)


@markdown.register
def _(node: nodes.footnote, page: Page) -> str:
    label, *body = node.children
    return f"<sup>{label.astext()}</sup> {blocks(body, page)}"


@markdown.register
def _(node: nodes.Admonition, page: Page) -> str:
    """Write a box: a block quote with its title in bold, or folded where the page folds it."""
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    body = blocks([child for child in node.children if child is not title], page)
    if "dropdown" in node["classes"] or isinstance(node, nodes.hint):
        return folded(plain(title) if title else admonitionlabels[node.tagname], body)
    return titled(inline(title, page) if title else admonitionlabels[node.tagname], body)


@markdown.register(nodes.topic)
@markdown.register(nodes.sidebar)
def _(node: nodes.Element, page: Page) -> str:
    title, *body = node.children
    return titled(inline(title, page), blocks(body, page))
