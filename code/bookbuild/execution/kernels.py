"""Run chapters in ordinary Jupyter kernels: where there is no fork, or when that is asked for."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from bookbuild.execution import closure, guard
from bookbuild.execution.forks import SECONDS, Failure, Job, Result
from bookbuild.execution.store import KERNEL_HOME, Executed
from bookbuild.paths import BOOK, BUILD, ROOT
from bookbuild.sources.chapters import ERRORS_WANTED

CPU = "__import__('time').process_time()"
# The same drawing has the same names inside it in every build. In this file and not by rcParams: a
# setting that is made while the first figure is drawn in a style of its own is undone with it.
MATPLOTLIB = "svg.hashsalt: mathforml\n"
LOADED = "*__import__('sys').modules"
GUARD = "__import__('runpy').run_path({file!r})['guard']({root!r}, {known!r}, {memory})"


def prepare() -> None:
    """Give the kernels that this process starts the book's settings, and one thread each.

    NumPy's threads cost more than they bring at the sizes of the book.
    """
    os.environ["IPYTHONDIR"] = str(KERNEL_HOME)
    for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
    settle_matplotlib(BUILD / "matplotlib")


def settle_matplotlib(folder: Path) -> None:
    """Give Matplotlib a folder of the book's own, with settings and its list of fonts.

    Otherwise the settings of whoever builds would change the figures, and on a new machine the
    search for fonts, or a home folder that cannot be written, would give a warning in a cell.
    """
    os.environ["MPLCONFIGDIR"] = str(folder)
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "matplotlibrc"
    if not settings.exists() or settings.read_text(encoding="utf-8") != MATPLOTLIB:
        settings.write_text(MATPLOTLIB, encoding="utf-8")
    if not list(folder.glob("fontlist-*.json")):
        command = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(command, check=True, capture_output=True)


async def ask(client: NotebookClient, expression: str) -> str:
    """Return what an expression prints in the kernel of a client; it counts as no cell."""
    probe = nbformat.v4.new_code_cell(f"print({expression})")
    client.nb.cells.append(probe)
    try:
        await client.async_execute_cell(probe, len(client.nb.cells) - 1, store_history=False)
    finally:
        client.nb.cells.pop()
    return probe.outputs[0].text


def joined(outputs: Sequence[dict]) -> list[dict]:
    """Return outputs with what was printed in one go as one output: a kernel sends it in parts."""
    found: list[dict] = []
    for output in outputs:
        before = found[-1] if found else {}
        if output["output_type"] == before.get("output_type") == "stream" and (
            output["name"] == before["name"]
        ):
            before["text"] += output["text"]
        else:
            found.append(output)
    return found


def client_of(job: Job) -> NotebookClient:
    """Return a client with a notebook of the cells of a page."""
    cells = [
        nbformat.v4.new_code_cell(
            cell.source, metadata={"tags": [ERRORS_WANTED]} if cell.may_fail else {}
        )
        for cell in job.cells
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return NotebookClient(
        nbformat.v4.new_notebook(cells=cells, metadata=kernel),
        timeout=int(SECONDS),
        record_timing=False,
        resources={"metadata": {"path": str((BOOK / job.page).parent)}},
    )


def guarded(modules: dict[str, Path], memory: int) -> str:
    """Return the expression that guards a kernel before the cells of a page run in it."""
    known = sorted(map(str, closure.allowed(modules)))
    return GUARD.format(file=guard.__file__, root=str(ROOT), known=known, memory=memory)


async def run_job(job: Job, memory: int) -> Result:
    """Run the cells of a page in a kernel."""
    client = client_of(job)
    modules = closure.closure([cell.source for cell in job.cells])
    results: list[Executed] = []
    try:
        async with client.async_setup_kernel():
            await ask(client, guarded(modules, memory))
            before = float(await ask(client, CPU))
            for i, cell in enumerate(list(client.nb.cells)):
                await client.async_execute_cell(cell, i)
                now = float(await ask(client, CPU))
                results.append(Executed(joined(cell.outputs), cell.execution_count, now - before))
                before = now
            loaded = (await ask(client, LOADED)).split()
        closure.check(loaded, modules)
    except CellTimeoutError:
        return Failure(len(results), f"it ran longer than {SECONDS:g} seconds")
    except DeadKernelError:
        return Failure(len(results), "the kernel died: perhaps there was no memory left")
    except (CellExecutionError, ImportError) as error:
        return Failure(len(results), str(error))
    return results


async def ended(
    jobs: Sequence[Job], workers: int, memory: int
) -> AsyncIterator[tuple[Job, Result]]:
    """Yield how each job ended, as it ends."""
    free = asyncio.Semaphore(workers)

    async def run_when_free(job: Job) -> tuple[Job, Result]:
        async with free:
            return job, await run_job(job, memory)

    for pair in asyncio.as_completed([run_when_free(job) for job in jobs]):
        yield await pair


def run(
    jobs: Sequence[Job], workers: int, memory: int = guard.MEMORY
) -> Iterator[tuple[Job, Result]]:
    """Run jobs, `workers` at a time, and yield how each ended, as it ends."""
    pairs = ended(jobs, workers, memory)

    async def next_pair() -> tuple[Job, Result] | None:
        return await anext(pairs, None)

    with asyncio.Runner() as runner:
        while pair := runner.run(next_pair()):
            yield pair
