"""Compare what the cells of a page show in Pyodide with what the book shows.

The book says that a reader who runs its code in the page gets what stands there. `run` runs the
cells in Node, by the code of the page's own worker (run_cells.mjs). `differences`
compares as `tests/reference` is compared: text to the letter, its numbers to 6 significant digits.
Of pictures and charts only that they are there, since another Matplotlib or Altair draws them.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import Any, NamedTuple

from bookbuild.commands.reference import normalised
from bookbuild.execution.pictures import DRAWING, PICTURE, VEGALITE
from mathforml.figures.glue import RECORD
from nbformat import NotebookNode

SECONDS = 600  # that the cells of a page may take, with Python and its packages

# what `outputs` of frontend/src/live/kernel.py are called in messages
STREAMS = {"stdout": "printed", "stderr": "printed as a warning", "result": "value"}
PRINTED = {STREAMS["stdout"], STREAMS["stderr"]}


class Shown(NamedTuple):
    """Something that a cell shows: its kind and, as far as it is compared, its text."""

    kind: str
    text: str = ""


def run(site: Path, page: str) -> list[dict[str, Any] | None]:
    """Run the cells of a page of a built site, in one fresh Pyodide.

    Returns
    -------
    list
        For each cell of `live/cells/<page>.json` its outputs and its end, as ``{"outputs": [...],
        "end": {...}}``, or None for one that needs what no browser has, and did not run.

    Raises
    ------
    RuntimeError
        If Python did not start, broke off, or took too long; the message names the page.
    """
    command = ["node", str(Path(__file__).with_name("run_cells.mjs")), str(site), page]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"{page}: its cells ran longer than {SECONDS} seconds") from error
    if done.returncode:
        raise RuntimeError(f"{page}: Pyodide did not run its cells:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout)


def _joined(shown: Iterable[Shown]) -> list[Shown]:
    """Return what is shown with what is printed in one piece, however often it was sent."""
    joined: list[Shown] = []
    for piece in shown:
        if joined and piece.kind == joined[-1].kind and piece.kind in PRINTED:
            piece = Shown(piece.kind, joined.pop().text + piece.text)
        joined.append(piece)
    return joined


def _error(name: str, message: str) -> Shown:
    """Return an error by its own name: tracebacks put its module before that."""
    return Shown("error", f"{name.rpartition('.')[2]}: {message}")


def stored(outputs: Sequence[NotebookNode]) -> list[Shown]:
    """Return what the outputs of a notebook's cell show, without what is for the text alone."""

    def shown() -> Iterator[Shown]:
        for output in outputs:
            data = output.get("data", {})
            if output.output_type == "stream":
                yield Shown(STREAMS[output.name], output.text)
            elif output.output_type == "error":
                yield _error(output.ename, output.evalue)
            elif VEGALITE in data:
                yield Shown("chart")
            elif PICTURE in data or DRAWING in data:
                yield Shown("picture")
            elif RECORD not in data:
                html = data.get("text/html")
                yield Shown("html", html) if html else Shown("value", data["text/plain"])

    return _joined(shown())


def live(outputs: Sequence[dict[str, str]], end: dict[str, Any]) -> list[Shown]:
    """Return what a cell showed in Pyodide, where `end` says how it ended."""

    def shown() -> Iterator[Shown]:
        for output in outputs:
            if "chart" in output:
                yield Shown("chart")
            elif "svg" in output or "png" in output:
                yield Shown("picture")
            elif "html" in output:
                yield Shown("html", output["html"])
            elif output["stream"] != "error":  # the traceback, whose lines the book has otherwise
                yield Shown(STREAMS[output["stream"]], output["text"])
        if end:
            name, _, message = end["error"].partition(": ")
            yield _error(name, message)

    return _joined(shown())


def as_lines(shown: Sequence[Shown]) -> list[str]:
    """Return what is compared of what a cell shows, and what a reader of a difference sees."""
    return [
        line
        for kind, text in shown
        for line in (f"[{kind}]", *normalised(text).strip("\n").splitlines())
    ]


def differences(
    page: str,
    chapter: Sequence[NotebookNode],
    cells: Sequence[dict[str, Any]],
    answers: Sequence[dict[str, Any] | None],
) -> list[str]:
    """Say what cells show otherwise in Pyodide than in the book.

    Parameters
    ----------
    page : str
        The name of the chapter.
    chapter : sequence of NotebookNode
        Its code cells with the outputs that the book has of them.
    cells : sequence of dict
        What `bookbuild.browser.live` wrote of those that can be run in the page.
    answers : sequence of dict or None
        What `run` returned for these.

    Returns
    -------
    list of str
        One message for each cell that differs, with its number among the code cells, from 0.
    """
    faults = []
    for cell, answer in zip(cells, answers, strict=True):
        if answer is None:
            continue
        number = cell["number"]
        book = as_lines(stored(chapter[number].outputs))
        here = as_lines(live(answer["outputs"], answer["end"]))
        lines = list(unified_diff(book, here, "in the book", "in Pyodide", lineterm="", n=1))
        if lines:
            line = answer["end"].get("line")
            where = f", line {line}" if line else ""
            faults.append("\n".join((f"{page}, cell {number}{where}:", *lines)))
    return faults
