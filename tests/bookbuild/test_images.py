"""Pictures have a size before they are loaded, and few bytes."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from bookbuild import images
from bookbuild.soup import parse, serialize
from bookbuild.tags import Tags
from matplotlib.figure import Figure
from PIL import Image


@pytest.mark.parametrize(("dpi", "shown"), [(100, (60, 40)), (200, (30, 20))])
def test_a_sharp_picture_is_shown_at_half_its_size(tmp_path, dpi, shown):
    path = tmp_path / "plot.png"
    Image.new("RGB", (60, 40)).save(path, dpi=(dpi, dpi))
    assert images.display_size(path) == shown


def test_pictures_get_their_size_and_only_the_first_is_loaded_at_once(tmp_path):
    Image.new("RGB", (60, 40)).save(tmp_path / "a b.png")
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "c.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" viewBox="0 0 72 36"/>', "utf-8"
    )
    page = parse(
        '<main><img src="../a%20b.png"><img src="c.svg"><img src="c.svg" width="9">'
        '<img src="https://example.org/d.png"></main>'
    )
    pictures = images.mark_sizes(Tags(page), "part/page")
    assert pictures == ["a b.png", "part/c.svg"]
    html = serialize(page)
    for mark, size in images.sizes(tmp_path, pictures).items():
        html = html.replace(mark, size)
    assert images.MARK not in html
    first, drawing, author, far = parse(html).find_all("img")
    assert (first["width"], first["height"], first.get("loading")) == ("60", "40", None)
    assert (drawing["width"], drawing["height"], drawing["loading"]) == ("96", "48", "lazy")
    assert (author["width"], author.get("height")) == ("9", None)
    assert far.get("width") is None


def as_png(pixels: np.ndarray) -> bytes:
    file = BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def figure() -> bytes:
    """A drawing of four curves, as PNG at twice its size."""
    figure = Figure(figsize=(4, 3), dpi=144)
    figure.subplots().plot(np.sin(np.outer(np.linspace(0, 6, 60), np.linspace(0.2, 2, 4))))
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def test_a_figure_takes_half_the_bytes_and_looks_the_same(figure):
    packed = images.with_palette(figure)
    assert len(packed) < len(figure) / 2
    with Image.open(BytesIO(packed)) as after, Image.open(BytesIO(figure)) as before:
        assert after.info["dpi"] == pytest.approx(before.info["dpi"], abs=0.1)
        colours = [np.asarray(picture.convert("RGB"), int) for picture in (before, after)]
    difference = np.abs(colours[0] - colours[1])
    assert np.mean(difference.max(axis=2) > images.SEEN) < images.MOST_SEEN
    assert np.sqrt(np.mean(difference**2)) < 1


@pytest.mark.parametrize("channels", [3, 4])
def test_a_picture_that_would_look_different_stays_as_it_is(channels):
    noise = as_png(np.random.default_rng(0).integers(0, 256, (60, 60, channels)))
    assert images.with_palette(noise) == noise


def test_packing_twice_changes_nothing_more(figure, tmp_path):
    path = tmp_path / "images" / "a.png"
    path.parent.mkdir()
    path.write_bytes(figure)
    images.pack(path.parent, tmp_path / "kept")
    once = path.read_bytes()
    assert once != figure
    images.pack(path.parent, tmp_path / "kept")
    assert path.read_bytes() == once
