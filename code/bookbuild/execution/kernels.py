"""Run chapters in ordinary Jupyter kernels: where there is no fork, or when that is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from bookbuild.chapters import ERRORS_WANTED
from bookbuild.execution import closure
from bookbuild.execution.forks import SECONDS, Failure, Job, Result
from bookbuild.execution.store import KERNEL_HOME, Executed
from bookbuild.paths import BOOK, BUILD

CPU = "__import__('time').process_time()"
LOADED = "*__import__('sys').modules"


def prepare() -> None:
    """Give the kernels that this process starts the book's settings, and one thread each."""
    os.environ["IPYTHONDIR"] = str(KERNEL_HOME)
    for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
    settle_matplotlib(BUILD / "matplotlib")


def settle_matplotlib(folder: Path) -> None:
    """Give Matplotlib a folder of the book's own, with its list of fonts already made.

    Otherwise the settings of whoever builds would change the figures, and on a new machine the
    search for fonts, or a home folder that cannot be written, would give a warning in a cell.
    """
    os.environ["MPLCONFIGDIR"] = str(folder)
    if not list(folder.glob("fontlist-*.json")):
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(command, check=True, capture_output=True)


def ask(client: NotebookClient, expression: str) -> str:
    """Return what an expression prints in the kernel of a client; it counts as no cell."""
    probe = nbformat.v4.new_code_cell(f"print({expression})")
    client.nb.cells.append(probe)
    try:
        client.execute_cell(probe, len(client.nb.cells) - 1, store_history=False)
    finally:
        client.nb.cells.pop()
    return probe.outputs[0].text


def run_job(job: Job) -> Result:
    """Run the cells of a page in a kernel."""
    cells = [
        nbformat.v4.new_code_cell(
            cell.source, metadata={"tags": [ERRORS_WANTED]} if cell.may_fail else {}
        )
        for cell in job.cells
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=list(cells), metadata=kernel)
    client = NotebookClient(
        notebook,
        timeout=int(SECONDS),
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str((BOOK / job.page).parent)}},
    )
    results: list[Executed] = []
    try:
        with client.setup_kernel():
            before = float(ask(client, CPU))
            for i, cell in enumerate(cells):
                client.execute_cell(cell, i)
                now = float(ask(client, CPU))
                results.append(Executed(cell.outputs, cell.execution_count, now - before))
                before = now
            loaded = ask(client, LOADED).split()
            closure.check(loaded, closure.closure([cell.source for cell in job.cells]))
    except CellTimeoutError:
        return Failure(len(results), f"it ran longer than {SECONDS:g} seconds")
    except DeadKernelError:
        return Failure(len(results), "the kernel died: perhaps there was no memory left")
    except (CellExecutionError, ImportError) as error:
        return Failure(len(results), str(error))
    return results


def run(jobs: Sequence[Job], workers: int) -> Iterator[tuple[Job, Result]]:
    """Run jobs, `workers` at a time, and yield how each ended, in their order."""
    with ThreadPoolExecutor(workers) as pool:
        yield from zip(jobs, pool.map(run_job, jobs), strict=True)
