"""The two lengths of every chapter: their limits, and a class path that stands alone.

A chapter that exceeds a limit says so in its front matter, with the number and the reason:

    exceeds:
      words on the path: "1600: two proofs"
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest
import yaml
from bookbuild import execution
from bookbuild.commands.reference import executed, normalised
from bookbuild.execution.forks import Job
from bookbuild.sources import chapters
from bookbuild.sources.lengths import cells_on_path
from support import lengths

DAY = 360  # minutes of teaching
OUTPUT = 44  # characters that a phone shows
LIMITS = {
    "words on the path": 1500,
    "words": 3500,
    "visible cells on the path": 8,
    "visible cells": 16,
    "lines of a cell on the path": 8,
    "lines of a cell": 12,
    "formulas on the path": 3,
    "pictures on the path": 4,  # the explorable is one
    "listings on the path": 1,
    "listings": 4,
    "minutes": 40,
}
REFERENCE = re.compile(r"\{(?:ref|numref|eq|prf:ref)\}`(?:[^`<]*<)?([\w-]+)>?`")
LABEL = re.compile(r"\((?P<target>[\w-]+)\)=|:(?:label|name):\s*(?P<option>\S+)", re.MULTILINE)
TERM = re.compile(r"\{term\}`([^`<]+?)\s*(?:<([^`>]+)>)?`")
GREEK = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "varepsilon",
    "zeta",
    "eta",
    "theta",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "pi",
    "rho",
    "sigma",
    "tau",
    "phi",
    "varphi",
    "chi",
    "psi",
    "omega",
    "Gamma",
    "Delta",
    "Theta",
    "Lambda",
    "Sigma",
    "Phi",
    "Psi",
    "Omega",
]
SYMBOL = re.compile(rf"\\({'|'.join(GREEK)})(?![a-zA-Z])|(?<![\\a-zA-Z])([a-zA-Z])(?![a-zA-Z])")
NO_SYMBOLS = re.compile(r"\\(?:text|mathrm|operatorname|label|begin|end)\*?\s*\{[^}]*\}")

CHAPTERS = [page for page in chapters.chapters() if lengths.stations(page)]
each = pytest.mark.parametrize("page", CHAPTERS)


def measured(page: str) -> dict[str, int]:
    """Return all that has a limit."""
    counted = [item for item in lengths.items(page) if item.counts]
    on_path = [item for item in lengths.items(page) if item.on_path and not item.done]
    found = {}
    for where, some in ((" on the path", on_path), ("", counted)):
        cells = lengths.visible_cells(some)
        found[f"words{where}"] = lengths.words(some)
        found[f"visible cells{where}"] = len(cells)
        found[f"lines of a cell{where}"] = max(
            (len(cell.source.splitlines()) for cell in cells), default=0
        )
        found[f"listings{where}"] = sum(item.name == "source" for item in some)
    found["formulas on the path"] = lengths.formulas(on_path)
    found["pictures on the path"] = lengths.pictures(on_path)
    found["minutes"] = sum(section.minutes for section in lengths.stations(page))
    return found


def exceptions(page: str) -> dict[str, tuple[int, str]]:
    """Return what the front matter of a page allows itself: the number and the reason."""
    front = yaml.safe_load(chapters.read_text(page).split("---\n")[1])
    stated = {}
    for name, text in front.get("exceeds", {}).items():
        number, _, reason = text.partition(":")
        stated[name] = int(number), reason.strip()
    return stated


@each
def test_a_chapter_keeps_to_its_limits(page):
    allowed = exceptions(page)
    found = measured(page)
    for name, (number, reason) in allowed.items():
        assert number > LIMITS[name], f"{name}: needs no exception"
        assert len(reason.split()) >= 4, f"{name}: say why"
    over = {
        name: (value, limit)
        for name, value in found.items()
        if value > (limit := allowed.get(name, (LIMITS[name],))[0])
    }
    assert not over, f"book/{page}.md: found, allowed: {over}"


@each
def test_the_box_at_the_top_says_how_long_the_class_takes(page):
    stated = re.search(r"^Time\n: In class (\d+) minutes", chapters.read_text(page), re.MULTILINE)
    assert stated, "At a glance: expected 'Time' and ': In class N minutes, ...'"
    assert int(stated[1]) == measured(page)["minutes"]


def test_a_day_is_no_longer_than_a_day():
    for day in {page.partition("/")[0] for page in CHAPTERS}:
        pages = [page for page in CHAPTERS if page.startswith(f"{day}/")]
        total = sum(measured(page)["minutes"] for page in pages)
        assert total <= DAY, f"{day}: {total} minutes"


def shown(outputs: list) -> list[str]:
    """Return the outputs of a cell, numbers rounded, without drawings and numbers of cells."""
    found = []
    for output in outputs:
        data = {k: v for k, v in output.get("data", {}).items() if not k.startswith("image/")}
        text = output.get("text", "")
        found.append(json.dumps([normalised(data), normalised(text)], sort_keys=True))
    return found


@each
def test_the_path_runs_alone_and_shows_the_same(page):
    notebook = chapters.parse(chapters.read_text(page), page)
    on_path = cells_on_path(notebook)
    indices = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    numbers = [number for number, index in enumerate(indices) if index in on_path]
    cells, whole = execution.cells_of(page), execution.results_of(page)
    ((_, alone),) = execution.run([Job(page, [cells[number] for number in numbers])])
    assert isinstance(alone, list), alone
    for number, result in zip(numbers, alone, strict=True):
        assert shown(result.outputs) == shown(whole[number].outputs), cells[number].source


@each
def test_printed_lines_fit_on_a_phone(page):
    wide = []
    for cell in executed(page).cells:
        for output in cell.outputs:
            text = output.get("text", "")
            data = output.get("data", {})
            if "text/html" not in data and set(data) == {"text/plain"}:
                text = data["text/plain"]
            if "scrapbook" not in output.get("metadata", {}):
                wide += [line for line in text.splitlines() if len(line) > OUTPUT]
    assert not wide


def labels(found: Iterator[lengths.Item]) -> set[str]:
    """Return the labels that some items set."""
    said = set()
    for item in found:
        said |= {m["target"] or m["option"] for m in LABEL.finditer(item.text)}
        if item.cell is not None:
            said.add(item.cell.metadata.get("mystnb", {}).get("figure", {}).get("name"))
    return said


@each
def test_the_path_refers_to_nothing_that_is_left_out(page):
    """A label above a heading belongs to the section before it, by its place in the source."""
    found = lengths.items(page)
    text = chapters.read_text(page)
    heading_of = dict(re.findall(r"^\(([\w-]+)\)=\n#+ (.+)$", text, re.MULTILINE))
    on_path = {s.title for s in lengths.stations(page)} | {
        text.partition("\n# ")[2].split("\n")[0]
    }
    left_out = labels(item for item in found if not item.on_path) - set(heading_of)
    left_out |= {label for label, title in heading_of.items() if title not in on_path}
    later = {f"ch-{name.rpartition('/')[2]}" for name in CHAPTERS[CHAPTERS.index(page) + 1 :]}
    used = {
        label
        for item in found
        if item.on_path and not item.done
        for label in REFERENCE.findall(item.text)
    }
    assert not used & left_out
    assert not used & later


@cache
def symbols(page: str) -> list[tuple[str, bool]]:
    """Return the symbols of a chapter in their order, each with whether it stands on the path."""
    found = []
    for item in lengths.items(page):
        if item.name in ("cell", "source", "listing"):
            continue
        formulas = re.findall(r"\$\$(.+?)\$\$|\$([^$]+)\$", item.text, re.DOTALL)
        texts = [a or b for a, b in formulas] + ([item.text] if item.name == "math" else [])
        for text in texts:
            plain = NO_SYMBOLS.sub(" ", re.sub(r"^:label:.*$", "", text, flags=re.MULTILINE))
            found += [(a or b, item.on_path) for a, b in SYMBOL.findall(plain)]
    return found


@cache
def known_before(page: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the symbols and terms of the paths of all earlier chapters."""
    earlier = CHAPTERS[: CHAPTERS.index(page)]
    said = {symbol for name in earlier for symbol, on_path in symbols(name) if on_path}
    marked = {term for name in earlier for term, on_path in terms(name) if on_path}
    return frozenset(said), frozenset(marked)


@each
def test_a_symbol_of_the_path_is_introduced_on_it(page):
    first: dict[str, bool] = {}
    for symbol, on_path in symbols(page):
        first.setdefault(symbol, on_path)
    used = {symbol for symbol, on_path in symbols(page) if on_path}
    known, _ = known_before(page)
    assert not {symbol for symbol in used - known if not first[symbol]}


@cache
def terms(page: str) -> list[tuple[str, bool]]:
    """Return the terms that a chapter marks, in their order."""
    return [
        ((shown or term).lower(), item.on_path)
        for item in lengths.items(page)
        for shown, term in TERM.findall(item.text)
        for term in [term or shown]
    ]


@each
def test_a_term_of_the_path_is_introduced_on_it(page):
    first: dict[str, bool] = {}
    for term, on_path in terms(page):
        first.setdefault(term, on_path)
    _, known = known_before(page)
    text = " ".join(lengths.prose(item).lower() for item in lengths.items(page) if item.on_path)
    late = {
        term
        for term, on_path in first.items()
        if not on_path and term not in known and re.search(rf"\b{re.escape(term)}\b", text)
    }
    assert not late
