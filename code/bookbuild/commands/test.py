"""Run the tests over the book that was just built."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from bookbuild.execution import cores
from bookbuild.execution.kernels import prepare
from bookbuild.paths import ROOT


def workers() -> int:
    """Return how many processes to test in: one for each core that we may use, at most 4."""
    return min(cores(), 4)


def command(everything: bool) -> list[str]:
    """Return the command that runs every test, or all but those with the mark `long`.

    The notebooks of `tests/reference` are run by nbval. One process takes whole files, so that a
    notebook stays with one kernel, and takes them in the order in which `tests/conftest.py` puts
    them: the longest first, so that no process is left alone with a long one at the end.
    """
    return [
        *(sys.executable, "-m", "pytest", "tests", "--nbval", "-rs"),
        *("-n", str(workers()), "--dist", "loadfile", "--no-loadscope-reorder"),
        *(() if everything else ("-m", "not long")),
    ]


def run(everything: bool) -> None:
    """Run the tests; end with a nonzero code when one failed."""
    prepare()
    started = time.monotonic()
    done = subprocess.run(command(everything), cwd=ROOT)
    cpu = sum(os.times()[2:4])
    print(f"The tests took {time.monotonic() - started:.0f} seconds, and {cpu:.0f} of CPU.")
    raise SystemExit(done.returncode)
