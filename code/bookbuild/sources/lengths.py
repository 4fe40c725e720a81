"""The two lengths of a chapter: which of its sections and cells stand on the class path.

A section is a station of the path when it says its minutes, right below its heading:

    ```{station} 6
    ```

The part of a chapter above its first section is always on the path, and a chapter without
stations is a path as a whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nbformat import NotebookNode

HEADING = re.compile(r"(#{1,6})\s+(.+)")
FENCE = re.compile(r"\s*(?P<marks>`{3,}|:{3,})\s*(?P<rest>.*)")
STATION = re.compile(r"\{station\}\s+(\d+)")


class Section(NamedTuple):
    """A section without the sections in it.

    Attributes
    ----------
    level : int
        1 for the chapter itself.
    title : str
    minutes : int or None
        What the station takes; None when the section is none.
    cells : tuple of int
        The cells of the notebook of which something stands in the section.
    text : str
        Its Markdown, headings and code cells apart.
    """

    level: int
    title: str
    minutes: int | None
    cells: tuple[int, ...]
    text: str


def sections(notebook: NotebookNode) -> list[Section]:
    """Return the sections of a chapter, read as a notebook, in their order."""
    found: list[Section] = []

    def add(**parts: object) -> None:
        if found:
            found[-1] = found[-1]._replace(**parts)

    for index, cell in enumerate(notebook.cells):
        add(cells=(*found[-1].cells, index) if found else ())
        open_fence = ""
        for line in cell.source.splitlines() if cell.cell_type == "markdown" else ():
            fence, heading = FENCE.match(line), HEADING.match(line)
            if fence and not open_fence:
                open_fence = fence["marks"]
                if station := STATION.match(fence["rest"]):
                    add(minutes=int(station[1]))
            elif fence and fence["marks"] == open_fence and not fence["rest"]:
                open_fence = ""
            elif heading and not open_fence:
                found.append(Section(len(heading[1]), heading[2], None, (index,), ""))
                continue
            add(text=f"{found[-1].text}{line}\n" if found else "")
    return found


def path(found: list[Section]) -> list[Section]:
    """Return the sections that are read in class, of all sections of a chapter."""
    stations = [section for section in found if section.minutes or section.level == 1]
    return stations if any(section.minutes for section in found) else found


def cells_on_path(notebook: NotebookNode) -> set[int]:
    """Return the numbers of the cells of a notebook that stand on its path."""
    return {index for section in path(sections(notebook)) for index in section.cells}
