"""Another code means another cache of executed cells, and the build says what it runs."""

from __future__ import annotations

import json

import pytest
from bookbuild import execution

FRONT_MATTER = "---\nfile_format: mystnb\nkernelspec: {name: python3}\n---\n"


@pytest.fixture
def code(tmp_path, monkeypatch):
    """A small copy of the code folder, which the cache looks at instead."""
    files = {
        "mathforml/__init__.py": "",
        "mathforml/optimize/newton.py": "TOLERANCE = 1e-8\n",
        "bookbuild/quiz.py": "",
        "bookbuild/kernel/profile_default/startup/charts.py": "SCALE = 2\n",
        "requirements.txt": "numpy==2.4.0\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(execution, "CODE", tmp_path)
    monkeypatch.setattr(execution, "KERNEL_HOME", tmp_path / "bookbuild/kernel")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("mathforml/optimize/newton.py", "TOLERANCE = 1e-9\n"),
        ("mathforml/optimize/adam.py", ""),
        ("bookbuild/kernel/profile_default/startup/charts.py", "SCALE = 3\n"),
        ("requirements.txt", "numpy==2.4.1\n"),
    ],
)
def test_change_that_may_change_an_output_gives_another_cache(code, path, text):
    before = execution.code_digest()
    (code / path).write_text(text, encoding="utf-8")
    assert execution.code_digest() != before


def test_renamed_module_gives_another_cache(code):
    before = execution.code_digest()
    (code / "mathforml/optimize/newton.py").rename(code / "mathforml/optimize/newtons.py")
    assert execution.code_digest() != before


def test_change_that_cannot_change_an_output_keeps_the_cache(code):
    before = execution.code_digest()
    (code / "bookbuild/quiz.py").write_text("VERSION = 2\n", encoding="utf-8")
    assert execution.code_digest() == before


def test_build_announces_pages_and_leaves_a_summary(build_book, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(execution, "BUILD", tmp_path)
    cell = "```{code-cell} python\nprint(1)\n```\n\n"
    pages = {"index": "# Title\n", "chapter": f"{FRONT_MATTER}# Chapter\n\n{cell}{cell}"}
    build_book(pages, "bookbuild.execution", nb_execution_mode="force")
    said = capsys.readouterr().out
    assert "page 1 of 2: chapter, 2 cells\n" in said
    assert "page 2 of 2: index\n" in said
    assert json.loads((tmp_path / "summary.json").read_text("utf-8")) == {"chapter": 2}
