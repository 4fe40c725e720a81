"""The algorithms of the book beside those of the libraries."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from threadpoolctl import threadpool_limits

from bookbuild.bench import algorithms
from bookbuild.bench.races import Race, run
from bookbuild.bench.tables import print_table


def all_races() -> Iterator[Race]:
    """Yield the races of every module of `algorithms`."""
    for module in pkgutil.iter_modules(algorithms.__path__):
        yield from importlib.import_module(f"{algorithms.__name__}.{module.name}").races()


def bench_algorithms() -> list[str]:
    """Print the CPU time of each algorithm over a library's, on one thread; return the slow."""
    races = list(all_races())  # this loads the libraries whose threads are then limited
    with threadpool_limits(limits=1):
        results = [run(race) for race in races]
    rows, missed = [], []
    for result in results:
        race = result.race
        verdict = "" if result.won else "too slow"
        ratio, at_most = f"{result.ratio:.2f}", f"{race.at_most:g}"
        milliseconds = f"{1000 * result.ours:.2f}"
        rows.append(
            (f"{race.algorithm}, {race.task}", race.library, milliseconds, ratio, at_most, verdict)
        )
        if not result.won:
            what = f"{race.algorithm} ({race.task}) takes {ratio} times as long as {race.library}"
            missed.append(f"{what}, more than {at_most}")
    print_table(("CPU time over the library's", "library", "ms", "ratio", "at most", ""), rows)
    return missed
