"""The builder of the book is a row of rooms, in the order of a chapter's journey.

A room takes from those before it. `extension.py` stands behind them all and lists every step of a
build; nobody else asks Sphinx to call anything.
"""

from __future__ import annotations

import ast
from pathlib import Path

import bookbuild
import pytest

BUILDER = Path(bookbuild.__file__).parent
MODULES = sorted(path.relative_to(BUILDER) for path in BUILDER.rglob("*.py"))

ROOMS = (
    *("paths", "memo"),  # what every room uses
    *("sources", "execution", "directives", "notebooks", "browser", "site"),
    *("extension", "commands", "__main__"),
)
NOT_MODULES = {"kernel"}  # a profile of IPython, which reads it by its path


def imports(tree: ast.AST) -> list[str]:
    """Full names of all that a module imports, also inside its functions."""
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def complaints(source: str, path: Path) -> list[str]:
    """What the module at `path` in the builder may not do."""
    tree, found = ast.parse(source), []
    room = path.parts[0].removesuffix(".py")
    if room == "__init__" or NOT_MODULES & {*path.parts}:
        return []
    if room not in ROOMS:
        return [f"{room} is no room: give it a place in ROOMS"]
    for name in imports(tree):
        top, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if top == "bookbuild" and target in ROOMS and ROOMS.index(target) > ROOMS.index(room):
            found.append(f"{path} imports {name}, which comes after {room}")
        if top in ("bench", "support") and room != "__main__":
            found.append(f"{path} imports {name}, which is no part of a build")
    for node in ast.walk(tree):
        connects = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("app.connect")
        if connects and room != "extension":
            found.append(f"{path}:{node.lineno}: only extension.py connects steps to events")
    return found


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_room_takes_from_those_before_it(path):
    found = complaints((BUILDER / path).read_text(encoding="utf-8"), path)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "path", "message"),
    [
        ("from bookbuild.site import html", "execution/store.py", "which comes after execution"),
        ("def f():\n    import bookbuild.commands.build", "site/a.py", "comes after site"),
        ("from bench.races import Race", "site/a.py", "no part of a build"),
        ("def setup(app):\n    app.connect('e', f)", "site/a.py", "a.py:2: only extension.py"),
        ("", "attic/a.py", "attic is no room"),
    ],
)
def test_what_a_room_may_not_is_named(source, path, message):
    (found,) = complaints(source, Path(path))
    assert message in found


def test_what_a_room_may_passes():
    source = "from bookbuild import memo\nfrom bookbuild.sources.inputs import sources"
    assert complaints(source, Path("execution/store.py")) == []
    assert complaints("app.connect('e', f)", Path("extension.py")) == []
