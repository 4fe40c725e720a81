"""Refuse a picture without alt text that an author wrote.

A reader who cannot see a figure is read its alt text. Without one, Sphinx writes the name of the
file there, which automatic checkers accept. A figure that a cell draws gets its alt text, name and
caption from the cell's metadata:

    ```{code-cell} python
    ---
    mystnb:
      image:
        alt: "Loss against step: it falls from 60 to 0.1 in 30 steps, then stays flat."
      figure:
        name: fig-loss-per-step
        caption: "Each step lowers the loss of {numref}`fig-bowl`."
    ---
    ```

`alt` must stand under `image`: under `figure` it is ignored. The figure takes in everything that
the cell displays, so such a cell draws one picture and ends with `plt.show()`. A decorative
picture says so: `<img src="…" alt="" role="presentation">`.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

FILE_NAME = re.compile(r"\S+\.(png|svg|jpe?g|gif|webp|avif)", re.IGNORECASE)
PLACEHOLDERS = {"alt", "chart", "figure", "image", "img", "photo", "picture", "plot", "todo"}
DECORATIVE = {"presentation", "none"}


def fault(alt: str | None) -> str | None:
    """Say what is wrong with an alt text, or return None."""
    if alt is None:
        return "has no alt text"
    words = alt.strip()
    if not words:
        return "has empty alt text"
    if FILE_NAME.fullmatch(words):
        return f"has a file name as alt text: '{words}'"
    if words.lower().rstrip(".") in PLACEHOLDERS:
        return f"has alt text that does not say what it shows: '{words}'"
    return None


class Pictures(HTMLParser):
    """The pictures in a piece of raw HTML: the source and the alt text of each `<img>`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "img" and values.get("role") not in DECORATIVE:
            alt = (values["alt"] or "") if "alt" in values else None
            self.found.append((values.get("src") or "", alt))


def located(node: nodes.Node) -> nodes.Node:
    """Return the nearest node around a node that knows its line; an image without alt has 0."""
    while not node.line and node.parent is not None:
        node = node.parent
    return node


def check_alt_texts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Warn about every picture on a page whose alt text an author did not write."""
    pictures = [(image, image["uri"], image.get("alt")) for image in doctree.findall(nodes.image)]
    for raw in doctree.findall(nodes.raw):
        if "html" in raw["format"].split():
            pictures += [(raw, *picture) for picture in Pictures(raw.astext()).found]
    for node, source, alt in pictures:
        wrong = fault(alt)
        if wrong:
            name = "of this cell" if "jupyter_execute/" in source else f"'{source}'"
            message = f"the picture {name} {wrong}; say in words what it shows"
            logger.warning(message, location=located(node), type="alttext")
