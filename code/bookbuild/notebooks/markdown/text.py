"""The Markdown of what stands inside a paragraph."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx import addnodes

from bookbuild.notebooks.markdown.core import Page, formula, inline, markdown


@markdown.register
def _(node: nodes.Text, page: Page) -> str:
    text = re.sub(r"([\\`*]|(?<!\w)_|_(?!\w))", r"\\\1", node.astext())
    text = re.sub(r"\[(?=[^\]]*\][(\[:])", r"\\[", text)
    text = re.sub(r"<(?=[a-zA-Z/!?])", "&lt;", re.sub(r"&(?=#?\w+;)", "&amp;", text))
    text = re.sub(r"^(#{1,6}(?=\s)|[-+>](?=\s)|\d+(?=[.)]\s))", _escape_marker, text, flags=re.M)
    # a dollar of its own element can never be one end of a formula
    return text.replace("$", r"<span>\$</span>")


def _escape_marker(marker: re.Match[str]) -> str:
    return f"{marker[0]}\\" if marker[0].isdigit() else f"\\{marker[0]}"


@markdown.register
def _(node: nodes.emphasis, page: Page) -> str:
    return f"*{inline(node, page)}*"


@markdown.register
def _(node: nodes.strong, page: Page) -> str:
    return f"**{inline(node, page)}**"


@markdown.register
def _(node: nodes.literal, page: Page) -> str:
    text = " ".join(node.astext().splitlines())
    ticks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{ticks} {text} {ticks}" if "`" in text else f"`{text}`"


@markdown.register
def _(node: nodes.subscript, page: Page) -> str:
    return f"<sub>{inline(node, page)}</sub>"


@markdown.register
def _(node: nodes.superscript, page: Page) -> str:
    return f"<sup>{inline(node, page)}</sup>"


@markdown.register
def _(node: nodes.math, page: Page) -> str:
    return formula(node.astext())


@markdown.register
def _(node: nodes.reference, page: Page) -> str:
    target = urljoin(page.url, node.get("refuri") or f"#{node['refid']}")
    # a space inside the brackets would be part of the link
    return re.sub(
        r"^(\s*)(.*?)(\s*)$",
        lambda text: f"{text[1]}[{text[2]}]({target}){text[3]}",
        inline(node, page),
        count=1,
        flags=re.S,
    )


@markdown.register
def _(node: addnodes.download_reference, page: Page) -> str:
    return f"[{inline(node, page)}]({page.site}_downloads/{quote(node['filename'])})"


@markdown.register
def _(node: nodes.footnote_reference, page: Page) -> str:
    return f"<sup>{node.astext()}</sup>"


@markdown.register
def _(node: nodes.raw, page: Page) -> str:
    if "html" not in node["format"].split():
        return ""
    return re.sub(
        r"""(\b(?:href|src)=["'])([^"']*)""",
        lambda link: link[1] + urljoin(page.url, link[2]),
        node.astext().strip(),
    )


@markdown.register
def _(node: nodes.abbreviation, page: Page) -> str:
    return f'<abbr title="{html.escape(node["explanation"])}">{inline(node, page)}</abbr>'


@markdown.register(nodes.inline)
def _(node: nodes.Element, page: Page) -> str:
    return inline(node, page)


@markdown.register(nodes.Invisible)
@markdown.register(nodes.meta)
@markdown.register(addnodes.toctree)
@markdown.register(nodes.colspec)
def _(node: nodes.Element, page: Page) -> str:
    return ""
