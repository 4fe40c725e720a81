"""Let readers change and run the code of a chapter in the page, in Pyodide.

Every page with code cells gets a button below its title (frontend/src/live/start.js). What the
script behind it fetches is written here, below the folder of the site:

``live/cells/<page>.json``
    the code of the page's cells as it was written, and what the script must know of each;
``live/settings.json``
    where the parts of Python are, and how charts look;
``live/packages.json``
    Pyodide's lock, cut to the packages that this site has, with `mathforml` as one of them, which
    is beside it;
``pyodide/``
    Pyodide itself, and the packages when `make wheels` has fetched them.

A site without the packages tells its readers so. It offers to load them from the public source of
Pyodide only where the builder allows that: by `live_public_source: true` under `sphinx.config` in
_config.yml, or by BOOK_PUBLIC_SOURCE=1 in the environment.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from bookbuild.browser import pyodide
from bookbuild.directives import charts
from bookbuild.execution import closure
from bookbuild.execution.closure import PACKAGE
from bookbuild.notebooks.chapter import Chapter
from bookbuild.notebooks.install import without_glue
from bookbuild.paths import WHEELS

FOLDER = "live"
RUNTIME = "pyodide"
BUTTON = """
<div class="live" data-cells="{}" data-pagefind-ignore>\
<button type="button" disabled \
title="Loads Python into your browser; nothing that you type leaves it.">\
Run the code on this page</button> <span class="late" role="status">\
This browser cannot run it: the scripts of the page did not start.</span></div>"""


# what all pages share


def link(source: Path, target: Path) -> None:
    """Let a file stand in the site too, without a copy where the file system can do that."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def add_package(wheel: Path, folder: Path) -> dict[str, Any]:
    """Put `mathforml` beside the lock of the site, and return what that says of it.

    The wheel gets a build number from its content, so that a browser which kept an older one does
    not take that. It has no dependencies: what it needs is read from its modules.
    """
    content = wheel.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    name, version, tags = wheel.name.split("-", 2)
    for path in folder.glob("*.whl"):  # of an earlier build
        path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    numbered = folder / f"{name}-{version}-0_{digest[:10]}-{tags}"
    numbered.write_bytes(content)
    return {
        "name": PACKAGE,
        "version": version,
        "file_name": f"./{numbered.name}",
        "install_dir": "site",
        "sha256": digest,
        "package_type": "package",
        "imports": [PACKAGE],
        "depends": [],
    }


def write(app: Sphinx, name: str, content: object) -> None:
    path = Path(app.outdir, FOLDER, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")


def add_runtime(app: Sphinx) -> None:
    """Put Python, the packages that are there, and the settings into the site."""
    if app.builder.format != "html":
        return
    lock = pyodide.lock()
    packages = pyodide.present(lock["packages"], WHEELS)
    runtime = Path(app.outdir, RUNTIME)
    for name in pyodide.CORE_FILES:
        link(pyodide.CORE / name, runtime / name)
    for package in packages.values():
        link(WHEELS / package["file_name"], runtime / package["file_name"])
    own = {PACKAGE: add_package(app.builder.wheel, Path(app.outdir, FOLDER))}
    write(app, "packages.json", {**lock, "packages": packages | own})
    settings = {
        "runtime": f"{RUNTIME}/",
        "lock": f"{FOLDER}/packages.json",
        "packages": f"{RUNTIME}/",
        "available": sorted(packages),
        "publicSource": None,
        "chart": charts.CONFIG,
    }
    if pyodide.allows_public_source(app.config):
        write(app, "packages-public.json", {**lock, "packages": lock["packages"] | own})
        settings["publicSource"] = {
            "lock": f"{FOLDER}/packages-public.json",
            "packages": pyodide.public_source(),
            "available": sorted(lock["packages"]),
        }
    write(app, "settings.json", settings)


# pages


def modules(sources: Sequence[str]) -> set[str]:
    """Return the top-level modules from elsewhere that code imports, directly or not."""
    return {name.split(".")[0] for name in closure.libraries(sources)}


def live_cells(chapter: Chapter) -> Iterator[dict[str, Any]]:
    """Yield what the page's script must know of each cell that has code.

    ``number`` is that of the cell among the code cells of the chapter, ``place`` that among those
    which stand in the page, or -1 for one that the page leaves out. A ``folded`` cell runs before
    what the reader runs, since its input is hidden.
    """
    known = pyodide.providers(pyodide.lock()["packages"])
    for cell in chapter.cells:
        stands = cell.place is not None
        source = cell.source.strip("\n") if stands else without_glue(cell.source)
        if source:
            yield {
                "source": source,
                "number": cell.number,
                "place": cell.place if stands else -1,
                "folded": not stands or cell.hides_input,
                "mayFail": cell.may_fail,
                "cannot": sorted(modules([source]) - known.keys()),
            }


def packages_of(cells: Sequence[dict[str, Any]]) -> list[str]:
    """Return the packages that cells need, of those that `mathforml` requires."""
    provided = pyodide.providers(pyodide.lock()["packages"])
    needed = {provided.get(module) for module in modules([cell["source"] for cell in cells])}
    return sorted(needed & set(pyodide.wanted()))


def offer_live_code(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Write the code of a page for its script, and the button that loads it."""
    chapter = context.get("chapter")
    found = list(live_cells(chapter)) if chapter else []
    if not found:
        return
    context["live"] = {"cells": found, "packages": packages_of(found)}
    write(app, f"cells/{pagename}.json", context["live"])
    button = BUTTON.format(escape(context["pathto"](f"{FOLDER}/cells/{pagename}.json", 1)))
    context["body"] = context["body"].replace("</h1>", f"</h1>{button}", 1)


def register(app: Sphinx) -> None:
    app.add_config_value("live_public_source", False, "html", bool)
