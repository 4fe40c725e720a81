"""Run the cells of a page in the reader's browser: the part of it that is Python.

`interpreter.js` loads this module into Pyodide and calls `run` for each cell. What a cell shows
goes to the page through `send`, one dictionary at a time:

``{"text": ..., "stream": "stdout" | "stderr" | "result" | "error"}``
    something to read;
``{"html": ..., "text": ...}``
    a table or the like, and what to show when its HTML is refused;
``{"svg": ...}`` or ``{"png": ..., "width": ...}``
    a picture, as text or in base64;
``{"chart": ...}``
    the Vega-Lite source of an Altair chart, as JSON: for JavaScript None would be undefined.

The module is also Matplotlib's backend there, so that `plt.show()` shows figures at its place
among the other outputs.
"""

from __future__ import annotations

import ast
import base64
import io
import json
import linecache
import pprint
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

MOST = 100_000  # characters that a cell may print: a page with more would stand still
PAUSE = 0.1  # seconds in which what is printed is gathered before it is sent
LARGEST = 300_000  # characters of a drawing; a larger one is sent as a picture
SCALE = 2  # pixels of a picture per pixel of the page
PAGE_PIXELS = 96  # per inch, as browsers count

send: Callable[[dict[str, Any]], None]  # set by `start`
names: dict[str, Any] = {}  # of the reader's program


def start(sender: Callable[[dict[str, Any]], None]) -> None:
    """Begin with no names but those of a Jupyter notebook."""
    global send
    send = sender
    names.clear()
    names.update(__name__="__main__", display=display, input=refuse_input)


def refuse_input(prompt: object = "") -> str:
    raise RuntimeError("a cell of this page cannot ask for input: give the value in the code")


# what a cell shows


class Stream(io.TextIOBase):
    """Send what is printed, gathered for a moment and up to a limit."""

    encoding = "utf-8"

    def __init__(self, name: str) -> None:
        self.name, self.left = name, MOST
        self.waiting: list[str] = []
        self.since = 0.0  # when the first of what is waiting was printed

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self.left > 0:
            now = time.monotonic()
            self.since = self.since if self.waiting else now
            self.waiting.append(text[: self.left])
            self.left -= len(text)
            if self.left <= 0:
                self.waiting.append(f"\n… and more: only {MOST:,} characters are shown.\n")
            if self.left <= 0 or now - self.since > PAUSE:
                self.flush()
        return len(text)

    def flush(self) -> None:
        if self.waiting:
            send({"text": "".join(self.waiting), "stream": self.name})
        self.waiting.clear()


def flush() -> None:
    """Send what was printed before something else is shown."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


def as_text(value: object) -> str:
    if type(value) in (dict, list, set, tuple):
        return pprint.pformat(value, width=79, sort_dicts=False)
    return repr(value)


def display(*values: object) -> None:
    """Show values as a notebook would."""
    flush()
    for value in values:
        if hasattr(value, "to_dict") and type(value).__module__.startswith("altair."):
            send({"chart": json.dumps(value.to_dict())})
        elif html := _call(value, "_repr_html_"):
            send({"html": html, "text": as_text(value)})
        elif svg := _call(value, "_repr_svg_"):
            send({"svg": svg})
        else:
            send({"text": as_text(value), "stream": "result"})


def _call(value: object, method: str) -> str | None:
    """Return what a method for showing returns; a class has none of its own."""
    found = None if isinstance(value, type) else getattr(value, method, None)
    return found() if callable(found) else None


def picture(figure: Any) -> dict[str, Any]:
    """Return a figure of Matplotlib as a drawing, or as a picture where that would be large."""
    drawing = io.StringIO()
    figure.savefig(drawing, format="svg", metadata={"Date": None})
    if len(drawing.getvalue()) <= LARGEST:
        return {"svg": drawing.getvalue()}
    pixels = io.BytesIO()
    figure.savefig(pixels, format="png", dpi=SCALE * PAGE_PIXELS)
    width = round(figure.get_figwidth() * PAGE_PIXELS)
    return {"png": base64.b64encode(pixels.getvalue()).decode(), "width": width}


def show(*args: object, **kwargs: object) -> None:
    """Show the open figures and close them: what `plt.show()` calls."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return
    flush()
    try:
        for number in pyplot.get_fignums():
            send(picture(pyplot.figure(number)))
    finally:
        pyplot.close("all")


def __getattr__(name: str) -> Any:
    """Give Matplotlib the canvas that it asks of a backend, without importing it before."""
    if name == "FigureCanvas":
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        # and let it find that among the names of this module, where it looks next
        return globals().setdefault(name, FigureCanvasAgg)
    raise AttributeError(name)


# running


def line_of(error: BaseException, file: str) -> int | None:
    """Return the last line of the cell that had a part in an error."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno
    frames = traceback.walk_tb(error.__traceback__)
    lines = [line for frame, line in frames if frame.f_code.co_filename == file]
    return lines[-1] if lines else None


def traceback_of(error: BaseException) -> str:
    """Return the traceback of an error without the lines of this module."""
    trace = error.__traceback__
    while trace and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace))


def execute(code: str, file: str) -> None:
    """Run code, and show the value of its last line unless that ends in a semicolon."""
    tree = ast.parse(code, file)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, file, "exec"), names)
    if last is None:
        return
    value = eval(compile(ast.Expression(last.value), file, "eval"), names)
    if value is not None and not code.rstrip().endswith(";"):
        names["_"] = value
        show()
        display(value)


def run(code: str, cell: str) -> dict[str, Any]:
    """Run the code of a cell and return how it ended.

    Parameters
    ----------
    code : str
        The code.
    cell : str
        Its name in tracebacks.

    Returns
    -------
    dict
        ``{}``, or for an error ``{"error": its name and message, "line": number or None}``.
    """
    file = f"<{cell}>"
    # so that tracebacks, also later ones, can quote the lines
    linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
    with redirect_stdout(Stream("stdout")), redirect_stderr(Stream("stderr")):
        try:
            execute(code, file)
            show()
            return {}
        except BaseException as error:  # SystemExit and KeyboardInterrupt end the cell alone
            show()
            flush()
            send({"text": traceback_of(error), "stream": "error"})
            what = traceback.format_exception_only(error)[-1].strip()
            return {"error": what, "line": line_of(error, file)}
        finally:
            flush()
