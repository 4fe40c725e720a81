"""The pictures of the chapters look as they did when a reviewer last saw them change."""

from __future__ import annotations

import pytest
from bookbuild.commands.reference import (
    TOLERANCE,
    difference,
    executed,
    pictures,
    stored_pictures,
)
from bookbuild.paths import BUILD, ROOT
from bookbuild.sources.chapters import chapters
from PIL import Image, ImageChops

CURE = "if the change is wanted, run `make reference` and read the diff"


def show_difference(page: str, name: str, stored: Image.Image, now: Image.Image) -> str:
    """Save the stored picture, that of now and their difference side by side; return where."""
    width, height = (max(sizes) for sizes in zip(stored.size, now.size, strict=True))
    panels = [stored.convert("RGB"), now.convert("RGB")]
    panels.append(ImageChops.invert(ImageChops.difference(*panels)))
    sheet = Image.new("RGB", (3 * width, height), "white")
    for i, panel in enumerate(panels):
        sheet.paste(panel, (i * width, 0))
    path = BUILD / "figure-diff" / page / name
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path)
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", chapters())
def test_pictures_are_the_stored_ones(page):
    stored, now = stored_pictures(page), pictures(executed(page))
    assert list(stored) == list(now), (
        f"{page} draws the pictures {', '.join(now) or 'none'} (<cell>-<picture>) "
        f"but {', '.join(stored) or 'none'} are stored: {CURE}"
    )
    faults = []
    for name, picture in now.items():
        before = Image.open(stored[name])
        rms = difference(before, picture)
        if rms > TOLERANCE:
            where = show_difference(page, name, before, picture)
            sizes = (
                ""
                if before.size == picture.size
                else f", size {before.size} became {picture.size}"
            )
            faults.append(
                f"{page}, cell {int(name[:2])}, picture {name}: RMS {rms:.1f}{sizes}; see {where}"
            )
    assert not faults, "\n".join([*faults, CURE])
