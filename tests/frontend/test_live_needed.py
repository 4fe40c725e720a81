"""What Pyodide must load for the code of a page, found in this Python instead of a browser's."""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location

import pytest
from bookbuild.paths import FRONTEND
from bookbuild.sources import imports


@pytest.fixture
def needed(monkeypatch):
    """`needed`, as if only the package itself was there, and nothing had been imported."""
    path = FRONTEND / "src" / "live" / "needed.py"
    spec = spec_from_file_location("live_needed", path)
    monkeypatch.setitem(sys.modules, "live_parser", imports)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in list(sys.modules):
        if name.split(".")[0] in {"mathforml", "numpy", "matplotlib", "sklearn", "scipy"}:
            monkeypatch.delitem(sys.modules, name)
    here = {"mathforml", "ast"}
    monkeypatch.setattr(module, "find_spec", lambda name: name in here and find_spec(name))
    return module.needed


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("import ast, sys", []),
        ("from mathforml import __version__", []),
        ("from mathforml.iteration import take", ["numpy"]),
        ("def f():\n    import sklearn.svm", ["sklearn"]),
        ("try:\n    import scipy\nexcept ImportError:\n    pass", []),
        ("import =", []),
    ],
)
def test_what_code_needs_is_found_through_the_package(needed, code, modules):
    assert needed([code]) == modules


def test_a_package_within_the_package_needs_what_its_modules_do(needed):
    assert "matplotlib" in needed(["x = 1", "from mathforml import figures"])
