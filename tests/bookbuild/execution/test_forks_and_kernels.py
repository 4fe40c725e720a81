"""Cells run in forks of a warm process as they run in ordinary Jupyter kernels."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from bookbuild import execution
from bookbuild.execution import forks, kernels, store
from bookbuild.execution.forks import Failure, Job, Result
from bookbuild.execution.pictures import DRAWING
from bookbuild.execution.store import Executed
from bookbuild.sources.chapters import Cell, chapters
from support.choice import few

pytestmark = pytest.mark.slow

needs_fork = pytest.mark.skipif(
    sys.platform != "linux", reason="cells run in forks on Linux alone"
)

# one cell for each way in which a cell can show something
SHOWING = [
    "print('one'); print('two', end='')",
    "1 + 1",
    "",
    "# nothing but a remark",
    "x = 3; x",
    "x;",
    "import sys; print('to the other stream', file=sys.stderr)",
    "import os; n = os.write(1, b'past Python, to the terminal\\n')",
    "from IPython.display import HTML, display",
    "print('before'); display(HTML('<b>bold</b>')); print('after')",
    "handle = display('first', display_id=True)",
    "handle.update('second')",
    "from IPython.display import clear_output; print('gone'); clear_output(); print('stays')",
    "import matplotlib.pyplot as plt; fig, ax = plt.subplots(); ax.plot([0, 1]); plt.show()",
    "fig, axes = plt.subplots(1, 2)",
    "import numpy as np; np.random.default_rng(0).normal(size=3)",
    "from mathforml.losses import squared; squared([1.0], [3.0])",
    "_ + 1, Out[2]",
    "%precision 3",
    "get_ipython().execution_count",
]


PROGRAM = """
import importlib, json, sys
from bookbuild.sources.chapters import Cell
from bookbuild.execution import kernels
from bookbuild.execution.forks import Failure, Job

