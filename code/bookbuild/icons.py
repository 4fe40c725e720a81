"""Keep of the theme's icon fonts only the icons that the book shows.

The theme brings Font Awesome whole: 290 kB of fonts and 86 kB of style rules, of which the pages
use some twenty icons.
"""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

STYLE = "styles/pydata-sphinx-theme.css"
FONTS = "vendor/fontawesome/webfonts"
# a character of the private use area, as the icons are, written out or escaped in a style sheet
CHARACTER = re.compile(r"[\ue000-\uf8ff]|\\[ef][0-9a-f]{3}\b")
ICON = re.compile(r"\bfa-[a-z0-9-]+")
# .fa-bars:before,.fa-navicon:before{content:"\f0c9"}
RULE = re.compile(
    r'(?P<names>\.fa-[\w-]+::?before(?:,\.fa-[\w-]+::?before)*)\{content:"\\[0-9a-f]+ ?"\}'
)
# url(../vendor/…/fa-solid-900.woff2) format("woff2"),url(….ttf) format("truetype")
SOURCE = re.compile(
    r'(url\([^)]*/fa-[\w-]+)\.woff2\) format\("woff2"\),url\([^)]*\.ttf\) format\("truetype"\)'
)


def names_in(soup: BeautifulSoup) -> set[str]:
    """Return the icons that a page names in its classes, as `fa-bars`."""
    return {name for tag in soup.select("[class*=fa-]") for name in ICON.findall(tag["class"])}


def keep_only(names: set[str], static: Path) -> None:
    """Rewrite the style sheet and the fonts under `static` with these icons alone.

    Raises
    ------
    ValueError
        When the style sheet has no rules of the expected form: the theme has changed.
    """
    style = static / STYLE
    css = style.read_text(encoding="utf-8")

    def keep(rule: re.Match[str]) -> str:
        return rule[0] if names.intersection(ICON.findall(rule["names"])) else ""

    css, rules = RULE.subn(keep, css)
    css, sources = SOURCE.subn(r'\1.woff) format("woff")', css)
    if not rules or not sources:
        raise ValueError(f"no icon rules as of Font Awesome 6 in {style}: adapt bookbuild.icons")
    style.write_text(css, encoding="utf-8")
    sheets = [path.read_text(encoding="utf-8") for path in sorted(static.rglob("*.css"))]
    codes = {
        int(found[1:], 16) if found[0] == "\\" else ord(found)
        for found in CHARACTER.findall("".join(sheets))
    }
    for path in (static / FONTS).glob("*.ttf"):
        subset_font(path, codes)
        path.unlink()
        path.with_suffix(".woff2").unlink()


def subset_font(path: Path, codes: set[int]) -> None:
    """Write beside a TrueType font a WOFF font with these characters alone."""
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=[]))
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.flavor = "woff"  # WOFF 2 would need one more package, to save a kilobyte
    font.save(path.with_suffix(".woff"))
