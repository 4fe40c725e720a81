"""What the chapters cost to compute, each against its budget."""

from __future__ import annotations

from bookbuild import execution
from bookbuild.directives.costs import ENOUGH, MEDIAN, MOST, over_budget
from bookbuild.execution import forks, kernels, store
from bookbuild.sources import chapters

from bench.tables import ROUNDS, Report


def cheapest() -> dict[str, float]:
    """Run every chapter alone, a few times; return what the cheapest run of each took."""
    jobs = [forks.Job(page, execution.cells_of(page)) for page in chapters.chapters()]
    kernels.prepare()
    seconds = {}
    for _ in range(ROUNDS):
        for job, result in forks.run(jobs, workers=1):
            if isinstance(result, forks.Failure):
                raise SystemExit(execution.describe(job, result))
            cost = store.cpu_seconds(result)
            seconds[job.page] = min(cost, seconds.get(job.page, cost))
    return seconds


def bench_chapters(report: Report) -> None:
    """Report the CPU time of every chapter."""
    seconds = cheapest()
    rows = [(page, f"{cost:.2f}") for page, cost in seconds.items()]
    note = (
        f"The same cells, with nothing else running, the cheapest of {ROUNDS} runs: at most "
        f"{MOST:g} seconds for each chapter, and at most {MEDIAN:g} for half of them as soon as "
        f"there are {ENOUGH}."
    )
    report.add("Cells of the chapters, without imports", ("chapter", "CPU, s"), rows, note)
    report.missed += over_budget(seconds)