way, jobs, options = json.load(sys.stdin)
kernels.prepare()
jobs = [Job(page, [Cell(*cell) for cell in cells]) for page, cells in jobs]
ended = {id(job): result for job, result in importlib.import_module(way).run(jobs, 2, **options)}
results = [ended[id(job)] for job in jobs]
print(json.dumps([(isinstance(result, Failure), result) for result in results]))
"""


def run_jobs(way, *jobs: Job, before: str = "", **options: object) -> list[Result]:
    """Run jobs in a process without pytest, of which a fork would have the warning filters."""
    done = subprocess.run(
        [sys.executable, "-c", before + PROGRAM],
        input=json.dumps((way.__name__, jobs, options)),
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        Failure(*result) if failed else [Executed(*cell) for cell in result]
        for failed, result in json.loads(done.stdout.splitlines()[-1])
    ]


def run(way, *sources: str, may_fail: bool = False, **options: object) -> Result:
    """Run cells as the chapter `index`; `before` is run by the parent."""
    (result,) = run_jobs(way, Job("index", [Cell(s, may_fail) for s in sources]), **options)
    return result


def comparable(results) -> list[str]:
    return [json.dumps((r.outputs, r.execution_count), sort_keys=True) for r in results]


@needs_fork
def test_both_ways_show_the_same():
    forked, ordinary = run(forks, *SHOWING), run(kernels, *SHOWING)
    assert (type(forked), type(ordinary)) == (list, list), (forked, ordinary)
    for source, one, other in zip(SHOWING, comparable(forked), comparable(ordinary), strict=True):
        assert one == other, source
    assert sum(DRAWING in output.get("data", ()) for r in forked for output in r.outputs) == 2


@needs_fork
@pytest.mark.parametrize("page", few(chapters()))
def test_both_ways_give_the_same_bytes_for_a_chapter(page):
    job = Job(page, execution.cells_of(page))
    results = execution.results_of(page)  # those of the build
    (ordinary,) = run_jobs(kernels, job)
    assert comparable(results) == comparable(ordinary)
    drawn = [set(output.get("data", ())) for result in results for output in result.outputs]
    wanted = sum("plt.show()" in cell.source for cell in job.cells)
    assert sum(DRAWING in kinds for kinds in drawn) == wanted > 0


@pytest.mark.parametrize("way", [pytest.param(forks, marks=needs_fork), kernels])
def test_a_failing_cell_is_named_with_its_error(way):
    failure = run(way, "x = 1", "def f():\n    return x / 0\nf()", "x = 2")
    assert isinstance(failure, Failure)
    assert failure.cell == 1
    assert "ZeroDivisionError" in failure.reason
    assert "return x / 0" in failure.reason


@needs_fork
def test_a_cell_that_fails_after_it_drew_is_named_too():
    failure = run(forks, "x = 1", "import matplotlib.pyplot as plt\nplt.subplots()\n1 / 0")
    assert failure.cell == 1
    assert "ZeroDivisionError" in failure.reason


@pytest.mark.parametrize("way", [pytest.param(forks, marks=needs_fork), kernels])
def test_an_error_that_a_chapter_wants_to_show_is_an_output(way):
    failed, after = run(way, "1 / 0", "2", may_fail=True)
    (error,) = failed.outputs
    assert (error["output_type"], error["ename"]) == ("error", "ZeroDivisionError")
    assert after.outputs[0]["data"]["text/plain"] == "2"


@pytest.mark.parametrize("way", [pytest.param(forks, marks=needs_fork), kernels])
def test_a_process_that_dies_is_reported(way):
    failure = run(way, "import os", "os.kill(os.getpid(), 9)")
    assert failure.cell == 1
    assert "perhaps there was no memory left" in failure.reason


@pytest.mark.parametrize("way", [pytest.param(forks, marks=needs_fork), kernels])
def test_a_module_that_is_loaded_behind_the_back_of_the_imports_is_refused(way):
    failure = run(way, "m = __import__('importlib').import_module('mathforml.losses')")
    # seen when its file is opened or, when Python has it compiled elsewhere, at the end
    assert re.search(
        r"mathforml\.losses was loaded, but no import statement says so"
        r"|a cell may not open code/mathforml/\w+\.py",
        failure.reason,
    )


@needs_fork
def test_a_cell_that_takes_too_long_is_stopped():
    failure = run(forks, "x = 1", "while True: pass", seconds=1)
    assert failure == Failure(1, "it ran longer than 1 seconds")


@needs_fork
@pytest.mark.parametrize("way", [forks, kernels])
def test_a_cell_that_eats_memory_fails_by_itself(way):
    failure = run(way, "x = bytearray(1 << 20)", "x = bytearray(1 << 30)", memory=1 << 29)
    assert failure.cell == 1
    assert "MemoryError" in failure.reason


@pytest.mark.parametrize("way", [pytest.param(forks, marks=needs_fork), kernels])
@pytest.mark.parametrize("name", ["'index.md'", "b'index.md'"])
def test_a_cell_may_not_read_a_file_of_the_project(way, name):
    """Its outputs would not follow a change in that file."""
    failure = run(way, f"open({name}).read()")
    assert "a cell may not open book/index.md" in failure.reason


@needs_fork
def test_chapters_do_not_see_each_other():
    jobs = [Job("index", [Cell("x = 1")]), Job("index", [Cell("x")])]
    _, second = run_jobs(forks, *jobs)
    assert "NameError" in second.reason


@needs_fork
def test_chapters_do_not_show_a_figure_that_is_open_in_their_parent():
    opens = "import matplotlib.pyplot as plt\nplt.subplots()\n"
    result = run(forks, f"{opens}plt.show()", before=opens)
    assert [output["output_type"] for output in result[0].outputs] == ["display_data"]


@needs_fork
def test_a_chapter_imports_the_package_itself():
    """What the parent had loaded may be older than the file, and would not show in the check."""
    loads = "import mathforml.losses\n"
    result = run(forks, "import sys; 'mathforml' in sys.modules", before=loads)
    assert result[0].outputs[0]["data"]["text/plain"] == "False"


def test_what_ran_while_its_code_was_saved_is_not_stored(monkeypatch, tmp_path):
    keys = iter(("before", "before", "after"))
    monkeypatch.setattr(store, "STORE", tmp_path)
    monkeypatch.setattr(store, "key", lambda cells: next(keys))
    monkeypatch.setattr(execution, "run", lambda jobs: [(jobs[0], [Executed([], 1, 0.0)])])
    with pytest.raises(SystemExit, match="its code was saved while it ran: build again"):
        execution.run_changed(["index"])
    assert not list(tmp_path.rglob("*.json"))


def test_the_way_can_be_chosen(monkeypatch):
    monkeypatch.setenv("EXECUTION", "kernels")
    assert execution.way() == "kernels"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("EXECUTION", "")
    assert execution.way() == "kernels"
    monkeypatch.setattr(sys, "platform", "linux")
    assert execution.way() == "forks"
    monkeypatch.setenv("EXECUTION", "threads")
    with pytest.raises(SystemExit, match="EXECUTION is 'threads', but it can be forks or kernels"):
        execution.way()
