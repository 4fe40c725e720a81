"""What a process that runs cells may do, in a fork and in a Jupyter kernel alike.

It may open files that its outputs are known to follow, and take so much memory. A kernel runs this
file by its path, so it needs nothing but Python's own library.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

MEMORY = 8 << 30  # bytes, on top of what the libraries take
NOT_SOURCES = {"_build", ".venv", "node_modules"}


def guard(root: str, known: Iterable[str], memory: int = MEMORY) -> None:
    """Refuse from now on what cells of a chapter may not do; there is no way back.

    Parameters
    ----------
    root
        The folder of the project.
    known
        The files in it of which the name of the outputs knows.
    memory
        How many bytes more than now this process may take.
    """
    limit_memory(memory)
    watch_files(root, {os.path.abspath(path) for path in known})


def limit_memory(memory: int) -> None:
    """Let this process take so many bytes more than it has: then its cell fails with a message.

    Only memory that can be written counts: V8, which draws the charts, reserves far more. Of the
    systems that we build on, Linux alone can limit that.
    """
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        pages = int(file.read().split()[5])
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = pages * resource.getpagesize() + memory
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def watch_files(root: str, known: set[str]) -> None:
    """Refuse that this process opens a file of the project of which its outputs' name knows not.

    A cell that read `book/data.csv` would not run again when that file changes.
    """

    def look(event: str, arguments: tuple) -> None:
        if event != "open" or not isinstance(arguments[0], str | bytes | os.PathLike):
            return
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if not path.startswith(root + os.sep) or path in known:
            return
        inside = os.path.relpath(path, root)
        if NOT_SOURCES.isdisjoint(inside.split(os.sep)) and not path.endswith(".pyc"):
            raise PermissionError(
                f"a cell may not open {inside}: its outputs would not follow a change in it"
            )

    sys.addaudithook(look)
