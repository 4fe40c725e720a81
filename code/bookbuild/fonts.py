"""Keep of the fonts only the characters that the book shows.

The theme brings Font Awesome whole, 290 kB of fonts and 86 kB of rules for some twenty icons;
KaTeX brings some thousand mathematical signs, of which a book uses a hundred.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path

from bs4 import BeautifulSoup
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ICON_STYLE = "styles/pydata-sphinx-theme.css"
ICON_FONTS = "vendor/fontawesome/webfonts"
FORMULA_FONTS = "katex/fonts"
ICON = re.compile(r"\bfa-[a-z0-9-]+")
# a character of the private use area, as icons are, written out or escaped in a style sheet
ICON_CHARACTER = re.compile(r"[\ue000-\uf8ff]|\\[ef][0-9a-f]{3}\b")
# .fa-bars:before,.fa-navicon:before{content:"\f0c9"}
ICON_RULE = re.compile(
    r'(?P<names>\.fa-[\w-]+::?before(?:,\.fa-[\w-]+::?before)*)\{content:"\\[0-9a-f]+ ?"\}'
)
# url(../vendor/…/fa-solid-900.woff2) format("woff2"),url(….ttf) format("truetype")
ICON_SOURCE = re.compile(
    r'(url\([^)]*/fa-[\w-]+)\.woff2\) format\("woff2"\),url\([^)]*\.ttf\) format\("truetype"\)'
)

logging.getLogger("fontTools").setLevel(logging.ERROR)  # it remarks on time stamps


def icons_in(soup: BeautifulSoup) -> set[str]:
    """Return the icons that a page names in its classes, as `fa-bars`."""
    return {name for tag in soup.select("[class*=fa-]") for name in ICON.findall(tag["class"])}


def signs_in(soup: BeautifulSoup) -> set[str]:
    """Return the characters of a page's formulas."""
    formulas = soup.find_all("span", class_="katex-html")
    return {sign for formula in formulas for sign in formula.get_text()}


def keep_characters(font: Path, characters: Iterable[str]) -> None:
    """Write a font with these characters alone as WOFF, beside the original or in its place.

    WOFF 2 would need one more package, to save a quarter of what is left.
    """
    tables = TTFont(font, recalcTimestamp=False)
    subsetter = Subsetter(Options())
    subsetter.populate(text="".join(characters))
    subsetter.subset(tables)
    tables.flavor = "woff"
    tables.save(font.with_suffix(".woff"))


def keep_signs(signs: set[str], static: Path) -> None:
    """Reduce the fonts of formulas under `static` to these characters."""
    for font in (static / FORMULA_FONTS).glob("*.woff"):
        keep_characters(font, signs)


def keep_icons(names: set[str], static: Path) -> None:
    """Reduce the icon fonts under `static`, and their style rules, to these icons.

    Raises
    ------
    ValueError
        When the style sheet has no rules of the expected form: the theme has changed.
    """
    style = static / ICON_STYLE

    def keep(rule: re.Match[str]) -> str:
        return rule[0] if names.intersection(ICON.findall(rule["names"])) else ""

    css, rules = ICON_RULE.subn(keep, style.read_text(encoding="utf-8"))
    css, sources = ICON_SOURCE.subn(r'\1.woff) format("woff")', css)
    if not rules or not sources:
        raise ValueError(f"no icon rules as of Font Awesome 6 in {style}: adapt bookbuild.fonts")
    style.write_text(css, encoding="utf-8")
    # other rules draw icons too, by their characters
    sheets = "".join(path.read_text(encoding="utf-8") for path in sorted(static.rglob("*.css")))
    characters = {
        chr(int(found[1:], 16)) if found.startswith("\\") else found
        for found in ICON_CHARACTER.findall(sheets)
    }
    for font in (static / ICON_FONTS).glob("*.ttf"):
        keep_characters(font, characters)
        font.unlink()
        font.with_suffix(".woff2").unlink()
