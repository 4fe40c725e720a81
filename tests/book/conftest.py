"""The chapters as an author writes them: labels, prose lines, cells and exercises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import pytest
from bookbuild.commands.reference import executed
from bookbuild.paths import BOOK, ROOT
from bookbuild.sources.chapters import chapters, code_cells, parse, read_text
from nbformat import NotebookNode
from sphinx_external_toc.parsing import parse_toc_yaml

FENCE = re.compile(r"\s*(?P<fence>`{3,}|:{3,})\s*(\{(?P<name>[\w:-]+)\})?(?P<rest>.*)")
LABEL = re.compile(r"\((?P<target>[\w-]+)\)=|:(label|name):\s*(?P<option>\S+)")
NOT_PROSE = {"code-cell", "math", "literalinclude", "bibliography", "toctree"}


class Directive(NamedTuple):
    """A directive of a page: its name, its argument, its options and its line, from 1."""

    name: str
    argument: str
    options: dict[str, str]
    line: int


class Page:
    """The source of one page."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines = (BOOK / f"{name}.md").read_text(encoding="utf-8").splitlines()

    def at(self, line: int) -> str:
        """Return where a line is, for a message."""
        return f"book/{self.name}.md:{line}"

    @cached_property
    def cells(self) -> list[NotebookNode]:
        """The code cells; `cell.metadata.line` is where the first line of code may stand."""
        notebook = parse(read_text(self.name), self.name)
        for cell, line in zip(notebook.cells, notebook.metadata.source_map, strict=True):
            cell.metadata.line = line
        return code_cells(notebook)

    @cached_property
    def labels(self) -> list[tuple[str, int]]:
        """Every label that the page sets, with its line: targets, options, figures of cells."""
        found = [
            (match["target"] or match["option"], i)
            for i, line in enumerate(self.lines, 1)
            if (match := LABEL.match(line))
        ]
        figures = [
            (cell, cell.metadata.get("mystnb", {}).get("figure", {})) for cell in self.cells
        ]
        return found + [(f["name"], cell.metadata.line) for cell, f in figures if "name" in f]

    @cached_property
    def directives(self) -> list[Directive]:
        """Every directive that is fenced, in order."""
        found = []
        for i, line in enumerate(self.lines, 1):
            match = FENCE.match(line)
            if match and match["name"]:
                options = {}
                for option in self.lines[i:]:
                    pair = re.match(r"\s*:([\w-]+):\s*(.*)", option)
                    if pair is None:
                        break
                    options[pair[1]] = pair[2]
                found.append(Directive(match["name"], match["rest"].strip(), options, i))
        return found

    def prose(self) -> Iterator[tuple[int, str]]:
        """Yield the lines that are read as text; code, formulas and addresses are blanked."""
        start = self.lines.index("---", 1) + 1 if self.lines[0] == "---" else 0
        hidden = None  # the fence that ends what is not prose
        for i, line in enumerate(self.lines[start:], start + 1):
            match = FENCE.match(line)
            if match:
                if hidden is None and (match["name"] in NOT_PROSE or not_a_directive(match)):
                    hidden = match["fence"]
                elif match["fence"] == hidden and not match["rest"]:
                    hidden = None
            elif hidden is None and not re.match(r"\s*(\||#|:[\w-]+:|\(\S+\)=|\$\$)", line):
                yield i, re.sub(r"`[^`]*`|\$[^$]*\$|\]\([^)]*\)|<[^>]*>", "x", line)


def not_a_directive(match: re.Match[str]) -> bool:
    """Say whether a fence opens a plain block of code, such as three backquotes and `python`."""
    return match["name"] is None and bool(match["rest"].strip())


PAGES = [
    Page(name) for name in parse_toc_yaml(ROOT / "_toc.yml") if (BOOK / f"{name}.md").exists()
]
CHAPTERS = [Page(name) for name in chapters()]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "chapter" in metafunc.fixturenames:
        metafunc.parametrize("chapter", CHAPTERS, ids=lambda page: page.name)


@pytest.fixture
def pages() -> list[Page]:
    """Every page of the book that is written by hand, in reading order."""
    return PAGES


@pytest.fixture
def outputs(chapter: Page) -> list[list[NotebookNode]]:
    """The outputs of each cell of the chapter."""
    return [cell.outputs for cell in executed(chapter.name).cells]
