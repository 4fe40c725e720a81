"""The tables of `make bench`: printed as they are made, and kept for the page that shows them."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

Row = Sequence[str]

ROUNDS = 3  # of which the cheapest counts: whatever else the machine does only adds


class Report:
    """The tables that were made so far, and the targets that were missed."""

    def __init__(self) -> None:
        self.parts: list[dict] = []
        self.missed: list[str] = []

    def add(self, title: str, head: Row, rows: Iterable[Row], note: str) -> None:
        """Print a table whose first column is text and whose others are numbers, and keep it.

        The note tells readers of the page what the numbers mean.
        """
        lines = [[str(cell) for cell in row] for row in rows]
        self.parts.append({"title": title, "note": note, "head": list(head), "rows": lines})
        widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
        print(title)
        for first, *others in (head, *lines):
            cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
            print("  ".join((first.ljust(widths[0]), *cells)).rstrip())
        print(flush=True)

    def save(self, path: Path) -> None:
        """Write the tables to a file, with the machine and the versions that they are of."""
        measured = {"machine": machine(), "parts": self.parts}
        path.write_text(
            json.dumps(measured, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )


def machine() -> str:
    """Say in a sentence on what was measured, and when."""
    today = datetime.now(UTC)
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "scikit-learn"))
    return (
        f"Measured on {today.day} {today:%B %Y} on {platform.system()} "
        f"({platform.machine()}, {os.cpu_count()} cores) with Python "
        f"{platform.python_version()}, {libraries}."
    )
