"""A chapter with the results of its cells: made once for each page that is written.

`make` puts it into the context of the page. Who writes the notebooks (`bookbuild.notebooks`), the
code that runs in the page and JupyterLite (`bookbuild.browser`) takes it from there, so that none
of them reads a file that another has written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from nbformat import NotebookNode
from sphinx.application import Sphinx

from bookbuild.execution.myst_reader import read
from bookbuild.sources import chapters
from bookbuild.sources.lengths import cells_on_path

HIDE_INPUT = {"hide-input", "remove-input", "hide-cell", "remove-cell"}
HIDE_OUTPUT = {"hide-output", "remove-output", "hide-cell", "remove-cell"}


class RanCell(NamedTuple):
    """A code cell that ran.

    Attributes
    ----------
    index : int
        Its number among all cells of the source, text included, as the page's nodes name it.
    number : int
        Its number among the code cells, from 0.
    place : int or None
        Its number among the cells that stand in the page; None for one that the page leaves out.
    source, outputs, execution_count
        As in a notebook file.
    on_path : bool
        Whether it stands on the class path.
    metadata : dict
        What the author wrote above the code.
    """

    index: int
    number: int
    place: int | None
    source: str
    outputs: list[NotebookNode]
    execution_count: int | None
    on_path: bool
    metadata: dict[str, Any]

    @property
    def tags(self) -> list[str]:
        return self.metadata.get("tags", [])

    @property
    def hides_input(self) -> bool:
        return not HIDE_INPUT.isdisjoint(self.tags)

    @property
    def hides_output(self) -> bool:
        return not HIDE_OUTPUT.isdisjoint(self.tags)

    @property
    def may_fail(self) -> bool:
        return chapters.ERRORS_WANTED in self.tags

    @property
    def narrow(self) -> list[str | None]:
        """Its figures as they are drawn for a phone, None for one that is narrow already."""
        return self.metadata.get("narrow", [])

    @property
    def alt(self) -> str | None:
        """The words for a picture that the cell draws."""
        return self.metadata.get("mystnb", {}).get("image", {}).get("alt")


class Chapter(NamedTuple):
    """A page with code cells: its name, its text as Sphinx resolved it for HTML, its cells."""

    name: str
    text: nodes.document
    cells: tuple[RanCell, ...]

    @classmethod
    def of(cls, page: str, text: nodes.document, source: NotebookNode) -> Chapter:
        """Join the text of a page with its source, whose cells have their results."""
        containers = text.findall(is_code_cell)
        places = {node["cell_index"]: place for place, node in enumerate(containers)}
        code = [(i, cell) for i, cell in enumerate(source.cells) if cell.cell_type == "code"]
        on_path = cells_on_path(source)
        cells = (
            RanCell(
                *(index, number, places.get(index)),
                *(cell.source, cell.outputs, cell.execution_count),
                *(index in on_path, cell.metadata),
            )
            for number, (index, cell) in enumerate(code)
        )
        return cls(page, text, tuple(cells))

    def between(self, start: int, end: float) -> Iterator[RanCell]:
        """Yield the cells whose index is at least `start` and below `end`."""
        yield from (cell for cell in self.cells if start <= cell.index < end)


def is_code_cell(node: nodes.Node) -> bool:
    """Tell whether a node holds a code cell of the page."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def make(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Make the chapter of a page that has code cells, for all who write something of it."""
    if doctree is None or "kernelspec" not in app.env.metadata[pagename]:
        return
    source = Path(app.env.doc2path(pagename)).read_text(encoding="utf-8-sig")
    chapter = Chapter.of(pagename, doctree, read(source, pagename))
    if chapter.cells:
        context["chapter"] = chapter
