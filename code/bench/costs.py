"""What a command costs, and the unit in which targets are given: the start.

Seconds say nothing about another machine. So what a chapter or a build may cost is given in
starts: one is the processor time that Python takes to start, to load the libraries with which most
chapters begin and to draw one figure. It is measured in the same run, the cheapest of a few.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bookbuild.paths import ROOT

from bench.tables import ROUNDS

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
# a change here changes every target
START = """\
import io
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import sklearn.linear_model
x = np.linspace(0, 1, 101)
fig, ax = plt.subplots()
ax.plot(x, x**2)
ax.set(xlabel="x", ylabel="its square", title="a figure")
fig.savefig(io.BytesIO(), format="svg")
"""
MEANING = (
    "A start is what Python costs to start, load NumPy, pandas, Matplotlib and scikit-learn, and "
    "draw one figure"
)


class Cost(NamedTuple):
    """What a command cost, with all processes that it started, in seconds."""

    wall: float
    cpu: float


def cost_of(command: list[str], folder: Path, **variables: str) -> Cost:
    """Run a command that must succeed, and return its cost."""
    environment = {name: value for name, value in os.environ.items() if name not in THREADS}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu)


@cache
def start() -> float:
    """Return the CPU seconds of one start on this machine, in this run."""
    command = [sys.executable, "-c", START]
    return min(cost_of(command, ROOT, MPLBACKEND="agg").cpu for _ in range(ROUNDS))
