"""What the cells of the chapters show in a reader's Python is what the book shows.

That Python is Pyodide, here in Node, with the packages that `make wheels` fetches: where these are
missing, the tests of the chapters are skipped and say so (see the fixture `packages`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bookbuild.commands.reference import executed
from bookbuild.paths import FRONTEND
from support import live_outputs

CHAPTER = "day1/gradient-descent"
RUN_CELLS = """
import json, sys
import kernel

answers, outputs = [], []
kernel.start(outputs.append)
for cell in json.load(sys.stdin):
    end = kernel.run(cell["source"], "cell")
    answers.append({"outputs": [*outputs], "end": end})
    outputs.clear()
print(json.dumps(answers))
"""


def cells_of(site: Path, page: str) -> list[dict]:
    data = site / "live" / "cells" / f"{page}.json"
    return json.loads(data.read_text(encoding="utf-8"))["cells"]


@pytest.mark.slow
def test_a_chapter_shows_in_pyodide_what_the_book_shows(packages, site, chapter_path):
    page = chapter_path.removesuffix(".html")
    cells, answers = cells_of(site, page), live_outputs.run(site, page)
    ran = len(cells) - answers.count(None)
    print(f"{page}: {ran} of {len(cells)} cells ran; the others need what no browser has")
    faults = live_outputs.differences(page, executed(page).cells, cells, answers)
    assert not faults, "\n\n".join(faults)


def test_a_chapter_shows_by_the_code_of_live_cells_what_the_book_shows(site):
    """The Python half of live cells runs a whole chapter, in this Python: that needs no wheels."""
    cells = cells_of(site, CHAPTER)
    environment = {
        **os.environ,
        **{"PYTHONPATH": str(FRONTEND / "src" / "live"), "MPLBACKEND": "module://kernel"},
    }
    done = subprocess.run(
        [sys.executable, "-c", RUN_CELLS],
        input=json.dumps(cells),
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    answers = json.loads(done.stdout)
    chapter = executed(CHAPTER).cells
    faults = live_outputs.differences(CHAPTER, chapter, cells, answers)
    assert not faults, "\n\n".join(faults)
    kinds = {shown.kind for cell in chapter for shown in live_outputs.stored(cell.outputs)}
    assert kinds >= {"picture", "html", "chart", "printed"}
