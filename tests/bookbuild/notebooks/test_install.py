"""What cells need to run outside the book."""

from __future__ import annotations

import pytest
from bookbuild.notebooks.install import distributions, install_cell, without_glue

WHEEL = "https://example.org/mathforml-0.1.0-py3-none-any.whl"


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("x = 1\n", "x = 1"),
        ("from myst_nb import glue\nx = 1\nglue('x', x, display=False)", "x = 1"),
        ("figures.glue('x',\n    1)\n\ny = 2", "y = 2"),
        ("for name in 'ab':\n    figures.glue(name, 1)", ""),
        (
            "for name in 'ab':\n    x = 1\n    figures.glue(name, x)",
            "for name in 'ab':\n    x = 1\n    figures.glue(name, x)",
        ),
        ("glued = 'no glue here'", "glued = 'no glue here'"),
        ("%time glue = 1\nglue('x', 1)", "%time glue = 1"),
    ],
)
def test_statements_that_only_glue_are_left_out(source, left):
    assert without_glue(source) == left


def test_glue_that_would_break_the_notebook_is_refused():
    with pytest.raises(ValueError, match="myst_nb"):
        without_glue("if True:\n    from myst_nb import glue")


def test_distributions_are_those_that_mathforml_does_not_bring_along():
    cells = [
        "import numpy as np, json",
        "from sklearn.datasets import load_iris",
        "def f():\n    import nbformat.v4",
    ]
    assert distributions(cells) == {"nbformat": "nbformat"}
    assert distributions(
        ["import yaml", "%matplotlib inline", "from IPython.display import HTML"]
    ) == {"yaml": "pyyaml"}


def test_a_module_that_nothing_provides_is_refused():
    with pytest.raises(ValueError, match="no_such_module"):
        distributions(["import no_such_module.part"])


def test_the_cell_installs_only_when_a_module_is_missing(monkeypatch):
    cell = install_cell(["import numpy", "import yaml"], WHEEL)
    assert f'%pip install -q "mathforml @ {WHEEL}" pyyaml' in cell
    code = cell.replace("%pip install", "ran.append(1) #")
    ran = []
    exec(code, {"ran": ran})
    assert not ran, "everything is here already"
    exec(code.replace('"yaml"', '"no_such_module"'), {"ran": ran})
    assert ran == [1]
