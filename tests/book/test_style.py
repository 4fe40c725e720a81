"""The rules of style that a machine can hold without being a nuisance."""

from __future__ import annotations

import ast
import re
import sys

import pytest

BANNED = re.compile(r"\b(clearly|simply|obviously|easy to see)\b", re.IGNORECASE)
# the end of a sentence of three words or more, and the start of another
TWO_SENTENCES = re.compile(r"(?:[\w,;:'-]+ ){2,}[\w'-]*[a-z]{3}[.?!] +(?=[A-Z][a-z]* )")
NO_END = re.compile(r"\b(approx|etc|Fig|Eq|Sec|Prof|vol|resp)\.|\"[^\"]*\"")

MAX_CELL_LINES = 12
MAX_DRAWING = 0.1
# a line that puts something into a figure: it calls a method of the axes or hands them on
DRAWS = re.compile(r"\bax(es)?(\[[^\]]*\])?\.\w+\(|\(ax\b|\bplt\.(?!show\b|subplots\b)\w+\(")
ALLOWED_IMPORTS = {
    *("mathforml", "numpy", "scipy", "sklearn", "statsmodels", "pandas"),
    *("matplotlib.pyplot", "torch", "tensorflow"),
}


def code_lines(source: str) -> list[str]:
    """Return the lines of code that are neither empty nor a comment."""
    lines = [line.strip() for line in source.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def has_two_sentences(line: str) -> bool:
    """Say whether a line surely holds the end of one sentence and the start of another."""
    return TWO_SENTENCES.search(NO_END.sub("x", line)) is not None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The loss falls at first. Then it stays flat.", True),
        ("  Why does it crawl? The bowl is long and narrow.", True),
        ("- **Anna** uses a single rule, the line. For her it is enough.", True),
        ("Right. The curvature goes the other way.", False),
        ("See Fig. 3 by J. Bernoulli, e.g. Ars Conjectandi.", False),
        ("It holds approx. Newton found it etc. Euler too.", False),
        ('"It trains now, but slowly. We need a bigger machine."', False),
        ("A value of 0.5 is right for this one. ", False),
    ],
)
def test_two_sentences_are_told_from_one(line, expected):
    assert has_two_sentences(line) == expected


def test_one_sentence_per_line(chapter):
    faults = [
        f"{chapter.at(i)}: {line.strip()}"
        for i, line in chapter.prose()
        if has_two_sentences(line)
    ]
    assert not faults, "start a new line after a sentence:\n" + "\n".join(faults)


def test_no_word_that_belittles_the_reader(chapter):
    faults = [
        f"{chapter.at(i)}: '{match[0]}'"
        for i, line in chapter.prose()
        if (match := BANNED.search(line))
    ]
    assert not faults, "\n".join(faults)


def test_cells_are_short(chapter):
    for i, cell in enumerate(chapter.cells):
        length = len(code_lines(cell.source))
        assert length <= MAX_CELL_LINES, (
            f"{chapter.at(cell.metadata.line)}: cell {i} has {length} lines of code, "
            f"the limit is {MAX_CELL_LINES}"
        )


def test_most_code_is_mathematics(chapter):
    lines = [line for cell in chapter.cells for line in code_lines(cell.source)]
    drawing = [line for line in lines if DRAWS.search(line)]
    assert len(drawing) <= MAX_DRAWING * len(lines), (
        f"{chapter.name}: {len(drawing)} of {len(lines)} lines draw, the limit is "
        f"{MAX_DRAWING:.0%}; move a picture into mathforml.figures:\n" + "\n".join(drawing)
    )


def imported(source: str) -> set[str]:
    """Return the modules that code imports, by their full names."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_imports_are_what_a_reader_has(chapter):
    for cell in chapter.cells:
        for name in imported(cell.source):
            top = name.split(".")[0]
            allowed = top in sys.stdlib_module_names or {top, name} & ALLOWED_IMPORTS
            assert allowed, (
                f"{chapter.at(cell.metadata.line)}: a chapter does not import {name}; "
                f"it may import the standard library and {', '.join(sorted(ALLOWED_IMPORTS))}"
            )
