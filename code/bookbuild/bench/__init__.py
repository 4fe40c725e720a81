"""`make bench`: how fast the book is, as ratios in one run. Each part prints one table."""

from __future__ import annotations

from bookbuild.bench.algorithms_table import bench_algorithms
from bookbuild.bench.pages import bench_pages


def bench() -> None:
    """Measure everything; further parts are added here."""
    bench_algorithms()
    bench_pages()
