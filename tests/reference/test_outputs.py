"""What the build has just shown is what a reviewer last saw change.

nbval runs the cells once more, as the independent check. This compares the outputs that are on the
pages, and costs next to nothing.
"""

from __future__ import annotations

import json
from difflib import unified_diff

import nbformat
import pytest
from bookbuild.commands.reference import comparable, executed, text_only
from bookbuild.paths import REFERENCE
from bookbuild.sources.chapters import chapters

CURE = "if the change is wanted, run `make reference` and read the diff"


def as_lines(cell: nbformat.NotebookNode) -> list[str]:
    outputs = comparable(cell)["outputs"]
    return json.dumps(outputs, indent=1, sort_keys=True, ensure_ascii=False).splitlines()


@pytest.mark.parametrize("page", chapters())
def test_outputs_are_the_stored_ones(page):
    path = REFERENCE / f"{page}.ipynb"
    assert path.exists(), f"{page} has no reference: run `make reference`"
    stored, now = nbformat.read(path, 4).cells, text_only(executed(page)).cells
    faults = []
    for i, (old, new) in enumerate(zip(stored, now, strict=True)):
        difference = "\n".join(
            unified_diff(as_lines(old), as_lines(new), "stored", "now", lineterm="", n=1)
        )
        if difference:
            faults.append(f"{page}, cell {i}:\n{difference}")
    assert not faults, "\n".join([*faults, CURE])
