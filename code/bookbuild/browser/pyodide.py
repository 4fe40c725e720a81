"""Pyodide, the Python that runs in a reader's browser: its parts and packages, and where they are.

The core comes from npm with its lock, which names the packages that were built for it and a
hash of each, but holds none of them. Those are fetched by `make wheels`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import requires
from pathlib import Path
from typing import TypedDict

from sphinx.config import Config

from bookbuild.paths import FRONTEND

CORE = FRONTEND / "node_modules" / "pyodide"
CORE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


class Package(TypedDict):
    """What the lock says of a package, as far as it matters here."""

    name: str
    version: str
    file_name: str
    sha256: str
    depends: list[str]
    imports: list[str]


@cache
def lock() -> dict:
    """Return the lock of the installed Pyodide."""
    return json.loads((CORE / "pyodide-lock.json").read_text(encoding="utf-8"))


@cache
def public_source() -> str:
    """Return the address at which the makers of Pyodide publish the packages of this version."""
    package = json.loads((CORE / "package.json").read_text(encoding="utf-8"))
    return f"https://cdn.jsdelivr.net/pyodide/v{package['version']}/full/"


def allows_public_source(config: Config) -> bool:
    """Return whether whoever builds the site lets its readers load packages from there."""
    wanted = getattr(config, "live_public_source", False)
    return wanted or os.environ.get("BOOK_PUBLIC_SOURCE") == "1"


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted() -> list[str]:
    """Return the packages that `mathforml` needs, and with it the chapters."""
    return [re.match(r"[\w.-]+", line)[0] for line in requires("mathforml")]


def with_dependencies(names: Iterable[str], packages: dict[str, Package]) -> dict[str, Package]:
    """Return packages with all that they depend on, by their names in the lock.

    Raises
    ------
    KeyError
        If a package is not in the lock.
    """
    by_name = {normalised(name): name for name in packages}
    found: dict[str, Package] = {}
    waiting = list(names)
    while waiting:
        name = by_name[normalised(waiting.pop())]
        if name not in found:
            found[name] = packages[name]
            waiting += packages[name]["depends"]
    return dict(sorted(found.items()))


def present(packages: dict[str, Package], folder: Path) -> dict[str, Package]:
    """Return the packages that are in a folder together with all that they depend on."""
    files = {path.name for path in folder.glob("*")}
    there = {name: pack for name, pack in packages.items() if pack["file_name"] in files}

    def is_whole(name: str) -> bool:
        needs = with_dependencies([name], packages).values()
        return all(package["file_name"] in files for package in needs)

    return {name: package for name, package in there.items() if is_whole(name)}


def providers(packages: dict[str, Package]) -> dict[str, str]:
    """Return which package provides each top-level module."""
    return {
        module.split(".")[0]: name
        for name, package in packages.items()
        for module in package["imports"]
    }
