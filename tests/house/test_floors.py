"""The package is a house with floors: a module imports only from floors below its own."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import mathforml
import pytest

PACKAGE = Path(mathforml.__file__).parent
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))

# from the roof down; the parts of one floor do not know each other
FLOORS = (
    ("figures",),
    ("estimators",),
    ("supervised", "unsupervised", "semisupervised", "reinforcement", "networks"),
    ("applications",),
    ("selection", "interpretation"),
    ("optimize",),
    ("statistics",),
    ("linalg", "calculus", "probability", "data", "losses"),
    ("iteration",),
    ("_special",),
    ("_checks",),
    ("_docs", "_generators"),
    ("_types",),
)
LEVEL = {part: len(FLOORS) - depth for depth, floor in enumerate(FLOORS) for part in floor}
WITH_SKLEARN = ("estimators",)  # wrappers of the mathematics, which does without
NUMPY_ALONE = LEVEL["statistics"]  # on this floor and below, but for SciPy's special functions


def imports(source: str) -> list[str]:
    """Full names of all that a module imports, also inside its functions."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            # `from mathforml import losses` names the part only in the second half
            names += [f"{base}.{alias.name}" for alias in node.names]
    return names


def complaints(source: str, path: Path) -> list[str]:
    """What is wrong with the imports of the module at `path` in the package."""
    part = path.parts[0].removesuffix(".py")
    if part == "__init__":
        return [f"mathforml/__init__.py imports {name}" for name in imports(source)]
    if part not in LEVEL:
        return [f"{part} has no floor: give it one in FLOORS"]
    found = []
    for name in imports(source):
        top, *rest = name.split(".")
        if top == "":
            found.append(f"{path} imports {name}: write the full name")
        elif top == "mathforml":
            target = rest[0]
            if target != part and LEVEL.get(target, len(FLOORS)) >= LEVEL[part]:
                found.append(f"{path} imports {name}, which is not on a lower floor")
        elif LEVEL[part] <= NUMPY_ALONE and not is_basic(name):
            found.append(f"{path} imports {name}; on its floor only NumPy is allowed")
        elif top == "sklearn" and part not in WITH_SKLEARN:
            found.append(f"{path} imports {name}: scikit-learn belongs to the estimators")
    return found


def is_basic(name: str) -> bool:
    """Whether a name is of Python's own library, of NumPy, or one of SciPy's special functions."""
    top = name.partition(".")[0]
    return top in (*sys.stdlib_module_names, "numpy") or name.startswith("scipy.special")


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_run_downward(path):
    found = complaints((PACKAGE / path).read_text(encoding="utf-8"), path)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "path", "message"),
    [
        ("from mathforml.figures import line", "optimize/newton.py", "not on a lower floor"),
        ("from mathforml import figures", "optimize/newton.py", "not on a lower floor"),
        ("import mathforml.optimize.newton", "linalg/norms.py", "not on a lower floor"),
        ("import mathforml.networks.layers", "supervised/ridge.py", "not on a lower floor"),
        ("def f():\n    from mathforml import losses", "iteration.py", "not on a lower floor"),
        ("from ._evaluate import evaluate", "optimize/newton.py", "write the full name"),
        ("import scipy.linalg", "linalg/norms.py", "only NumPy is allowed"),
        ("from sklearn.base import BaseEstimator", "losses.py", "only NumPy is allowed"),
        ("from sklearn.base import BaseEstimator", "supervised/ridge.py", "the estimators"),
        ("import sklearn", "figures/line.py", "the estimators"),
        ("from mathforml.estimators.ridge import Ridge", "selection/k_fold.py", "a lower floor"),
        ("", "astrology/signs.py", "has no floor"),
        ("import numpy", "__init__.py", "imports numpy"),
    ],
)
def test_a_wrong_import_is_named(source, path, message):
    (found,) = complaints(source, Path(path))
    assert message in found


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("from mathforml.optimize import grid\nimport scipy", "supervised/ridge.py"),
        ("from mathforml.optimize._evaluate import evaluate", "optimize/newton.py"),
        ("import itertools, numpy as np\nfrom mathforml._checks import whole", "iteration.py"),
        ("from scipy.special import logsumexp", "linalg/norms.py"),
        ("from sklearn.base import BaseEstimator", "estimators/ridge.py"),
    ],
)
def test_a_right_import_passes(source, path):
    assert complaints(source, Path(path)) == []
