"""What a chapter says on its class path and in whole, counted from its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bookbuild.sources import chapters
from bookbuild.sources.lengths import FENCE, HEADING, Section, path, sections
from nbformat import NotebookNode

NAME = re.compile(r"\{([\w:-]+)\}(.*)")
# what the reader does, and what is counted apart: neither is prose
DONE = {"predict", "quiz", "exercise", "solution"}
NO_PROSE = DONE | {"math", "source", "station", "matrix-explorer", "bibliography", "hint"}
GATES = ("exercise", "solution")
NOT_COUNTED = ("Going further", "Exercises", "Check yourself")
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$]+\$", re.DOTALL)
NO_WORDS = re.compile(r"\s*(\||\(\S+\)=|:[\w-]+:|\+\+\+|%)")


class Item(NamedTuple):
    """A line of text, a directive or a code cell of a chapter.

    `name` is that of the directive, "cell" for a code cell, and "" for a line. `title` is that of
    the section of second level, `on_path` whether the item is read in class, `done` whether it
    belongs to an exercise or its solution.
    """

    name: str
    text: str
    title: str
    on_path: bool
    done: bool
    cell: NotebookNode | None = None

    @property
    def counts(self) -> bool:
        return not self.done and self.title not in NOT_COUNTED


@cache
def items(page: str) -> list[Item]:
    """Return what stands in a chapter, in its order."""
    notebook = chapters.parse(chapters.read_text(page), page)
    found = sections(notebook)
    on_path = [any(section is other for other in path(found)) for section in found]
    result: list[Item] = []
    number, title, gate = -1, "", None

    def add(name: str, text: str, cell: NotebookNode | None = None) -> None:
        done = gate is not None or name in GATES
        result.append(Item(name, text, title, number >= 0 and on_path[number], done, cell))

    for cell in notebook.cells:
        if cell.cell_type == "code":
            add("cell", cell.source, cell)
            continue
        marks, name, inside = None, "", []
        for line in cell.source.splitlines():
            fence, heading = FENCE.match(line), HEADING.match(line)
            if marks is None and fence:
                marks, named = fence["marks"], NAME.match(fence["rest"])
                name = named[1] if named else "listing"
                inside = [named[2].strip()] if named else []
            elif marks is not None and fence and fence["marks"] == marks and not fence["rest"]:
                marks = None
                what, _, part = name.partition("-")
                if what in GATES and part:
                    gate = what if part == "start" else None
                else:
                    add(name, "\n".join(inside))
            elif marks is not None:
                inside.append(line)
            elif heading:
                number += 1
                title = heading[2] if len(heading[1]) <= 2 else title
            else:
                add("", line)
    return result


def stations(page: str) -> list[Section]:
    """Return the stations of a chapter, or nothing when it has no class path."""
    found = sections(chapters.parse(chapters.read_text(page), page))
    return [section for section in found if section.minutes]


def prose(item: Item) -> str:
    """Return the text of an item as a reader reads it, without formulas and code."""
    if item.name in NO_PROSE | {"cell", "listing"} or item.text.startswith("Hint\n"):
        return ""
    lines = [line for line in item.text.splitlines() if not NO_WORDS.match(line)]
    text = FORMULA.sub(" ", "\n".join(lines))
    text = re.sub(r"\{[\w:]+\}`([^`<]*)(<[^`]*>)?`", r"\1", text)
    return re.sub(r"\]\([^)]*\)|`[^`]*`|https?://\S+", " ", text)


def words(found: Iterator[Item]) -> int:
    """Count the words of prose: what has a letter in it."""
    return sum(
        bool(re.search(r"[A-Za-z]", word)) for item in found for word in prose(item).split()
    )


def formulas(found: Iterator[Item]) -> int:
    """Count the formulas that stand on lines of their own."""
    return sum(
        item.name == "math" or (not item.name and item.text.startswith("$$")) for item in found
    )


def visible_cells(found: Iterator[Item]) -> list[NotebookNode]:
    """Return the cells whose code is open on the page."""
    return [
        item.cell
        for item in found
        if item.cell is not None and not chapters.HIDING & set(item.cell.metadata.get("tags", ()))
    ]


def pictures(found: Iterator[Item]) -> int:
    """Count the figures, of cells and to drag."""
    return sum(
        item.name == "matrix-explorer"
        or (item.cell is not None and "figure" in item.cell.metadata.get("mystnb", {}))
        for item in found
    )
