"""The chapters as they are written: which pages run code, and their cells."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from importlib.metadata import version
from typing import Any, NamedTuple

import yaml
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode
from sphinx_external_toc.parsing import parse_toc_yaml

from bookbuild.memo import recall
from bookbuild.paths import BOOK, ROOT

# the tags by which an author says himself what of a cell is shown
HIDING = {
    *("hide-input", "remove-input", "hide-cell", "remove-cell", "hide-output", "remove-output"),
}
ERRORS_WANTED = "raises-exception"  # the tag of a cell whose error is its output


class Cell(NamedTuple):
    """A code cell: its source, and whether an error is an output that the chapter shows."""

    source: str
    may_fail: bool = False


@cache
def myst_version() -> str:
    return version("myst-nb")


@cache
def syntax() -> list[str]:
    """Return the extensions of Markdown that the book uses."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return sorted(settings["parse"]["myst_enable_extensions"])


def read_text(page: str) -> str:
    """Return the text of a page, as Sphinx reads it: without a byte order mark."""
    return (BOOK / f"{page}.md").read_text(encoding="utf-8-sig")


@cache
def _parse(text: str, page: str) -> NotebookNode:
    settings = MdParserConfig(enable_extensions=set(syntax()))
    path = BOOK / f"{page}.md"
    notebook = read_myst_markdown_notebook(text, settings, add_source_map=True, path=path)
    for cell in code_cells(notebook):
        tags = cell.metadata.get("tags", [])
        if only_serves(cell.source, cell.metadata) and not HIDING & set(tags):
            cell.metadata["tags"] = [*tags, "hide-input"]
    return notebook


def only_serves(source: str, metadata: Mapping[str, Any]) -> bool:
    """Tell whether a cell only draws, imports or asserts: its code is then folded on the page."""
    if {"image", "figure"} & set(metadata.get("mystnb", {})):
        return True
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # such as a magic of IPython; what is wrong is said when the cell runs
        return False
    return all(isinstance(line, ast.Import | ast.ImportFrom | ast.Assert) for line in statements)


def parse(text: str, page: str) -> NotebookNode:
    """Return the text of a page as a notebook; `metadata.source_map` has the line of each cell."""
    return deepcopy(_parse(text, page))


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@cache
def cells(text: str, page: str) -> tuple[Cell, ...]:
    """Return the code cells in the text of a page, which need not be a chapter."""

    def read() -> bytes:
        found = code_cells(_parse(text, page)) if is_myst_markdown_notebook(text) else []
        return json.dumps(
            [(cell.source, ERRORS_WANTED in cell.metadata.get("tags", ())) for cell in found]
        ).encode()

    answer = recall(read, "cells", myst_version(), *syntax(), text)
    return tuple(Cell(*cell) for cell in json.loads(answer))


def pages() -> list[str]:
    """Return the pages of the book, in reading order."""
    return list(parse_toc_yaml(ROOT / "_toc.yml"))


def chapters() -> list[str]:
    """Return the pages of the book that run code, in reading order."""
    return [page for page in pages() if cells(read_text(page), page)]
