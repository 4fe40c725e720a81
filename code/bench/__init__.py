"""`make bench`: how fast the book is, as ratios in one run, against the targets that it has."""

from __future__ import annotations

from bookbuild.commands.build import build
from bookbuild.directives.costs import MEASUREMENTS
from bookbuild.paths import ROOT

from bench.algorithms_table import bench_algorithms
from bench.builds import bench_builds
from bench.chapters import bench_chapters
from bench.pages import bench_pages
from bench.tables import Report


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
