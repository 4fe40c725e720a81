"""Give every picture its size, so that a page does not jump while it loads."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from bookbuild.site.html import Tags

SHARP_DPI = 140  # a picture with more dots per inch was drawn at twice its size on the page

MARK = "data-size-of"


def svg_size(path: Path) -> tuple[int, int] | None:
    """Return the width and height of a drawing from its view box, in CSS pixels."""
    with path.open("rb") as file:
        _, root = next(ElementTree.iterparse(file, events=("start",)))  # not all of the drawing
    box = root.get("viewBox", "").split()
    if len(box) != 4:
        return None
    # Matplotlib writes points in the view box and says so in `width`
    points = root.get("width", "").endswith("pt")
    return tuple(round(float(side) * (4 / 3 if points else 1)) for side in box[2:])


def display_size(path: Path) -> tuple[int, int] | None:
    """Return the size at which a picture is shown, in CSS pixels, or None when it has none."""
    if path.suffix == ".svg":
        return svg_size(path)
    from PIL import Image  # here, because most builds make no new picture

    with Image.open(path) as picture:
        density = 2 if picture.info.get("dpi", (0, 0))[0] > SHARP_DPI else 1
        return tuple(round(side / density) for side in picture.size)


def mark_sizes(tags: Tags, name: str) -> list[str]:
    """Mark the local pictures of a page that need a size, and load all but the first late.

    `name` is the page's. Returns their paths in the site; `sizes` has what replaces each mark.
    """
    paths = []
    shown = [image for image in tags.named("img") if image.find_parent("main")]
    for index, image in enumerate(shown):
        image["decoding"] = "async"
        if index:
            image["loading"] = "lazy"
        address = urlsplit(image["src"])
        path = normpath(Path(name).parent / unquote(address.path)).replace("\\", "/")
        if image.get("width") or address.scheme or path.startswith(".."):
            continue
        image[MARK] = path
        paths.append(path)
    return paths


def sizes(site: Path, paths: Iterable[str]) -> dict[str, str]:
    """Return the width and height, as attributes, that replace the mark of each picture."""
    replacements = {}
    for name in paths:
        path = site / name
        # when there is no such file, bookbuild.site.dead_links says so, with page and line
        size = display_size(path) if path.is_file() else None
        mark = f' {MARK}="{escape(name, quote=False)}"'
        replacements[mark] = ' width="{}" height="{}"'.format(*size) if size else ""
    return replacements
