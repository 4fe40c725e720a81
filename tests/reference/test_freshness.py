"""The stored outputs belong to the chapters as they are now."""

from __future__ import annotations

import nbformat
import pytest
from bookbuild.commands.reference import code_cells, orphans
from bookbuild.paths import REFERENCE, ROOT
from bookbuild.sources.chapters import chapters

CURE = "run `make reference` and read the diff"


@pytest.mark.parametrize("page", chapters())
def test_reference_has_the_cells_of_the_chapter(page):
    path = REFERENCE / f"{page}.ipynb"
    assert path.exists(), f"{page} has no reference: {CURE}"
    stored, now = nbformat.read(path, 4).cells, code_cells(page).cells
    for i, (old, new) in enumerate(zip(stored, now, strict=False)):
        same = (old.source, old.metadata) == (new.source, new.metadata)
        assert same, f"{page}, cell {i} changed since its reference was made: {CURE}\n{new.source}"
    assert len(stored) == len(now), (
        f"{page} has {len(now)} cells and its reference {len(stored)}: {CURE}"
    )


@pytest.mark.parametrize("page", chapters())
def test_reference_was_run(page):
    """nbval runs a cell without an execution count, but does not compare its output."""
    path = REFERENCE / f"{page}.ipynb"
    cells = nbformat.read(path, 4).cells if path.exists() else []
    for i, cell in enumerate(cells):
        assert cell.execution_count, f"{page}, cell {i}: the reference was never run: {CURE}"


def test_every_reference_has_a_chapter():
    left = [path.relative_to(ROOT).as_posix() for path in orphans()]
    assert not left, f"these belong to no chapter: {', '.join(left)}; {CURE}"
