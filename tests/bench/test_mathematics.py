"""The share of mathematics: each line of a small module is known by its kind."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from bench import mathematics

# each line with its kind: d(ocstring), b(lank), f(rame), c(heck), m(athematics)
MODULE = '''\
d|"""Roots.
d|
d|A second paragraph.
d|"""
b|
f|from __future__ import annotations
b|
f|import numpy as np
f|from mathforml._checks import as_vector, positive
b|
f|__all__ = ["root"]
m|MOST = 10
d|"""What is said of a name."""
b|# a comment on a line of its own
b|
f|@cache
f|def root(
f|    x: float,
f|    tol: float = 1e-3,
f|) -> float:
d|    """Root by Newton."""
c|    x, tol = as_vector(x, "x"), positive(tol, "tol")
c|    if x < 0:
c|        raise ValueError(
c|            "x must be at least 0"
c|        )
m|    r: float = 1.0
m|    for _ in range(MOST):
b|
m|        r = (r + x / r) / 2  # the mean
c|        _require_finite(r)
b|        # and again
m|        if r == 0:
m|            break
m|    return r
b|
b|
f|class Step(NamedTuple):
d|    """A step."""
b|
f|    theta: float
f|    loss: float = 0.0
b|
f|    def gap(self) -> float:
m|        return self.loss
b|
b|
f|def _require_finite(r):
c|    if not np.isfinite(r):
c|        raise ValueError("not finite")
'''
KIND = {kind[0]: kind for kind in mathematics.KINDS}


def write(folder: Path, lines: list[str]) -> tuple[Path, Counter[str]]:
    """Write a module, and return how many of its lines are said to be of each kind."""
    path = folder / "roots.py"
    path.write_text("\n".join(line[2:] for line in lines) + "\n", encoding="utf-8")
    return path, Counter(KIND[line[0]] for line in lines)


def test_every_line_is_of_its_kind(tmp_path):
    path, expected = write(tmp_path, MODULE.splitlines())
    assert mathematics.count(path) == expected
    assert {*expected} == {*mathematics.KINDS}


ONE_LINE = (
    "x, tol =",
    "r: float",
    "r = (r",
    "_require",
    "return r",
    "theta:",
    "MOST =",
    "import n",
)


@pytest.mark.parametrize("start", ONE_LINE)
def test_the_lines_are_the_right_ones(tmp_path, start):
    """Where a statement is doubled, its kind and no other has one line more."""
    lines = MODULE.splitlines()
    (i,) = [i for i, line in enumerate(lines) if line[2:].strip().startswith(start)]
    path, expected = write(tmp_path, [*lines[: i + 1], *lines[i:]])
    assert mathematics.count(path) == expected


def test_functions_of_the_checks_only_check(tmp_path):
    path = tmp_path / "_checks.py"
    path.write_text("def whole(n):\n    if n != int(n):\n        n = 0\n    return n\n", "utf-8")
    assert mathematics.count(path) == Counter(frame=1, check=3)


def test_figures_are_apart():
    names = [path.relative_to(mathematics.PACKAGE).as_posix() for path in mathematics.modules()]
    assert "linalg/norms.py" in names
    assert not any(name.startswith("figures/") for name in names)


def test_the_share_is_printed_by_folder_and_in_all(tmp_path, monkeypatch, capsys):
    (tmp_path / "linalg").mkdir()
    (tmp_path / "linalg/a.py").write_text("x = 1\ny = 2\n\n\n", encoding="utf-8")
    (tmp_path / "losses.py").write_text('"""Losses."""\nz = 3\n', encoding="utf-8")
    monkeypatch.setattr(mathematics, "PACKAGE", tmp_path)
    mathematics.main()
    head, linalg, losses, total, median = capsys.readouterr().out.splitlines()
    assert head.split() == ["lines", *mathematics.KINDS]
    assert linalg.split() == ["linalg", "4", "0.0%", "50.0%", "0.0%", "0.0%", "50.0%"]
    assert losses.split() == ["losses.py", "2", "50.0%", "0.0%", "0.0%", "0.0%", "50.0%"]
    assert total.split() == ["all", "6", "16.7%", "33.3%", "0.0%", "0.0%", "50.0%"]
    assert median == "median module: 3 lines, 1.5 of them mathematics"
