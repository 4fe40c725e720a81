"""Fonts hold the characters that are shown, in the same shapes, and little more."""

from __future__ import annotations

import pytest
from bookbuild.paths import FRONTEND
from bookbuild.site import fonts
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

SOURCE = FRONTEND / "node_modules" / "katex" / "dist" / "fonts" / "KaTeX_Main-Regular.woff2"


@pytest.fixture
def static(tmp_path):
    """The folder _static of a site with a font of formulas and one that no rule names."""
    folder = tmp_path / "_static" / fonts.FORMULA_FONTS
    folder.mkdir(parents=True)
    for name in ("used.woff2", "idle.woff2", "used.ttf"):
        (folder / name).write_bytes(SOURCE.read_bytes())
    return tmp_path / "_static"


def outline(font: TTFont, character: str) -> list:
    pen = RecordingPen()
    font.getGlyphSet()[font.getBestCmap()[ord(character)]].draw(pen)
    return pen.value


def test_a_reduced_font_draws_the_same_with_fewer_bytes(static, tmp_path):
    css = "@font-face{src:url(katex/fonts/used.woff2)}"
    fonts.reduce_fonts(static, css, signs={"x", "+"}, letters={"q"}, kept=tmp_path / "kept")
    (path,) = (static / fonts.FORMULA_FONTS).iterdir()
    assert path.name == "used.woff2"
    assert path.stat().st_size < SOURCE.stat().st_size / 5
    reduced, whole = TTFont(path), TTFont(SOURCE)
    assert reduced.flavor == "woff2"
    assert set(reduced.getBestCmap()) == {ord("x"), ord("+")}
    assert outline(reduced, "x") == outline(whole, "x")
    assert "fpgm" in whole
    assert "fpgm" not in reduced  # the program of the hints


def test_the_same_characters_give_the_same_bytes(tmp_path):
    first = fonts.subset(SOURCE, "abc", tmp_path / "one")
    assert fonts.subset(SOURCE, "cba", tmp_path / "two") == first
    assert fonts.subset(SOURCE, "abcd", tmp_path / "one") != first


def test_icons_are_read_from_the_style_sheet():
    css = r'.fa-bars:before{content:"\f0c9"}.x{--icon:"\e4a1 "}.y{content:"ab\201c"}'
    assert fonts.icons_in(css + '.z{content:"\uf107"}') == {"\uf0c9", "\ue4a1", "\uf107"}
