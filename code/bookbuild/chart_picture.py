"""The picture of a chart in a notebook, for where a notebook is only shown, as on GitHub.

It is drawn while the book is built and not in the chapter's kernel: the program that draws takes
as long to start as a chapter to run.
"""

from __future__ import annotations

import json
from base64 import b64encode
from struct import unpack

import vl_convert
from nbformat import NotebookNode

from bookbuild.memo import recall

VEGALITE = "application/vnd.vegalite.v6+json"
PICTURE = "image/png"
SCALE = 2  # pixels of the picture per pixel of the page


def draw(source: dict) -> bytes:
    """Return the picture of a Vega-Lite chart as PNG."""
    text = json.dumps(source, sort_keys=True)
    return recall(
        lambda: vl_convert.vegalite_to_png(text, scale=SCALE, allowed_base_urls=[]),
        *("PNG by vl-convert", vl_convert.__version__, str(SCALE), text),
    )


def add_pictures(cell: NotebookNode) -> None:
    """Put beside every chart among a cell's outputs its picture, and the size to show it at."""
    for output in cell.get("outputs", ()):
        if VEGALITE in output.get("data", ()):
            picture = draw(output.data[VEGALITE])
            width, height = unpack(">II", picture[16:24])  # where a PNG states its size
            output.data[PICTURE] = b64encode(picture).decode()
            output.metadata[PICTURE] = {"width": width // SCALE, "height": height // SCALE}
