"""What the chapters cost to compute, each against its budget."""

from __future__ import annotations

from statistics import median

from bookbuild import execution
from bookbuild.execution import forks, kernels, store
from bookbuild.sources import chapters

from bench.costs import MEANING, start
from bench.tables import ROUNDS, Report

MEDIAN, MOST = 0.6, 3.0  # starts that chapters may cost: half of them, and each
ENOUGH = 5  # chapters, for their median to say something


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


def over_budget(starts: dict[str, float]) -> list[str]:
    """Say which chapters cost too much, if any."""
    found = [
        f"{page} costs {cost:.2f} starts: at most {MOST:g}"
        for page, cost in starts.items()
        if cost > MOST
    ]
    middle = median(starts.values()) if len(starts) >= ENOUGH else 0
    if middle > MEDIAN:
        found.append(f"the chapters cost {middle:.2f} starts in the median: at most {MEDIAN:g}")
    return found


def bench_chapters(report: Report) -> None:
    """Report the CPU time of every chapter."""
    unit, seconds = start(), cheapest()
    starts = {page: cost / unit for page, cost in seconds.items()}
    rows = [(page, f"{starts[page]:.2f}", f"{cost:.2f}") for page, cost in seconds.items()]
    note = (
        f"{MEANING}: {unit:.1f} seconds of the processor here. "
        f"A chapter may cost {MOST:g} starts, and half of the chapters at most {MEDIAN:g}: "
        "whoever runs all cells of a usual chapter waits less for them than for the libraries. "
        f"The cells ran with nothing else running; the cheapest of {ROUNDS} runs counts."
    )
    head = ("chapter", "starts", "CPU, s")
    report.add("Cells of the chapters, without imports", head, rows, note)
    report.missed += over_budget(starts)
