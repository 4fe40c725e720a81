"""What a chapter depends on: no module less than a run loads, and no more than imports say."""

from __future__ import annotations

import subprocess
import sys

import pytest
from bookbuild.execution import cells_of
from bookbuild.execution.closure import check, closure, imported, libraries
from bookbuild.sources.chapters import chapters
from support.choice import few

FILES = {
    "mathforml/__init__.py": "",
    "mathforml/_checks.py": "import numpy",
    "mathforml/losses.py": "from mathforml._checks import finite",
    "mathforml/optimize/__init__.py": "",
    "mathforml/optimize/newton.py": "def late():\n    from mathforml import losses",
    "mathforml/optimize/adam.py": "import scipy.optimize as so\nimport mathforml.optimize.newton",
    "mathforml/alone.py": "",
}


@pytest.fixture
def code(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        ("import numpy as np", []),
        ("import mathforml.alone", ["alone"]),
        ("from mathforml import alone", ["alone"]),
        ("from mathforml.losses import squared", ["_checks", "losses"]),
        ("if True:\n    import mathforml.losses", ["_checks", "losses"]),
        (
            "from mathforml.optimize.newton import newton",
            ["_checks", "losses", "optimize", "optimize.newton"],
        ),
        (
            "import mathforml.optimize.adam",
            ["_checks", "losses", "optimize", "optimize.adam", "optimize.newton"],
        ),
    ],
)
def test_closure_follows_every_import_statement(code, source, modules):
    parent = ["mathforml"] if modules else []
    assert list(closure([source], code)) == parent + [f"mathforml.{name}" for name in modules]


def test_code_that_is_not_python_may_import_everything(code):
    assert len(closure(["%timeit 1"], code)) == len(FILES)


def test_libraries_are_those_of_the_cells_and_of_what_they_import(code):
    found = libraries(["import pandas, os", "import mathforml.optimize.adam"], code)
    assert found == {"pandas", "numpy", "scipy.optimize"}


def test_relative_and_named_imports():
    assert imported("from . import x\nfrom a.b import c as d") == {"a.b", "a.b.c"}


def test_a_module_that_no_import_names_is_refused():
    check(["numpy", "mathforml.losses"], ["mathforml.losses"])
    with pytest.raises(ImportError, match=r"mathforml\.hidden was loaded, but no import"):
        check(["mathforml.hidden", "mathforml.losses"], ["mathforml.losses"])


@pytest.mark.parametrize("page", few(chapters()))
def test_a_fresh_python_loads_no_more_than_the_closure_of_a_chapter(page):
    """Import what the cells import, in a process of its own, and see what comes along.

    That a run loads no less, every build checks for every chapter.
    """
    names = sorted(name for name in closure([cell.source for cell in cells_of(page)]))
    program = f"import sys, {', '.join(names)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = {name for name in done.stdout.split() if name.partition(".")[0] == "mathforml"}
    assert loaded == set(names)
