"""Write what all pages share: one style sheet, one script, and the fonts.

Every page has names in its head where these go; they are known when all pages are.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from bookbuild.paths import BUILD, FRONTEND
from bookbuild.site import fonts, images

KEPT = BUILD / "shared"  # what earlier builds made, named by what it was made from
STYLE = "style-of-all-pages.css"
SCRIPT = "script-of-all-pages.js"
# what the bundle has instead, or what the book does not use; below _static
REPLACED = (
    *("basic.css", "documentation_options.js", "doctools.js", "sphinx_highlight.js"),
    *("searchtools.js", "language_data.js", "design-tabs.js", "scripts", "styles", "locales"),
    *("book/book.js", "*webpack-macros.html", "file.png", "images"),
)
NAME = re.compile(r"[\w-]+")
STORED = re.compile(r"-[0-9a-f]{10}\.(css|js)$")  # a file that `store` wrote


class Facts(TypedDict):
    """What the files that all pages share must know of one page, as JSON can hold it."""

    sheets: list[str]  # the style sheets that it links to, as paths below _static, in their order
    names: list[str]  # tags, classes, ids, attributes and their values
    letters: str  # the characters of the page
    signs: str  # those of its formulas
    pictures: list[str]  # paths in the site of pictures whose size is yet to be written
    scripts: dict[str, str]  # inline scripts: name of the file, code


def used_style(static: Path, sheets: list[str], names: set[str]) -> str:
    """Return one style sheet for the site: of all `sheets`, the rules that can match a name."""
    # all, because one may import others
    sources = [path.read_bytes() for path in sorted(static.rglob("*.css"))]
    known = set(NAME.findall(b"\n".join(sources).decode("utf-8")))
    tools = [FRONTEND / "tools" / "styles.mjs", FRONTEND / "package-lock.json"]
    request = json.dumps({"sheets": sheets, "words": sorted(names & known)})
    digest = hashlib.sha256(request.encode())
    for content in (*sources, *(path.read_bytes() for path in tools)):
        digest.update(content)
    result = KEPT / f"{digest.hexdigest()[:32]}.css"
    if not result.exists():
        command = ["node", str(FRONTEND / "tools" / "styles.mjs"), str(static)]
        done = subprocess.run(
            command, input=request, capture_output=True, text=True, encoding="utf-8"
        )
        if done.returncode:
            raise RuntimeError(f"the style sheets were not bundled: {done.stderr.strip()}")
        KEPT.mkdir(parents=True, exist_ok=True)
        result.write_text(done.stdout, encoding="utf-8", newline="\n")
    return result.read_text(encoding="utf-8")


def store(folder: Path, name: str, content: str) -> str:
    """Write a file named by its content, `name-0123456789.suffix`, and return its name."""
    stem, suffix = name.rsplit(".", 1)
    full = f"{stem}-{hashlib.sha256(content.encode()).hexdigest()[:10]}.{suffix}"
    (folder / full).write_text(content, encoding="utf-8", newline="\n")
    return full


def write_shared_files(site: Path, pages: Iterable[Facts]) -> dict[str, str]:
    """Write what the pages of a site share, from the facts of all of them.

    Parameters
    ----------
    site
        The folder of the site; `site`/_static holds what Sphinx copied there.
    pages
        The facts of every page.

    Returns
    -------
    replacements : dict
        What is to be replaced in the text of every page, and by what.
    """
    static = site / "_static"
    for path in filter(STORED.search, map(str, static.rglob("book-*"))):
        Path(path).unlink()  # of the build before this one
    sheets: dict[str, None] = {}
    names, letters, signs, pictures, scripts = set(), set(), set(), set(), {}
    for facts in pages:
        sheets.update(dict.fromkeys(facts["sheets"]))
        names.update(facts["names"])
        letters.update(facts["letters"])
        signs.update(facts["signs"])
        pictures.update(facts["pictures"])
        scripts.update(facts["scripts"])
    for name, code in scripts.items():
        (static / "inline").mkdir(exist_ok=True)
        (static / "inline" / name).write_text(code, encoding="utf-8", newline="\n")
    replacements = images.sizes(site, sorted(pictures))

    # rules for classes that a script may set
    script = (static / "book" / "book.js").read_text(encoding="utf-8")
    names.update(NAME.findall(script))
    css = used_style(static, list(sheets), names)
    fonts.reduce_fonts(static, css, signs, letters, KEPT)
    replacements[STYLE] = store(static, "book.css", css)
    replacements[SCRIPT] = store(static / "book", "book.js", script)
    for pattern in (*sheets, *REPLACED):
        for path in static.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return replacements
