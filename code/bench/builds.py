"""What a build costs, beside Jupyter Book's own build of the same chapters."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from bookbuild.paths import BUILD

from bench import synthetic
from bench.costs import MEANING, Cost, cost_of, start
from bench.project_copy import ProjectCopy
from bench.tables import ROUNDS, Report

FOLDER = BUILD / "bench"
WORDS = (" here once more", " here again", " here anew", " here as before")  # of a sentence
NUMBERS = ("0.1", "0.2", "0.3", "0.4")  # of a cell
# made once for a machine: what comes with Jupyter Book, and JupyterLite, which it does not have
KEPT = ("frontend", "frontend.whole", "lite", "matplotlib")

COLD_CPU, COLD_STARTS = 1.6, 2.5  # over the CPU time of the cells alone, and starts beside it
COLD_WALL = 0.35  # over that of Jupyter Book's own build
WARM_CPU, PROSE_CPU = 0.25, 1.3  # starts
CODE_CPU = 2.5  # starts, on top of the cells of the changed chapter
VERIFICATION = 0.5  # CPU over that of nbval


class Run(NamedTuple):
    """A build or a check that was measured: what it is, its cost, and the most that it may cost.

    A cost or a limit of 0 seconds was not measured, or not set.
    """

    what: str
    cost: Cost
    at_most: Cost = Cost(0, 0)

    def row(self) -> tuple[str, ...]:
        """Return the cells of its row in the table."""
        seconds = (*self.cost, *self.at_most)
        return (self.what, *(f"{value:.1f}" if value else "" for value in seconds))

    def misses(self) -> list[str]:
        """Say which of its limits it did not keep."""
        pairs = zip(("seconds", "seconds of CPU"), self.cost, self.at_most, strict=True)
        return [
            f"{self.what}: {cost:.1f} {unit}, at most {most:.1f}"
            for unit, cost, most in pairs
            if most and cost > most
        ]


def stock_build() -> Cost:
    """Build the chapters with Jupyter Book as it comes."""
    folder = FOLDER / "stock"
    pages = synthetic.pages()
    toc = ["format: jb-book", "root: index", "chapters:"]
    toc += [f"  - file: {page}" for page in pages if page != "index"]
    # on a busy machine a cell takes longer than the 30 seconds after which it would be given up
    config = "title: A book to measure\nexecute:\n  timeout: 600\n"
    files = {"_config.yml": config, "_toc.yml": "\n".join(toc)}
    for page, text in pages.items():
        files[f"{page}.md"] = f"{ProjectCopy.FRONT_MATTER}# The page {page}\n\n{text}"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return cost_of(["jupyter-book", "build", "."], folder)


def forget(book: ProjectCopy) -> None:
    """Remove what builds of a book made, but for what is made once for a machine."""
    for path in (book.root / "_build").iterdir():
        if path.name not in KEPT and path.is_dir():
            shutil.rmtree(path)
        elif path.name not in KEPT:
            path.unlink()


def cells(book: ProjectCopy) -> dict[str, float]:
    """Return the CPU time of the cells of each chapter of a built book."""
    summary = json.loads((book.root / "_build/last/summary.json").read_text("utf-8"))
    return {page: chapter["cpu_seconds"] for page, chapter in summary.items()}


def cheapest(runs: Iterable[tuple[Cost, float]]) -> tuple[Cost, float]:
    """Return the build of the least CPU time, with what the cells in question took in it."""
    return min(runs, key=lambda run: run[0].cpu)


def builds() -> list[Run]:
    """Build the same chapters in both ways from nothing, and our way after edits."""
    stock = stock_build()
    book = ProjectCopy(FOLDER / "ours", synthetic.pages())
    page = synthetic.name(7)

    def build() -> Cost:
        code = str(book.root / "code")
        return cost_of([sys.executable, "-m", "bookbuild", "book"], book.root, PYTHONPATH=code)

    def cold() -> tuple[Cost, float]:
        forget(book)
        return build(), sum(cells(book).values())

    def edited(before: str, rest: tuple[str, str]) -> tuple[Cost, float]:
        book.replace(f"book/{page}.md", *(before + end for end in rest))
        return build(), cells(book)[page]

    build()  # compiles the copy's Python and lists the fonts, once for a machine
    whole, compute = cheapest(cold() for _ in range(ROUNDS))
    warm, _ = cheapest((build(), 0.0) for _ in range(ROUNDS))
    prose, _ = cheapest(edited("meets it", words) for words in pairwise(WORDS))
    code, own = cheapest(edited("alpha=", numbers) for numbers in pairwise(NUMBERS))
    unit = start()
    cold_limit = Cost(COLD_WALL * stock.wall, COLD_CPU * compute + COLD_STARTS * unit)
    return [
        Run("Jupyter Book as it comes, from nothing", stock),
        Run("a start", Cost(0, unit)),
        Run("the cells of all chapters", Cost(0, compute)),
        Run("ours, from nothing", whole, cold_limit),
        Run("ours, nothing changed", warm, Cost(0, WARM_CPU * unit)),
        Run("ours, one sentence changed", prose, Cost(0, PROSE_CPU * unit)),
        Run("ours, one cell changed", code, Cost(0, CODE_CPU * unit + own)),
    ]


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
    return [
        Run("nbval: runs the cells again", nbval),
        Run("ours: compares what the build made", ours, Cost(0, VERIFICATION * nbval.cpu)),
    ]


def bench_builds(report: Report) -> None:
    """Report what builds and checks cost."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    runs = [*builds(), *verifications()]
    title = f"Builds and checks of {synthetic.CHAPTERS} chapters of 15 cells"
    head = ("what", "time, s", "CPU, s", "time at most", "CPU at most")
    note = (
        "Measured on a book that was made for it, so that the numbers stay comparable while this "
        f"one grows. Each of our builds is the cheapest of {ROUNDS}, since whatever else a "
        f"machine does only adds. {MEANING}. From nothing, we allow a build {COLD_WALL:g} times "
        f"the time of Jupyter Book's own, and {COLD_CPU:g} times the processor time of the cells "
        f"alone and {COLD_STARTS:g} starts. When nothing changed it may cost {WARM_CPU:g} starts, "
        f"since it only looks. After a change in a sentence it may cost {PROSE_CPU:g}, most of "
        f"them to load Sphinx and its extensions; after one in a cell {CODE_CPU:g} and the "
        "cells of the chapter, for which it loads the libraries too. Comparing outputs and "
        f"pictures with stored ones may cost {VERIFICATION:g} times what nbval takes, which runs "
        "the cells again and compares no pictures."
    )
    report.add(title, head, [run.row() for run in runs], note)
    for run in runs:
        report.missed += run.misses()
