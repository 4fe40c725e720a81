"""`make bench`: how fast the book is, as ratios in one run. Each part prints its tables."""

from __future__ import annotations

from bookbuild.bench.algorithms_table import bench_algorithms
from bookbuild.bench.pages import bench_pages


def bench() -> None:
    """Measure everything, and fail when a target is missed; further parts are added here."""
    missed = [line for part in (bench_algorithms, bench_pages) for line in part()]
    if missed:
        raise SystemExit("\n".join(("Targets that were missed:", *missed)))
