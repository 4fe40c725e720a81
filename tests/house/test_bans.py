"""What the package never does: print, seed the world, invert a matrix, hide its arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import mathforml
import pytest

PACKAGE = Path(mathforml.__file__).parent
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))

PLOTTING = {"matplotlib", "altair", "seaborn", "plotly", "contourpy"}
# of numpy.random, only what makes or names a generator that is then passed on
GENERATORS = {"default_rng", "Generator", "BitGenerator", "SeedSequence"}
GLOBAL_SETTERS = {"seed", "set_state", "seterr", "set_printoptions", "filterwarnings"}
LONGEST = 250


def complaints(source: str, path: Path) -> list[str]:
    """What the module at `path` in the package does that no module may do."""
    tree = ast.parse(source)
    found = [f"line {node.lineno}: {what}" for node, what in banned(tree)]
    if path.parts[0] != "figures":
        found += [f"imports {name}: plotting is for figures" for name in plotting(tree)]
    if not any(part.startswith("_") for part in path.parts):
        found += [f"line {f.lineno}: {f.name} takes **{f.args.kwarg.arg}" for f in hiding(tree)]
    if source.count("\n") > LONGEST:
        found.append(f"{source.count(chr(10))} lines, more than {LONGEST}")
    return found


def banned(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Calls and names that are banned everywhere."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("print")):
                yield node, "prints"
            case ast.Call(func=ast.Name("inv") | ast.Attribute(attr="inv")):
                yield node, "inverts a matrix: solve the system instead"
            case ast.Call(func=ast.Attribute(attr=name)) if name in GLOBAL_SETTERS:
                yield node, f"{name} changes a setting of the whole program"
            case ast.Attribute(value=ast.Attribute(attr="random"), attr=name):
                if name not in GENERATORS:
                    yield node, f"np.random.{name} is the global generator: take an rng"
            case ast.Import(names=[ast.alias(name="random")]) | ast.ImportFrom(module="random"):
                yield node, "the module random is a global generator: take an rng"
    for node in run_at_import(tree):
        if isinstance(node, ast.Name | ast.Attribute) and "rcParams" in ast.unparse(node):
            yield node, "touches rcParams at import"
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".use", ".rc")):
            yield node, f"{ast.unparse(node.func)} changes the style at import"


def run_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes outside the bodies of functions."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            yield node
            yield from run_at_import(node)


def plotting(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in PLOTTING)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in PLOTTING:
            yield node.module


def hiding(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Public functions that take any keyword."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.args.kwarg:
            yield node


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_nothing_banned(path):
    found = complaints((PACKAGE / path).read_text(encoding="utf-8"), path)
    assert not found, "\n".join(f"{path}: {complaint}" for complaint in found)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("print(1)", "line 1: prints"),
        ("import numpy as np\nnp.linalg.inv(A)", "line 2: inverts a matrix"),
        ("from numpy.linalg import inv\nx = inv(A) @ b", "inverts a matrix"),
        ("np.random.seed(0)", "the whole program"),
        ("np.random.normal(size=3)", "np.random.normal is the global generator"),
        ("draw = numpy.random.RandomState", "np.random.RandomState is the global generator"),
        ("import random", "the module random"),
        ("from random import choice", "the module random"),
        ("np.seterr(all='raise')", "seterr changes a setting"),
        ("import matplotlib as mpl\nmpl.rcParams['font.size'] = 9", "touches rcParams at import"),
        ("plt.rcParams.update({})", "touches rcParams at import"),
        ("plt.style.use('ggplot')", "plt.style.use changes the style at import"),
        ("import matplotlib.pyplot as plt", "plotting is for figures"),
        ("from altair import Chart", "plotting is for figures"),
        ("def fit(X, **kwargs): ...", "fit takes **kwargs"),
        ("x = 1\n" * 251, "251 lines"),
    ],
)
def test_a_ban_is_named(source, message):
    assert any(message in found for found in complaints(source, Path("optimize/newton.py")))


def test_what_is_allowed_passes():
    source = """
import numpy as np

def fit(X, rng: np.random.Generator, *axes, eta=0.1):
    rng = np.random.default_rng(rng)
    return np.linalg.solve(X, rng.normal(size=3))

def _helper(**options):
    return options
"""
    assert complaints(source, Path("optimize/newton.py")) == []
    styled = "import matplotlib as mpl\ndef style():\n    return mpl.rc_context(mpl.rcParams)\n"
    assert complaints(styled, Path("figures/style.py")) == []
