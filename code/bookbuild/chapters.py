"""The chapters as they are written: which pages run code, and their cells."""

from __future__ import annotations

from functools import cache

import yaml
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode
from sphinx_external_toc.parsing import parse_toc_yaml

from bookbuild.paths import BOOK, ROOT


@cache
def parser_settings() -> MdParserConfig:
    """Return the book's Markdown syntax: it decides what is a cell and what a directive holds."""
    parse = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["parse"]
    return MdParserConfig(enable_extensions=set(parse["myst_enable_extensions"]))


def read_text(page: str) -> str:
    return (BOOK / f"{page}.md").read_text(encoding="utf-8")


def parse(text: str, page: str) -> NotebookNode:
    """Return the text of a page as a notebook; `metadata.source_map` has the line of each cell."""
    path = BOOK / f"{page}.md"
    return read_myst_markdown_notebook(text, parser_settings(), add_source_map=True, path=path)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def pages() -> list[str]:
    """Return the pages of the book, in reading order."""
    return list(parse_toc_yaml(ROOT / "_toc.yml"))


def chapters() -> list[str]:
    """Return the pages of the book that run code, in reading order."""
    return [
        page
        for page in pages()
        if is_myst_markdown_notebook(text := read_text(page)) and code_cells(parse(text, page))
    ]
