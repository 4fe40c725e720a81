"""Pictures of what the chapters' cells show: of figures, which are drawings, and of charts.

A figure leaves its kernel as a drawing (SVG), which is sharp at every size and mostly small. A
picture (PNG) is made of it where that is smaller, as for ten thousand points, and to compare what
a chapter shows with what it showed before. A chart leaves its kernel as its source, and gets a
picture for where a notebook is only shown, as on GitHub.

All are made while the book is built, by one program and not in every chapter's kernel, where it
would take as long to start as a chapter to run.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from struct import unpack

import vl_convert
from nbformat import NotebookNode

from bookbuild.execution.store import DRAWING
from bookbuild.memo import recall

VEGALITE = "application/vnd.vegalite.v6+json"
PICTURE = "image/png"
SCALE = 2  # pixels of a picture per pixel of the page
# comes with Matplotlib; a machine's own fonts would make another picture on another machine
FONT = "DejaVu Sans"
SMALL = 20_000  # bytes, compressed: a picture of a figure takes more


@cache
def register_fonts() -> None:
    """Let charts be written in the fonts that come with Matplotlib."""
    package = Path(find_spec("matplotlib").origin).parent  # found without the cost of an import
    vl_convert.register_font_directory(str(package / "mpl-data" / "fonts" / "ttf"))


def of_chart(source: dict) -> bytes:
    """Return the picture of a Vega-Lite chart, the same on every machine."""
    text, config = json.dumps(source, sort_keys=True), {"font": FONT}

    def draw() -> bytes:
        register_fonts()
        return vl_convert.vegalite_to_png(text, scale=SCALE, config=config, allowed_base_urls=[])

    made_from = (vl_convert.__version__, str(SCALE), json.dumps(config), text)
    return recall(draw, "PNG by vl-convert", *made_from)


def of_drawing(svg: str) -> bytes:
    """Return the picture of a figure that Matplotlib drew."""
    return recall(
        lambda: vl_convert.svg_to_png(svg, scale=SCALE),
        *("PNG of SVG by vl-convert", vl_convert.__version__, str(SCALE), svg),
    )


def put(output: NotebookNode, picture: bytes) -> None:
    """Put a picture into an output, with the size to show it at."""
    width, height = unpack(">II", picture[16:24])  # where a PNG states its size
    output.data[PICTURE] = b64encode(picture).decode()
    output.metadata[PICTURE] = {"width": width // SCALE, "height": height // SCALE}


def add_pictures(outputs: Iterable[NotebookNode], kinds: tuple[str, ...] = (VEGALITE,)) -> None:
    """Put beside every chart among a cell's outputs, or every output of `kinds`, its picture."""
    for output in outputs:
        data = output.get("data", {})
        if VEGALITE in data and VEGALITE in kinds:
            put(output, of_chart(data[VEGALITE]))
        elif DRAWING in data and DRAWING in kinds:
            put(output, of_drawing(data[DRAWING]))


def as_picture(svg: str) -> bytes | None:
    """Return the picture of a drawing when a page loads less with it, else None."""
    size = len(gzip.compress(svg.encode()))
    picture = of_drawing(svg) if size > SMALL else b""
    return picture if 0 < len(picture) < size else None


def choose_smaller(outputs: Iterable[NotebookNode]) -> None:
    """Replace each drawing among a cell's outputs by its picture, where a page loads less then."""
    for output in outputs:
        svg = output.get("data", {}).get(DRAWING)
        picture = as_picture(svg) if svg else None
        if picture:
            del output.data[DRAWING]
            put(output, picture)
