"""Give every picture its size, so that a page does not jump as it loads; phones get their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from bs4 import Tag

from bookbuild.site.html import Tags

SHARP_DPI = 140  # a picture with more dots per inch was drawn at twice its size on the page

MARK = "data-size-of"
NARROW = "-narrow"
OF_CELL = re.compile(r"_images/[0-9a-f]{64}\.(svg|png)")  # a figure that a cell drew
PHONE = "(max-width: 576px)"


def narrow_paths(path: Path) -> tuple[Path, Path]:
    """Return where the drawing, or the picture, for a phone stands that belongs to a figure."""
    stem = path.with_name(f"{path.stem}{NARROW}")
    return stem.with_suffix(".svg"), stem.with_suffix(".png")


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


def offer_narrow(image: Tag, path: str) -> None:
    """Let a phone take the drawing that is made for it; `sizes` completes the address."""
    address = image["src"].removesuffix(Path(path).suffix)
    image.wrap(Tag(name="picture"))
    choice = {"media": PHONE, "srcset": f"{address}{NARROW}"}
    image.insert_before(Tag(name="source", attrs=choice, can_be_empty_element=True))


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
        if OF_CELL.fullmatch(path):
            offer_narrow(image, path)
            paths.append(path)
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
        if OF_CELL.fullmatch(name) and size:
            drawn = next(filter(Path.is_file, narrow_paths(path)), path)
            width, height = display_size(drawn)
            replacements[f'{path.stem}{NARROW}"'] = (
                f'{drawn.name}" width="{width}" height="{height}"'
            )
    return replacements
