"""`make wheels`: fetch what chapters need to run in a reader's browser, checked by its hash.

The site serves these files itself, so that it asks nothing of any other host. A book that is built
without them is whole, but for the cells that a reader would run in the page.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bookbuild.browser import pyodide
from bookbuild.browser.pyodide import Package
from bookbuild.paths import ROOT, WHEELS

SECONDS = 60  # without a byte, after which the source counts as out of reach


class WheelError(Exception):
    """A wheel that did not come, or came with another content than the lock says."""


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fetch(package: Package, source: str, folder: Path) -> None:
    """Fetch the file of a package into a folder, unless it is there as the lock names it.

    Raises
    ------
    WheelError
        If it cannot be fetched, or is not the file that the lock names.
    """
    target = folder / package["file_name"]
    if target.exists() and sha256(target.read_bytes()) == package["sha256"]:
        return
    try:
        with urlopen(source + package["file_name"], timeout=SECONDS) as answer:
            content = answer.read()
    except (URLError, OSError) as error:
        raise WheelError(f"{package['file_name']} did not come from {source}: {error}") from error
    found = sha256(content)
    if found != package["sha256"]:
        raise WheelError(
            f"{package['file_name']} from {source} is not the file that Pyodide's lock names: "
            f"its sha256 is {found}, expected {package['sha256']}"
        )
    part = target.with_suffix(".part")
    part.write_bytes(content)
    part.replace(target)  # a file with its whole name is whole


def fetch_all(
    names: Iterable[str], packages: dict[str, Package], source: str, folder: Path
) -> list[Package]:
    """Fetch packages and all that they depend on; remove what an earlier lock asked for.

    Raises
    ------
    WheelError
        If one does not come as the lock says; those before it are kept.
    """
    needed = list(pyodide.with_dependencies(names, packages).values())
    folder.mkdir(parents=True, exist_ok=True)
    for package in needed:
        fetch(package, source, folder)
    files = {package["file_name"] for package in needed}
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    return needed


def missing(site: Path) -> list[str]:
    """Return the packages that chapters need in a browser and that a built site does not have."""
    settings = json.loads((site / "live" / "settings.json").read_text(encoding="utf-8"))
    return sorted({*pyodide.wanted()} - {*settings["available"]})


def wheels() -> None:
    """Fetch the wheels of the book from BOOK_WHEELS_SOURCE or where Pyodide publishes them."""
    source = os.environ.get("BOOK_WHEELS_SOURCE", pyodide.public_source()).rstrip("/") + "/"
    folder = WHEELS
    try:
        fetched = fetch_all(pyodide.wanted(), pyodide.lock()["packages"], source, folder)
    except WheelError as error:
        raise SystemExit(
            f"The wheels are not complete: {error}\n"
            "`make book` works without them; its pages then say that their code cannot be run."
        ) from error
    size = sum((folder / package["file_name"]).stat().st_size for package in fetched)
    print(f"{len(fetched)} wheels, {size / 1e6:.0f} MB, are in {folder.relative_to(ROOT)}.")
