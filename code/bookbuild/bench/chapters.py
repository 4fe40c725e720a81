"""What the chapters cost to compute, each against its budget."""

from __future__ import annotations

from bookbuild import chapters, execution
from bookbuild.bench.tables import Report
from bookbuild.execution import forks, kernels, store
from bookbuild.speed import ENOUGH, MEDIAN, MOST, over_budget


def bench_chapters(report: Report) -> None:
    """Run every chapter once more, alone, and report its CPU time."""
    jobs = [forks.Job(page, execution.cells_of(page)) for page in chapters.chapters()]
    kernels.prepare()
    seconds = {}
    for job, result in forks.run(jobs, workers=1):
        if isinstance(result, forks.Failure):
            raise SystemExit(execution.describe(job, result))
        seconds[job.page] = store.cpu_seconds(result)
    rows = [(page, f"{cost:.2f}") for page, cost in seconds.items()]
    note = (
        f"The same cells, with nothing else running: at most {MOST:g} seconds for each chapter, "
        f"and at most {MEDIAN:g} for half of them as soon as there are {ENOUGH}."
    )
    report.add("Cells of the chapters, without imports", ("chapter", "CPU, s"), rows, note)
    report.missed += over_budget(seconds)
