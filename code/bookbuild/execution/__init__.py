"""Run the chapters' cells: those that changed, before Sphinx reads the book.

`make book EXECUTION=kernels` runs them in ordinary Jupyter kernels; so does every machine but
Linux, where a process that has loaded numerical libraries cannot be forked safely (macOS) or at
all (Windows).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from bookbuild.execution import forks, kernels, store
from bookbuild.execution.forks import Failure, Job, Result
from bookbuild.execution.store import Executed
from bookbuild.paths import BOOK, ROOT
from bookbuild.sources import chapters
from bookbuild.sources.chapters import Cell

WAYS = {"forks": forks.run, "kernels": kernels.run}


def way() -> str:
    """Return how cells are run: as the variable EXECUTION says, else the quickest safe way."""
    asked = os.environ.get("EXECUTION") or ("forks" if sys.platform == "linux" else "kernels")
    if asked not in WAYS:
        raise SystemExit(f"EXECUTION is {asked!r}, but it can be {' or '.join(WAYS)}.")
    return asked


def cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cells_of(page: str) -> tuple[Cell, ...]:
    return chapters.cells(chapters.read_text(page), page)


def run(jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
    """Run jobs the way this machine can, and yield how each ended."""
    kernels.prepare()
    yield from WAYS[way()](jobs, cores())


def line_of(page: str, cell: int) -> int:
    """Return the line of a page at which a cell starts."""
    notebook = chapters.parse(chapters.read_text(page), page)
    numbers = [i for i, found in enumerate(notebook.cells) if found.cell_type == "code"]
    return notebook.metadata.source_map[numbers[cell]] + 1


def describe(job: Job, failure: Failure) -> str:
    """Say which cell of a page failed, and how."""
    number, reason = failure
    number = min(number, len(job.cells) - 1)
    path = (BOOK / f"{job.page}.md").relative_to(ROOT)
    head = f"{path}:{line_of(job.page, number)}: cell {number + 1} of {len(job.cells)} failed"
    return f"{head}\n{job.cells[number].source}\n\n{reason}"


def run_changed(pages: Sequence[str]) -> None:
    """Run the pages whose outputs are not in the store, and store them.

    Raises
    ------
    SystemExit
        If a cell failed; the message names every page with the cell that failed first. Also if
        code that a page imports was saved while it ran: nobody knows which of it ran.
    """
    cells = {page: cells_of(page) for page in pages}
    jobs = [Job(page, cells[page]) for page in pages if not store.has(page, cells[page])]
    keys = {job.page: store.key(job.cells) for job in jobs}
    failures = []
    for i, (job, result) in enumerate(run(jobs) if jobs else (), 1):
        if isinstance(result, Failure):
            failures.append(describe(job, result))
            said = "failed"
        elif store.key(job.cells) != keys[job.page]:
            failures.append(f"book/{job.page}.md: its code was saved while it ran: build again")
            said = "not stored"
        else:
            store.save(job.page, job.cells, result)
            said = f"{store.cpu_seconds(result):.1f} CPU seconds"
        print(f"run {i} of {len(jobs)}: {job.page}, {len(job.cells)} cells, {said}", flush=True)
    if failures:
        raise SystemExit("\n\n".join(failures))


def results_of(page: str) -> list[Executed]:
    """Return the results of a chapter's cells, which run now unless they have."""
    run_changed([page])
    return store.load(page, cells_of(page))
