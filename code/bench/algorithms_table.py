"""The algorithms of the book beside those of the libraries."""

from __future__ import annotations

from threadpoolctl import threadpool_limits

from bench.algorithms import all_races
from bench.races import run
from bench.tables import Report


def bench_algorithms(report: Report) -> None:
    """Report the CPU time of each algorithm over a library's, on one thread."""
    races = list(all_races())  # loads the libraries whose threads are then limited
    with threadpool_limits(limits=1):
        results = [run(race) for race in races]
    rows = []
    for result in results:
        race = result.race
        what = f"{race.algorithm}, {race.task}"
        ratio, at_most = f"{result.ratio:.2f}", f"{race.at_most:g}"
        rows.append((what, ratio, at_most, race.library, f"{1000 * result.ours:.2f}"))
        if not result.won:
            report.missed.append(f"{what}: {ratio} times {race.library}, at most {at_most}")
    head = ("algorithm", "ratio", "at most", "compared with", "ours, ms")
    note = (
        "A ratio of 2 means: twice the processor time of the library's function, on one thread. "
        "Libraries are written in C, Fortran or Cython and do more than our code: they take more "
        "kinds of input and more options. Where our code is faster, it does one thing, for one "
        "kind of input. What we allow is between 1.2 and 2 times the ratio that was measured when "
        "the limit was set, so that a miss means that something has changed."
    )
    report.add("Processor time over that of a library", head, rows, note)
