"""Run cells in this process, with the outputs that a Jupyter kernel would send.

A kernel is an IPython shell behind five network sockets. Here is the same shell without them: it
keeps the outputs as a notebook file has them. `forks` runs it in a process of its own for each
chapter; a test holds the outputs to those of ordinary kernels.
"""

from __future__ import annotations

import io
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from bookbuild.execution.store import KERNEL_HOME, Executed
from bookbuild.sources.chapters import Cell

PROFILE = KERNEL_HOME / "profile_default"
COLOUR = re.compile(r"\x1b\[[\d;]*m")  # as IPython writes it for a terminal
INLINE = "module://matplotlib_inline.backend_inline"


class CellError(Exception):
    """A cell that failed; its text is what the cell would have shown."""


class Publisher(DisplayPublisher):
    """Keep what a cell displays; `shell.collected` has the outputs of the cell that runs."""

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: object,
    ) -> None:
        output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        name = (transient or {}).get("display_id")
        if not update:
            self.shell.collected.append(output)
            if name is not None:
                self.shell.displays.setdefault(name, []).append(output)
        for shown in self.shell.displays.get(name, []) if update else []:
            shown |= {"data": data, "metadata": metadata or {}}

    def clear_output(self, wait: bool = False) -> None:
        self.shell.collected.clear()


class Hook(DisplayHook):
    """Keep the value of a cell's last expression."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, data: dict[str, Any], metadata: dict | None = None) -> None:
        self.shell.collected.append(
            {
                "output_type": "execute_result",
                "data": data,
                "metadata": metadata or {},
                "execution_count": self.prompt_count,
            }
        )

    def finish_displayhook(self) -> None:
        pass


class Stream(io.TextIOBase):
    """Keep what a cell prints, as one output until something else comes between."""

    encoding = "utf-8"

    def __init__(self, name: str, collected: list[dict]) -> None:
        self.name, self.collected = name, collected

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        last = self.collected[-1] if self.collected else {}
        if last.get("output_type") == "stream" and last["name"] == self.name:
            last["text"] += text
        elif text:
            self.collected.append({"output_type": "stream", "name": self.name, "text": text})
        return len(text)


class Shell(InteractiveShell):
    """An IPython shell that collects outputs."""

    collected: list[dict]
    displays: dict[str, list[dict]]

    def __init__(self, **options: object) -> None:
        self.collected, self.displays = [], {}
        super().__init__(**options, display_pub_class=Publisher, displayhook_class=Hook)

    def _showtraceback(self, kind: type, error: BaseException, lines: list[str]) -> None:
        self.collected.append(
            {
                "output_type": "error",
                "ename": kind.__name__,
                "evalue": str(error),
                "traceback": list(lines),
            }
        )


def start_shell() -> Shell:
    """Return a shell with the settings of the book's kernels; one process can have one.

    To start one takes as long as many a cell. So it is started once, before the forks, and each
    child enters its own copy.
    """
    main = sys.modules["__main__"]
    settings: Config = PyFileConfigLoader("ipython_kernel_config.py", str(PROFILE)).load_config()
    shell = Shell.instance(config=settings)
    if "matplotlib" in sys.modules:
        # what the import of the library and of the backend does in a kernel; here they were
        # imported before the shell, the library perhaps before its settings were in their place
        import matplotlib
        from IPython.core.pylabtools import activate_matplotlib
        from matplotlib_inline.backend_inline import configure_inline_support

        matplotlib.rc_file(Path(os.environ["MPLCONFIGDIR"], "matplotlibrc"))
        activate_matplotlib(INLINE)
        configure_inline_support(shell, INLINE)
    for path in sorted((PROFILE / "startup").glob("*.py")):
        shell.safe_execfile(path, shell.user_ns, raise_exceptions=True)
    sys.modules["__main__"] = main
    return shell


def enter(shell: Shell) -> None:
    """Make the names of the shell those of this process, in which no figure is open."""
    sys.modules["__main__"] = shell.user_module
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


def run_cell(shell: Shell, cell: Cell) -> Executed:
    """Run one cell and return its outputs, with the CPU time that it took.

    Raises
    ------
    CellError
        If the cell fails and may not.
    """
    if not cell.source.strip():
        return Executed([], None, 0.0)
    shell.collected.clear()
    started = time.process_time()
    with (
        redirect_stdout(Stream("stdout", shell.collected)),
        redirect_stderr(Stream("stderr", shell.collected)),
    ):
        count = shell.execution_count
        done = shell.run_cell(cell.source, store_history=True)
    seconds = time.process_time() - started
    if not (done.success or cell.may_fail):
        # not always the last output: figures that are open are shown after the error
        (error,) = (shown for shown in shell.collected if shown["output_type"] == "error")
        raise CellError(COLOUR.sub("", "\n".join(error["traceback"])))
    return Executed(list(shell.collected), count, seconds)


def run_cells(shell: Shell, cells: Sequence[Cell]) -> Iterator[Executed]:
    """Run cells in order; the first that fails ends the run."""
    for cell in cells:
        yield run_cell(shell, cell)
