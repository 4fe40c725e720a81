"""What a build costs, beside Jupyter Book's own build of the same chapters."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from bookbuild.bench import synthetic
from bookbuild.bench.tables import Report
from bookbuild.paths import BUILD
from bookbuild.project_copy import ProjectCopy

FOLDER = BUILD / "bench"
KEPT = ("frontend", "frontend.whole", "matplotlib")  # made once for a machine, as by stock
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

COLD_CPU = 1.6  # over the CPU time of the cells alone
COLD_WALL = 0.25  # over stock's
WARM_CPU, PROSE_CPU = 1.5, 2.0  # seconds
CODE_CPU = 2.5  # seconds, on top of what the chapter costs by itself, its imports included
VERIFICATION = 0.5  # CPU over that of nbval


class Cost(NamedTuple):
    """What a command cost, with all processes that it started, in seconds."""

    wall: float
    cpu: float


class Run(NamedTuple):
    """A build or a check that was measured: what it is, its cost, and its target if it has one."""

    what: str
    cost: Cost
    target: str = ""
    reached: bool = True


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


def stock_build() -> Cost:
    """Build the chapters with Jupyter Book as it comes."""
    folder = FOLDER / "stock"
    pages = synthetic.pages()
    toc = ["format: jb-book", "root: index", "chapters:"]
    toc += [f"  - file: {page}" for page in pages if page != "index"]
    files = {"_config.yml": "title: A book to measure\n", "_toc.yml": "\n".join(toc)}
    for page, text in pages.items():
        files[f"{page}.md"] = f"{ProjectCopy.FRONT_MATTER}# The page {page}\n\n{text}"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return cost_of(["jupyter-book", "build", "."], folder)


def our_builds() -> tuple[list[Run], Cost]:
    """Build the same chapters our way: from nothing, and after edits. Return cold's cost too."""
    book = ProjectCopy(FOLDER / "ours", synthetic.pages())

    def build() -> Cost:
        code = str(book.root / "code")
        return cost_of([sys.executable, "-m", "bookbuild", "book"], book.root, PYTHONPATH=code)

    def cells() -> dict[str, float]:
        summary = json.loads((book.root / "_build/last/summary.json").read_text("utf-8"))
        return {page: chapter["cpu_seconds"] for page, chapter in summary.items()}

    build()  # compiles the copy's Python and lists the fonts, once for a machine
    for path in (book.root / "_build").iterdir():
        if path.name not in KEPT and path.is_dir():
            shutil.rmtree(path)
        elif path.name not in KEPT:
            path.unlink()
    cold = build()
    compute = sum(cells().values())
    warm = build()
    page = synthetic.name(7)
    book.replace(f"book/{page}.md", "meets it here once more", "meets it here again")
    prose = build()
    book.replace(f"book/{page}.md", "alpha=0.1", "alpha=0.2")
    code = build()
    imports = cost_of([sys.executable, "-c", "\n".join(synthetic.IMPORTS)], book.root)
    own = cells()[page] + imports.cpu
    runs = [
        Run("the cells of all chapters", Cost(0, compute)),
        Run(
            "ours, from nothing",
            cold,
            f"{COLD_CPU} x the cells' CPU",
            cold.cpu <= COLD_CPU * compute,
        ),
        Run("ours, nothing changed", warm, f"{WARM_CPU} s of CPU", warm.cpu <= WARM_CPU),
        Run("ours, one sentence", prose, f"{PROSE_CPU} s of CPU", prose.cpu <= PROSE_CPU),
        Run(
            "ours, one cell",
            code,
            f"{CODE_CPU} s of CPU + {own:.1f}, the chapter",
            code.cpu <= CODE_CPU + own,
        ),
    ]
    return runs, cold


def verifications() -> list[Run]:
    """Compare the outputs of the built chapters with stored ones, as nbval does and as we do."""
    folder = FOLDER / "ours"
    code = {"PYTHONPATH": str(folder / "code")}
    cost_of([sys.executable, "-m", "bookbuild", "reference"], folder, **code)
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    tests = [f"tests/reference/test_{kind}.py" for kind in ("outputs", "pictures")]
    ours = cost_of([*pytest, *tests], folder, **code)
    notebooks = sorted((folder / "tests/reference").glob("*.ipynb"))
    nbval = cost_of([*pytest, "--nbval", *map(str, notebooks)], folder, **code)
    reached = ours.cpu <= VERIFICATION * nbval.cpu
    return [
        Run("nbval of the stored outputs", nbval),
        Run("ours, pictures too", ours, f"{VERIFICATION} x nbval's CPU", reached),
    ]


def bench_builds(report: Report) -> None:
    """Report what builds and checks cost."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    stock = stock_build()
    runs, cold = our_builds()
    wall = Run(
        "ours, from nothing: time",
        cold,
        f"{COLD_WALL} x stock's time",
        cold.wall <= COLD_WALL * stock.wall,
    )
    runs = [Run("Jupyter Book as it comes, from nothing", stock), *runs, wall, *verifications()]
    rows = [
        (
            run.what,
            f"{run.cost.wall:.1f}" if run.cost.wall else "",
            f"{run.cost.cpu:.1f}",
            run.target,
        )
        for run in runs
    ]
    title = f"Builds and checks of {synthetic.CHAPTERS} chapters of 15 cells"
    report.add(title, ("what", "time, s", "CPU, s", "at most"), rows)
    report.missed += [
        f"{run.what}: {run.cost.wall:.1f} s, {run.cost.cpu:.1f} s of CPU; at most {run.target}"
        for run in runs
        if not run.reached
    ]
