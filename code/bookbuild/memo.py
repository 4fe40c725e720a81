"""Remember what a tool made of the same input before: formulas, charts, fonts.

The answers are in one file under `_build`, each by a hash of everything it was made from, the
version of the tool included. So a remembered answer is the answer; `make clean` forgets all.
"""

from __future__ import annotations

import atexit
import hashlib
import sqlite3
from collections.abc import Callable
from functools import cache

from bookbuild.paths import BUILD


@cache
def memory() -> sqlite3.Connection:
    """Open the file with the answers, and have it closed when Python ends."""
    BUILD.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(BUILD / "memo.db", isolation_level=None, timeout=60)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")  # who loses power loses time, no more
    connection.execute("CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, value BLOB)")
    atexit.register(connection.close)
    return connection


def recall(make: Callable[[], bytes], *made_from: str | bytes) -> bytes:
    """Return what `make()` returns, from memory when it was asked for before.

    Parameters
    ----------
    make
        Makes the answer. When it raises, nothing is remembered.
    made_from
        All that the answer depends on: the name and the version of the tool first.
    """
    digest = hashlib.sha256()
    for part in made_from:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    key = digest.hexdigest()
    found = memory().execute("SELECT value FROM answer WHERE key = ?", (key,)).fetchone()
    if found:
        return found[0]
    answer = make()
    memory().execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (key, answer))
    return answer
