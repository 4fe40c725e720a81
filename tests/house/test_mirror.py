"""Every module has its tests, in a file at the same place."""

from __future__ import annotations

import ast
from pathlib import Path

import bookbuild
import mathforml
import pytest

PACKAGE = Path(mathforml.__file__).parent
TESTS = Path(__file__).parents[1] / "mathforml"


def has_code(source: str) -> bool:
    """Whether a module defines a function or a class."""
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.parse(source).body)


def mirror(path: Path) -> Path:
    """Where the tests of the module at `path` in the package are: _checks.py in test_checks.py."""
    return path.with_name(f"test_{path.name.lstrip('_')}")


def has_tests(source: str) -> bool:
    return any(
        isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for node in ast.parse(source).body
    )


MODULES = sorted(
    path.relative_to(PACKAGE)
    for path in PACKAGE.rglob("*.py")
    if has_code(path.read_text(encoding="utf-8"))
)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_module_has_tests(path):
    tests = TESTS / mirror(path)
    assert tests.exists(), f"mathforml/{path} has no tests: write tests/mathforml/{mirror(path)}"
    assert has_tests(tests.read_text(encoding="utf-8")), f"{tests.name} tests nothing"


# what tests more than one module: a package, a kind of fault, or what a shell script does
OF_MORE_THAN_ONE = {"environment", "faults", "forks_and_kernels", "lite", "markdown"}
ROOMS = sorted((TESTS.parent / "bookbuild").rglob("test_*.py"))


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: path.stem)
def test_what_tests_the_builder_stands_in_the_room_of_its_module(path):
    room = Path(bookbuild.__file__).parent / path.parent.relative_to(TESTS.parent / "bookbuild")
    modules = {module.stem.strip("_") for module in room.rglob("*.py")} | OF_MORE_THAN_ONE
    assert path.stem.removeprefix("test_") in modules


def test_the_mirror():
    assert mirror(Path("optimize/newton.py")) == Path("optimize/test_newton.py")
    assert mirror(Path("_checks.py")) == Path("test_checks.py")
    assert has_code("def f(): ...")
    assert not has_code("x = 1")
    assert has_tests("def test_x(): ...")
    assert not has_tests("def helper(): ...")
