"""Put a chapter's text and its executed cells together into one notebook."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from docutils import nodes
from myst_nb.core.utils import coalesce_streams
from nbformat import NotebookNode, from_dict
from nbformat.v4 import nbformat, nbformat_minor
from sphinx_exercise.nodes import solution_node

from bookbuild.directives.exercises import EXERCISES
from bookbuild.directives.lengths import ON_PATH
from bookbuild.notebooks.chapter import Chapter, RanCell, is_code_cell
from bookbuild.notebooks.install import install_cell, without_glue
from bookbuild.notebooks.markdown.core import Page, blocks, folded, markdown, plain
from bookbuild.notebooks.markdown.directives import exercise_title, own_solution

# Jupyter shows drawings (SVG) in what a reader ran or trusts. As PNG, which it shows at once, they
# would cost every build seconds.
HIDDEN_FIGURES = (
    "If your Jupyter hides its figures at first: they appear when you run their cells, or trust "
    "the notebook."
)
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
}


class Composed(NamedTuple):
    """A notebook, and the number of its cell that installs what the others need."""

    notebook: NotebookNode
    install: int


def compose(chapter: Chapter, page: Page, book: str, wheel: str) -> Composed:
    """Return a chapter as a notebook.

    Parameters
    ----------
    chapter : Chapter
        The page as Sphinx resolved it for HTML, and its cells with their outputs.
    page : Page
        Where the page is. With ``page.answers`` false, outputs, solutions and the answers of
        quizzes are left out, and a cell stands where the reader writes a solution. With
        ``page.whole`` false, only what is on the class path is there.
    book : str
        Title of the book.
    wheel : str
        Address of the wheel of `mathforml`, with its hash, for the cell that installs it.
    """
    writer = _Writer(chapter, page)
    cells = [cell for cell in chapter.cells if page.whole or cell.on_path]
    sources = [without_glue(cell.source) for cell in cells]
    install = 0
    for node in chapter.text.children:
        if isinstance(node, nodes.section):
            title, *body = node.children
            writer.open(node)
            writer.write(title)
            about = f"A chapter of [{book}]({page.site}). [Read it online]({page.url})."
            if page.answers:
                about += f" {HIDDEN_FIGURES}"
            writer.text.append(f"*{about}*")
            writer.add(new_code_cell(install_cell(sources, wheel)))
            install = len(writer.cells) - 1
            for child in body:
                writer.write(child)
        else:
            writer.write(node)
    writer.add_removed_cells(math.inf)
    writer.close()
    notebook = NotebookNode(
        cells=writer.cells,
        metadata=from_dict(METADATA),
        nbformat=nbformat,
        nbformat_minor=nbformat_minor,
    )
    return Composed(notebook, install)


# as nbformat makes them, but without comparing each with its schema: the notebook is, as a whole


def new_markdown_cell(source: str) -> NotebookNode:
    return NotebookNode(cell_type="markdown", metadata=NotebookNode(), source=source)


def new_code_cell(source: str, tags: Sequence[str] = ()) -> NotebookNode:
    return NotebookNode(
        cell_type="code",
        execution_count=None,
        metadata=from_dict({"tags": list(tags)} if tags else {}),
        outputs=[],
        source=source,
    )


def _has_cells(node: nodes.Node) -> bool:
    return any(node.findall(is_code_cell))


def _is_section(node: nodes.Node) -> bool:
    """Tell a section from what exercises and proofs use to hold their text."""
    return isinstance(node, nodes.section) and isinstance(node[0], nodes.title)


class _Writer:
    """Writes a chapter's nodes into cells, in reading order."""

    def __init__(self, chapter: Chapter, page: Page) -> None:
        self.chapter = chapter
        self.of_source = {cell.index: cell for cell in chapter.cells}
        self.page = page
        self.cells: list[NotebookNode] = []
        self.text: list[str] = []  # of the Markdown cell that is being written
        self.next_cell = 0  # of the source
        self.section = "chapter"
        self.numbers = Counter()

    def open(self, section: nodes.section) -> None:
        """Start a Markdown cell for a section."""
        self.close()
        self.section = section["ids"][0][:50] if section["ids"] else self.section

    def close(self) -> None:
        """End the Markdown cell that is being written."""
        text = "\n\n".join(filter(None, self.text))
        self.text = []
        if text:
            self.append(new_markdown_cell(text))

    def append(self, cell: NotebookNode) -> None:
        """Append a cell, named by its section: no change elsewhere gives it another name."""
        self.numbers[self.section] += 1
        cell.id = f"{self.section}-{self.numbers[self.section]}"
        self.cells.append(cell)

    def add(self, cell: NotebookNode) -> None:
        self.close()
        self.append(cell)

    def write(self, node: nodes.Node, hidden: bool = False) -> None:
        """Write a node; the cells in it are `hidden` until the reader opens them."""
        if self.leaves_out(node):
            return
        if is_code_cell(node):
            self.add_code(node, hidden)
        elif isinstance(node, solution_node) and not self.page.answers:
            self.add_blank(node)
        elif isinstance(node, solution_node) and _has_cells(node):
            self.add_solution(node)
        elif isinstance(node, EXERCISES) and _has_cells(node):
            self.text.append(f"**{exercise_title(node, self.page)}**")
            for child in node[1:]:
                self.write(child, hidden)
        elif _is_section(node) or _has_cells(node):
            if _is_section(node):
                self.open(node)
            for child in node.children:
                self.write(child, hidden)
        else:
            self.text.append(markdown(node, self.page))

    def leaves_out(self, node: nodes.Node) -> bool:
        """Tell a section that is not on the path, in a notebook of the path."""
        return not self.page.whole and _is_section(node) and ON_PATH not in node["classes"]

    def add_code(self, container: nodes.container, hidden: bool) -> None:
        """Add a code cell, and the captions of its figures as text below it."""
        index = container["cell_index"]
        self.add_removed_cells(index)
        self.next_cell = index + 1
        self.add_source_cell(self.of_source[index], hidden)
        self.text += [markdown(caption, self.page) for caption in container.findall(nodes.caption)]

    def add_removed_cells(self, end: float) -> None:
        """Add the cells before `end` that the page leaves out: what follows may need them."""
        for cell in self.chapter.between(self.next_cell, end):
            if self.page.whole or cell.on_path:
                self.add_source_cell(cell)
        self.next_cell = max(self.next_cell, end)

    def add_source_cell(self, source: RanCell, hidden: bool = False) -> None:
        """Add a cell of the source without what only the book's own build needs."""
        code = without_glue(source.source)
        if not code:
            return
        cell = new_code_cell(code, source.tags)
        for key, hides in (
            ("source_hidden", source.hides_input),
            ("outputs_hidden", source.hides_output),
        ):
            if hidden or hides:
                cell.metadata.setdefault("jupyter", {})[key] = True
        if self.page.answers:
            cell.execution_count = source.execution_count
            cell.outputs = [
                _with_alt(output, source.alt)
                for output in coalesce_streams(source.outputs)
                if "scrapbook" not in output.get("metadata", {})
            ]
        self.add(cell)

    def add_solution(self, solution: solution_node) -> None:
        """Add a solution that has code: hidden cells, and the text around them folded away."""
        title, *content = solution.children
        heading = title = plain(title)
        for is_code, part in groupby(content, key=_has_cells):
            if not is_code:
                self.text.append(folded(heading, blocks(part, self.page)))
            elif heading == title:
                self.text.append(f"**{title}**")
            if is_code:
                for node in part:
                    self.write(node, hidden=True)
            heading = f"{title}, continued"

    def add_blank(self, solution: solution_node) -> None:
        """Add a cell for the reader's own solution: of code where the book's has code, or text."""
        indices = [cell["cell_index"] for cell in solution.findall(is_code_cell)]
        if indices:
            self.add_removed_cells(indices[0])
            self.next_cell = indices[-1] + 1
            self.add(new_code_cell(f"# {own_solution(solution)}"))
        else:
            self.add(new_markdown_cell(markdown(solution, self.page)))


def _with_alt(output: NotebookNode, alt: str | None) -> NotebookNode:
    """Give a picture its alt text where Jupyter looks for it."""
    for kind in output.get("data", {}):
        if alt and kind.startswith("image/"):
            output.metadata[kind] = {**output.metadata.get(kind, {}), "alt": alt}
    return output
