"""What a page says about itself: its description for search engines and shared links.

Here and not by sphinxext-opengraph, which imports Matplotlib in every build.
"""

from __future__ import annotations

import html
from textwrap import shorten
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx

# pages that Sphinx makes and names only later
NAMES = {"genindex": "Index", "search": "Search", "404": "Page not found"}
LONGEST = 160  # characters; search engines cut what is longer


def first_sentences(doctree: nodes.document) -> str:
    """Return the first paragraph of the running text that has no formula, as plain text."""
    for paragraph in doctree.findall(nodes.paragraph):
        in_text = isinstance(paragraph.parent, nodes.section | nodes.document)
        if in_text and not any(paragraph.findall(nodes.math)):
            return shorten(paragraph.astext(), LONGEST, placeholder=" …")
    return ""


def describe(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, object],
    doctree: nodes.document | None,
) -> None:
    """Describe a page by its front matter (`html_meta`), else by its first paragraph.

    The same goes into the properties of Open Graph, for the card that others see when someone
    shares the page.
    """
    tags = context.setdefault("metatags", "")
    title = html.unescape(str(context.get("title") or NAMES.get(pagename, pagename)))
    book = app.config.html_title or app.config.project
    written = BeautifulSoup(tags, "html.parser").find("meta", attrs={"name": "description"})
    if written:
        text = written["content"]
    else:
        text = (first_sentences(doctree) if doctree else "") or f"{title}: a page of {book}."
        context["metatags"] += f'\n<meta name="description" content="{html.escape(text)}">'
    card = {
        "title": BeautifulSoup(title, "html.parser").get_text(),
        "type": "website",
        "url": urljoin(app.config.html_baseurl, app.builder.get_target_uri(pagename)),
        "site_name": book,
        "description": text,
    }
    for name, content in card.items():
        context["metatags"] += f'\n<meta property="og:{name}" content="{html.escape(content)}">'


def tidy(soup: BeautifulSoup) -> None:
    """Remove what the theme says twice, or says to a service that the book does not use."""
    for duplicate in soup.head.find_all("meta", attrs={"name": "viewport"})[1:]:
        duplicate.decompose()
    for name in ("docsearch:language", "docsearch:version"):
        for tag in soup.head.find_all("meta", attrs={"name": name}):
            tag.decompose()
