"""Run chapters in forks of a warm process: imports are paid once, not once a chapter.

The process that builds the book imports the libraries of the chapters and then forks a child for
each, as many at a time as there are cores. A child starts in milliseconds with everything
imported except `mathforml`, and with a shell that has run nothing, so it starts as a fresh kernel
does. The parent watches: a child that dies, or takes too long over a cell, is reported with its
page and cell.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import signal
import sys
import time
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, NamedTuple

from bookbuild.execution import closure
from bookbuild.execution.guard import MEMORY, guard
from bookbuild.execution.store import Executed
from bookbuild.paths import BOOK, ROOT
from bookbuild.sources.chapters import Cell

if TYPE_CHECKING:
    from bookbuild.execution.shell import Shell

SECONDS = 120.0  # for one cell


class Job(NamedTuple):
    """The cells of a page, to be run."""

    page: str
    cells: Sequence[Cell]


class Failure(NamedTuple):
    """Why a page could not be run: the number of the cell, from 0, and what happened."""

    cell: int
    reason: str


Result = list[Executed] | Failure


class Child:
    """A page that runs, as its parent sees it."""

    def __init__(self, job: Job, shell: Shell, memory: int) -> None:
        self.job = job
        self.done = 0  # cells
        context = multiprocessing.get_context("fork")
        self.results, end = context.Pipe(duplex=False)
        self.process = context.Process(target=run_job, args=(job, shell, end, memory), daemon=True)
        self.process.start()
        end.close()
        self.since = time.monotonic()

    def read(self) -> Result | None:
        """Take in what the child sent; return how it ended, or None while it runs."""
        try:
            sent = self.results.recv()
        except EOFError:
            self.process.join()
            code = self.process.exitcode
            why = f"ended with code {code}"
            if code < 0:
                name = signal.Signals(-code).name
                why = f"was ended by {name}"
                why += ": perhaps there was no memory left" if name == "SIGKILL" else ""
            return Failure(self.done, f"the process {why}")
        if isinstance(sent, int):
            self.done, self.since = sent, time.monotonic()
            return None
        self.process.join()
        return Failure(self.done, sent) if isinstance(sent, str) else sent

    def stop(self, seconds: float) -> Failure:
        self.end()
        return Failure(self.done, f"it ran longer than {seconds:g} seconds")

    def end(self) -> None:
        self.process.kill()
        self.process.join()


def warm(jobs: Iterable[Job]) -> Shell:
    """Import the libraries that the jobs use, and start a shell.

    A library that is missing is reported by its cell. Matplotlib's backend must be named here:
    forks that leave it to Matplotlib show no figure, without a word.
    """
    from bookbuild.execution.shell import start_shell

    sources = [cell.source for job in jobs for cell in job.cells]
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    names = sorted(closure.libraries(sources))
    draws = any(name.partition(".")[0] == "matplotlib" for name in names)
    if draws:
        names += ["matplotlib_inline.backend_inline", "matplotlib.backends.backend_agg"]
        names += ["matplotlib.backends.backend_svg", "matplotlib.mathtext"]
    for name in names:
        with suppress(ImportError):  # also for a name in a module that is no module
            importlib.import_module(name)
    if draws and "matplotlib.mathtext" in sys.modules:
        # the first formula makes the grammar of all, which is as slow as an import
        sys.modules["matplotlib.mathtext"].MathTextParser("path").parse("$x$")
    with warnings.catch_warnings():
        reset_warnings()
        return start_shell()


def run(
    jobs: Sequence[Job], workers: int, seconds: float = SECONDS, memory: int = MEMORY
) -> Iterator[tuple[Job, Result]]:
    """Run jobs, `workers` at a time, and yield how each ended, as it ends."""
    shell = warm(jobs)
    gc.collect()
    gc.freeze()  # else the first collection in a child would copy the parent's memory
    waiting, children = list(reversed(jobs)), {}
    try:
        while waiting or children:
            while waiting and len(children) < workers:
                child = Child(waiting.pop(), shell, memory)
                children[child.results] = child
            ready = wait(children, timeout=0.5)
            for connection, child in list(children.items()):
                late = time.monotonic() - child.since > seconds
                ended = child.read() if connection in ready else None
                if ended is None and late and connection not in ready:
                    ended = child.stop(seconds)
                if ended is not None:
                    del children[connection]
                    connection.close()
                    yield child.job, ended
    finally:
        for child in children.values():
            child.end()
        gc.unfreeze()


# In the child


def run_job(job: Job, shell: Shell, results: Connection, memory: int) -> None:
    """Run the cells of a page. Send the number of cells that ran, after each, and then the results
    or the text of what went wrong."""
    from bookbuild.execution.shell import CellError, enter, run_cells

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    reset_warnings()
    forget_package()
    enter(shell)
    sources = closure.closure([cell.source for cell in job.cells])
    try:
        os.chdir((BOOK / job.page).parent)
        guard(str(ROOT), map(str, closure.allowed(sources)), memory)
        done = []
        for result in run_cells(shell, job.cells):
            done.append(result)  # which a later cell may change: it can update what is displayed
            results.send(len(done))
        closure.check(sys.modules, sources)
    except (CellError, ImportError) as error:
        results.send(str(error))
    else:
        results.send(done)


def forget_package() -> None:
    """Let the chapter import `mathforml` itself, if the parent had a use for it too."""
    for name in [name for name in sys.modules if name.partition(".")[0] == closure.PACKAGE]:
        del sys.modules[name]


def reset_warnings() -> None:
    """Show the warnings that a fresh Python shows, whatever this process was told before."""
    warnings.resetwarnings()
    for kind in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        warnings.simplefilter("ignore", kind)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")
