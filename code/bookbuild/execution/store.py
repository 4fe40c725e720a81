"""Where the outputs of the chapters are kept between builds, by everything that can change them.

The outputs of a chapter are in a file that is named by a hash of its cells, the modules that they
import (`closure`), the lock of the dependencies, the settings of the kernels and the version of
Python. A change in one of these gives another name, so what is found is never stale; a change
in anything else gives the same name, so nothing runs in vain.

Jupyter Book's own jupyter-cache knows a chapter by its cells alone: after a change in the package
it would serve the old numbers.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode, from_dict

from bookbuild.execution.closure import PACKAGE, closure
from bookbuild.paths import BUILD, CODE
from bookbuild.sources.chapters import Cell

KERNEL_HOME = Path(__file__).with_name("ipython_profile")
STORE = BUILD / "outputs"
# variables that choose among the kernels of OpenBLAS and NumPy, which round differently
CHOICES = ("OPENBLAS_CORETYPE", "NPY_DISABLE_CPU_FEATURES", "NPY_ENABLE_CPU_FEATURES")
COST = ".cpu"  # the suffix of the files that hold CPU seconds
DRAWING = "image/svg+xml"
NARROW = f"{DRAWING};width=narrow"  # for a phone: startup/narrow.py of the kernels' profile
RUNNING = ("closure", "forks", "guard", "kernels", "shell", "store")  # how cells are run
KEPT = 5  # how many versions of a chapter's outputs are kept, for who goes back to one


class Executed(NamedTuple):
    """The result of one cell.

    Attributes
    ----------
    outputs : list of dict
        As in a notebook file, version 4.
    execution_count : int or None
        The number of the cell among those that ran, from 1; None for an empty cell.
    cpu_seconds : float
        The CPU time of this cell.
    """

    outputs: list[dict]
    execution_count: int | None
    cpu_seconds: float


def chosen() -> list[str]:
    """Return which kernels the environment chooses, if not those of the processor."""
    return [f"{name}={os.environ[name]}" for name in CHOICES if os.environ.get(name)]


@cache
def surroundings() -> bytes:
    """Hash what can change the outputs of every chapter."""
    digest = hashlib.sha256()
    for text in (sys.version, platform.machine(), platform.system(), *chosen()):
        digest.update(text.encode() + b"\0")
    data = [path for path in (CODE / PACKAGE).rglob("*") if path.is_file()]
    files = [
        *(path for path in data if path.suffix not in (".py", ".pyc")),
        *KERNEL_HOME.rglob("*.py"),
        *(Path(__file__).with_name(f"{name}.py") for name in RUNNING),
        CODE / "requirements.txt",
    ]
    for path in sorted(files):
        digest.update(path.relative_to(CODE).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.digest()


def key(cells: Sequence[Cell]) -> str:
    """Return the name of the outputs that these cells give with the code of this moment."""
    digest = hashlib.sha256(surroundings())
    for name, file in closure([cell.source for cell in cells]).items():
        digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    digest.update(json.dumps(cells).encode())
    return digest.hexdigest()[:24]


def place(page: str, cells: Sequence[Cell]) -> Path:
    """Return the file for the outputs of a page; the file for their cost is beside it.

    Outputs under other kernels have a folder of their own, else they would push out the build's.
    """
    folder = STORE / re.sub(r"\W+", "-", " ".join(chosen()))
    return folder / page / f"{key(cells)}.json"


def has(page: str, cells: Sequence[Cell]) -> bool:
    """Return whether the cells of a page have run."""
    return place(page, cells).exists()


def load(page: str, cells: Sequence[Cell]) -> list[Executed] | None:
    """Return the results of the cells of a page, or None when they have not run."""
    path = place(page, cells)
    if not path.exists():
        return None
    path.touch()  # used now: see `prune`
    stored = json.loads(path.read_text(encoding="utf-8"))
    return [Executed(**cell) for cell in stored]


def cost(page: str, cells: Sequence[Cell]) -> float | None:
    """Return the CPU seconds of a page, or None when its cells have not run."""
    path = place(page, cells).with_suffix(COST)
    return float(path.read_text(encoding="ascii")) if path.exists() else None


def save(page: str, cells: Sequence[Cell], results: Sequence[Executed]) -> None:
    """Keep the results of the cells of a page; a file is whole or not there."""
    path = place(page, cells)
    path.parent.mkdir(parents=True, exist_ok=True)
    seconds = f"{cpu_seconds(results):.4f}"
    path.with_suffix(COST).write_text(seconds, encoding="ascii")
    unfinished = path.with_suffix(".part")
    text = json.dumps([cell._asdict() for cell in results], ensure_ascii=False, indent=0)
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
    prune(path.parent)


def prune(folder: Path) -> None:
    """Remove all but the versions of a chapter's outputs that were used last."""
    versions = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
    for path in versions[:-KEPT]:
        path.unlink()
        path.with_suffix(COST).unlink(missing_ok=True)


def fill(cells: Sequence[NotebookNode], results: Sequence[Executed]) -> None:
    """Put results into the code cells of a notebook, and what is for phones alone beside them."""
    for cell, result in zip(cells, results, strict=True):
        cell.outputs = [from_dict(output) for output in result.outputs]
        drawn = [output.data for output in cell.outputs if DRAWING in output.get("data", {})]
        if any(NARROW in data for data in drawn):
            cell.metadata["narrow"] = [data.pop(NARROW, None) for data in drawn]
        cell.execution_count = result.execution_count


def cpu_seconds(results: Sequence[Executed]) -> float:
    return sum(result.cpu_seconds for result in results)
