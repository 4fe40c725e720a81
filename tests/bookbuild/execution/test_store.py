"""Stored outputs are found again exactly when nothing changed that can change them."""

from __future__ import annotations

import os

import pytest
from bookbuild.execution import closure, store
from bookbuild.execution.store import Executed
from bookbuild.sources.chapters import Cell

CELLS = [Cell("from mathforml.losses import squared"), Cell("squared(1, 2)")]
RESULTS = [
    Executed([], 1, 0.25),
    Executed([{"output_type": "stream", "name": "stdout", "text": "één\n"}], 2, 0.5),
]


@pytest.fixture(autouse=True)
def code(tmp_path, monkeypatch):
    """A small copy of the code folder, and a store of its own."""
    files = {
        "mathforml/__init__.py": "",
        "mathforml/losses.py": "from mathforml import _checks\n",
        "mathforml/_checks.py": "LARGEST = 1e150\n",
        "mathforml/optimize.py": "TOLERANCE = 1e-8\n",
        "mathforml/table.csv": "1,2\n",
        "bookbuild/directives/quiz.py": "",
        "bookbuild/execution/ipython_profile/profile_default/startup/charts.py": "SCALE = 2\n",
        "requirements.txt": "numpy==2.4.0\n",
        **{f"bookbuild/execution/{name}.py": "" for name in store.RUNNING},
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(store, "CODE", tmp_path)
    monkeypatch.setattr(store, "KERNEL_HOME", tmp_path / "bookbuild/execution/ipython_profile")
    monkeypatch.setattr(store, "STORE", tmp_path / "outputs")
    monkeypatch.setattr(store, "closure", lambda sources: closure.closure(sources, tmp_path))
    # the files beside the store itself stand outside this copy
    monkeypatch.setattr(store, "__file__", str(tmp_path / "bookbuild/execution/store.py"))
    monkeypatch.setattr(store, "surroundings", store.surroundings.__wrapped__)
    return tmp_path


def test_results_come_back_as_they_were_saved():
    assert store.load("day1/page", CELLS) is None
    assert store.cost("day1/page", CELLS) is None
    assert not store.has("day1/page", CELLS)
    store.save("day1/page", CELLS, RESULTS)
    assert store.load("day1/page", CELLS) == RESULTS
    assert store.cost("day1/page", CELLS) == store.cpu_seconds(RESULTS) == 0.75


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("mathforml/losses.py", "from mathforml import _checks\nSCALE = 2\n"),
        ("mathforml/_checks.py", "LARGEST = 1e100\n"),
        ("mathforml/__init__.py", "VERSION = 2\n"),
        ("mathforml/table.csv", "1,3\n"),
        ("mathforml/new.csv", ""),
        ("bookbuild/execution/ipython_profile/profile_default/startup/charts.py", "SCALE = 3\n"),
        ("bookbuild/execution/shell.py", "VERSION = 2\n"),
        ("requirements.txt", "numpy==2.4.1\n"),
    ],
)
def test_a_change_that_can_change_an_output_hides_what_is_stored(code, path, text):
    store.save("page", CELLS, RESULTS)
    (code / path).parent.mkdir(exist_ok=True)
    (code / path).write_text(text, encoding="utf-8")
    assert store.load("page", CELLS) is None


@pytest.mark.parametrize("name", store.CHOICES)
def test_other_kernels_have_other_outputs_in_a_place_of_their_own(monkeypatch, name):
    store.save("page", CELLS, RESULTS)
    own = store.place("page", CELLS)
    monkeypatch.setenv(name, "Nehalem")
    assert store.load("page", CELLS) is None
    other = store.place("page", CELLS)
    assert other.name != own.name
    assert other.parent != own.parent


@pytest.mark.parametrize(
    ("path", "text"),
    [("mathforml/optimize.py", ""), ("bookbuild/directives/quiz.py", "VERSION = 2\n")],
)
def test_a_change_elsewhere_hides_nothing(code, path, text):
    store.save("page", CELLS, RESULTS)
    (code / path).write_text(text, encoding="utf-8")
    assert store.load("page", CELLS) == RESULTS


@pytest.mark.parametrize(
    "cells", [CELLS[:1], CELLS[::-1], [CELLS[0], Cell("squared(1, 2)", may_fail=True)]]
)
def test_other_cells_have_other_outputs(cells):
    store.save("page", CELLS, RESULTS)
    assert store.load("page", cells) is None


def test_versions_that_were_not_used_for_longest_go():
    versions = [[Cell(f"x = {i}")] for i in range(store.KEPT + 1)]
    for i, cells in enumerate(versions):
        store.save("page", cells, RESULTS[:1])
        os.utime(store.place("page", cells), (i, i))
    assert store.load("page", versions[1]) is not None  # and is the newest from now on
    store.save("page", [Cell("x = -1")], RESULTS[:1])
    left = [i for i, cells in enumerate(versions) if store.place("page", cells).exists()]
    assert left == [1, 3, 4, 5]
