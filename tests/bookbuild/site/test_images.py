"""Pictures have a size before they are loaded."""

from __future__ import annotations

import pytest
from bookbuild.site import images
from bookbuild.site.html import Tags, parse, serialize
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
