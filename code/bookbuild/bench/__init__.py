"""`make bench`: how fast the book is, as ratios in one run, against the targets that it has."""

from __future__ import annotations

from bookbuild.bench.algorithms_table import bench_algorithms
from bookbuild.bench.builds import bench_builds
from bookbuild.bench.chapters import bench_chapters
from bookbuild.bench.pages import bench_pages
from bookbuild.bench.tables import Report
from bookbuild.build import build
from bookbuild.paths import ROOT
from bookbuild.speed import MEASUREMENTS


def bench() -> None:
    """Measure everything, write the tables for the page that shows them, and fail on a miss."""
    build()
    report = Report()
    for part in (bench_chapters, bench_algorithms, bench_builds, bench_pages):
        part(report)
    report.save(MEASUREMENTS)
    print(f"The tables are in {MEASUREMENTS.relative_to(ROOT)}: build the book to see them.")
    if report.missed:
        raise SystemExit("\n".join(("Missed:", *report.missed)))
