"""Keep of the fonts only the characters that the book shows.

The theme brings Font Awesome whole for some twenty icons, KaTeX some thousand mathematical signs,
and a typeface for text the letters of all western languages. Hints for coarse screens go too: in
the fonts of formulas their program is as large as fifteen characters.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

# the fonts below _static, by what their characters come from
ICON_FONTS = "vendor/fontawesome/webfonts"
FORMULA_FONTS = "katex/fonts"
TEXT_FONTS = "book"
SIMPLE = (".ttf", ".woff")  # the suffixes of formats that are read fast
# a character of the private use area, as icons are, written out or escaped in a style sheet
TAG = re.compile(r"<[^>]*>")
ICON = re.compile(r"[\ue000-\uf8ff]|\\[ef][0-9a-f]{3}\b")

logging.getLogger("fontTools").setLevel(logging.ERROR)  # it remarks on time stamps


def icons_in(css: str) -> set[str]:
    """Return the icons that a style sheet draws, as characters."""
    return {
        chr(int(found[1:], 16)) if found.startswith("\\") else found for found in ICON.findall(css)
    }


def signs_in(formula: str) -> set[str]:
    """Return the characters that a formula shows, from its HTML as KaTeX writes it."""
    _, _, shown = formula.partition('class="katex-html"')
    return set(unescape(TAG.sub("", shown.partition(">")[2])))


def subset(font: Path, characters: Iterable[str], kept: Path) -> bytes:
    """Return a font with these characters alone, as WOFF 2.

    It is read from the TTF or WOFF file beside it when there is one, which takes half the time.
    `kept` is a folder that remembers results: the same font and characters give the same bytes.
    """
    text = "".join(sorted(characters))
    font = next(filter(Path.exists, map(font.with_suffix, SIMPLE)), font)
    made_from = font.read_bytes() + text.encode() + Path(__file__).read_bytes()
    digest = hashlib.sha256(made_from).hexdigest()
    result = kept / f"{digest[:32]}.woff2"
    if not result.exists():
        # not above: most builds have no new characters
        from fontTools.subset import Options, Subsetter
        from fontTools.ttLib import TTFont

        tables = TTFont(font, recalcTimestamp=False)
        subsetter = Subsetter(Options(hinting=False))
        subsetter.populate(text=text)
        subsetter.subset(tables)
        tables.flavor = "woff2"
        kept.mkdir(parents=True, exist_ok=True)
        tables.save(result)
    return result.read_bytes()


def reduce_fonts(static: Path, css: str, signs: set[str], letters: set[str], kept: Path) -> None:
    """Reduce the fonts below `static` to what is shown, and remove those of no use to `css`.

    Parameters
    ----------
    static
        The folder of the site with the fonts.
    css
        The style sheet of the site.
    signs, letters
        The characters of the formulas and of the whole pages.
    kept
        A folder that remembers reduced fonts.
    """
    shown = {ICON_FONTS: icons_in(css), FORMULA_FONTS: signs, TEXT_FONTS: letters}
    for folder, characters in shown.items():
        for font in (static / folder).glob("*.woff2"):
            if font.name in css:
                font.write_bytes(subset(font, characters, kept))
            else:
                font.unlink()
        for font in (static / folder).glob("*.*"):
            if font.suffix in SIMPLE:
                font.unlink()
