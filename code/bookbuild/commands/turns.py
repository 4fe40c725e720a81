"""One build at a time in a checkout: the second waits for the first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bookbuild.paths import BUILD

FILE = BUILD / "turn"
WAITING = "Another build is at work in this checkout: waiting for it."


@contextmanager
def turn() -> Iterator[None]:
    """Wait until no other process builds here. The system takes the lock back when one dies."""
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows, where `make` does not run either
        yield
        return
    BUILD.mkdir(parents=True, exist_ok=True)
    with FILE.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(WAITING, file=sys.stderr, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
