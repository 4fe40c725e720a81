"""Run every test there is over the book that was just built."""

from __future__ import annotations

import subprocess
import sys

from bookbuild.execution import cores
from bookbuild.execution.kernels import prepare
from bookbuild.paths import ROOT


def workers() -> int:
    """Return how many processes to test in: one for each core that we may use, at most 4."""
    return min(cores(), 4)


def test() -> None:
    """Run the tests; end with a nonzero code when one failed.

    The notebooks of `tests/reference` are run by nbval. One process takes whole files, so that a
    notebook stays with one kernel.
    """
    prepare()
    command = [
        *(sys.executable, "-m", "pytest", "tests", "--nbval", "-rs", "-m", "not long"),
        *("-n", str(workers()), "--dist", "loadfile"),
    ]
    raise SystemExit(subprocess.run(command, cwd=ROOT).returncode)
