"""Find out what the code of a page imports, before it runs: what Pyodide must load for it.

`interpreter.js` loads this module into Pyodide and asks `needed`. The book's package stands in the
lock without dependencies, since a page needs only those of the modules that it uses: they are read
from the source, and no module runs for that.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.util import find_spec

import live_parser  # bookbuild/sources/imports.py

PACKAGE = "mathforml"  # whose modules are read for what they import

imports_of: dict[str, set[str]] = {}  # of the package's modules, as far as they were read


def imported(source: str) -> set[str]:
    """Return the full names that code imports; code that is not Python imports nothing."""
    try:
        return live_parser.imported(source, tried=False)
    except (SyntaxError, ValueError):
        return set()


def source_of(module: str) -> str:
    """Return the source of a module of the package without running it; "" if there is none."""
    spec = find_spec(PACKAGE)
    if spec is None:
        return ""
    path = "/".join(module.split(".")[1:])
    for folder in spec.submodule_search_locations or ():
        for file in (f"{folder}/{path}/__init__.py", f"{folder}/{path}.py"):
            try:
                with open(file, encoding="utf-8") as stream:
                    return stream.read()
            except OSError:
                continue
    return ""


def imported_by(module: str) -> set[str]:
    """Return what a module of the package imports, which is read once."""
    if module not in imports_of:
        source = source_of(module)
        if not source:  # not a module, or not yet there
            return set()
        imports_of[module] = imported(source)
    return imports_of[module]


def needed(sources: Iterable[str]) -> list[str]:
    """Name the top-level modules that code imports, directly or through the package.

    Those that can be imported already are left out.
    """
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [name for source in sources for name in imported(source)]
    while waiting:
        name = waiting.pop()
        if name in sys.modules:
            continue
        top, *rest = name.split(".")
        found.add(top)
        if top == PACKAGE:
            inner = {".".join([top, *rest[:end]]) for end in range(len(rest) + 1)} - seen
            seen |= inner
            waiting += (name for module in inner for name in imported_by(module))
    return sorted(name for name in found if name not in sys.modules and not find_spec(name))
