"""Nothing waits for nobody: a public name is used, or owed to a chapter that is not written yet.

A name is used when a cell of a chapter or a `source` directive names it, or something that is used
does. The column "code" of `book/course/syllabus.csv` names what waits for the chapters of a topic:
modules, or single functions and classes. What those use, they bring along.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import mathforml
import pytest
from bookbuild.execution import cells_of
from bookbuild.paths import BOOK, CODE
from bookbuild.sources.chapters import pages, read_text

PACKAGE = "mathforml"
SOURCE = re.compile(r"^ *`{3,}\{source\} (.+)$", re.MULTILINE)

Definition = ast.FunctionDef | ast.ClassDef


class Debt(NamedTuple):
    """Code that waits for a topic, and the pages that owe the topic."""

    code: str
    topic: str
    owners: list[str]


class Package:
    """What modules define, and which of it names which."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.trees = {module: ast.parse(text) for module, text in texts.items()}
        self.own = {module: definitions(tree, module) for module, tree in self.trees.items()}
        self.passed_on = {module: imported(tree) for module, tree in self.trees.items()}

    def public(self) -> set[str]:
        """Return the functions and classes that a reader may call."""
        return {
            name
            for own in self.own.values()
            for name, node in own.items()
            if isinstance(node, Definition) and "._" not in name
        }

    def real(self, name: str) -> str:
        """Follow a name through packages that pass it on, to where it is defined."""
        module, _, last = name.rpartition(".")
        while module in self.trees and name not in self.own[module]:
            further = self.passed_on[module].get(last, name)
            if further == name:
                break
            name = further
            module, _, last = name.rpartition(".")
        return name

    def named(self, node: ast.AST, names: Mapping[str, str]) -> set[str]:
        """Return the full names of what code names, as `name` or as `module.name`."""
        found = set()
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name | ast.Attribute):
                first, *rest = ast.unparse(inner).split(".")
                if first in names:
                    found.add(self.real(".".join([names[first], *rest])))
        return found

    def reached(self, roots: Iterable[str]) -> set[str]:
        """Return these names and all that they name, directly or not."""
        uses = {}
        for module, own in self.own.items():
            here = {full.rpartition(".")[2]: full for full in own}
            names = self.passed_on[module] | here
            uses |= {full: self.named(node, names) for full, node in own.items()}
        found, waiting = set(), [self.real(root) for root in roots]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += uses.get(name, ())
        return found

    def members(self, name: str) -> set[str]:
        """Return the public names of a module, or the name itself when it is one."""
        return {full for full in self.public() if full == name or full.rpartition(".")[0] == name}


def definitions(tree: ast.Module, module: str) -> dict[str, ast.stmt]:
    """Return the statements of a module that define a name, by their full names."""
    found: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, Definition):
            found[f"{module}.{node.name}"] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                names = (inner for inner in ast.walk(target) if isinstance(inner, ast.Name))
                found |= {f"{module}.{name.id}": node for name in names}
    return found


def imported(tree: ast.Module) -> dict[str, str]:
    """Return what imported names stand for, by their full names."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {
                alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names
            }
        elif isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                found[alias.asname or first] = alias.name if alias.asname else first
    return found


def complaints(
    package: Package, chapters: Mapping[str, str], sources: Iterable[str], debts: Iterable[Debt]
) -> list[str]:
    """Say what waits for nobody, and which debts are none; chapters are their code by page."""
    roots = set(sources)
    for code in chapters.values():
        tree = ast.parse(code)
        roots |= package.named(tree, imported(tree))
    used, found, owed = package.reached(roots), [], set()
    for code, topic, owners in debts:
        members = package.members(code)
        waiting = [name for name in owners if name not in chapters]
        if not members:
            found.append(f"'{topic}' waits for {code}, which does not exist")
        elif members <= used:
            found.append(f"{code} is used: take it out of the row '{topic}'")
        elif not waiting:
            found.append(f"{code}: all chapters of '{topic}' are written, and do not use it")
        else:
            owed |= members
    found += [
        f"{name} is used by no chapter and owed to none: use it, name it in the syllabus, or "
        "remove it"
        for name in sorted(package.public() - used - package.reached(owed))
    ]
    return found


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(CODE).with_suffix("").parts).removesuffix(".__init__")


def debts() -> list[Debt]:
    with (BOOK / "course/syllabus.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Debt(code, row["topic"], row["chapters"].split())
        for row in rows
        for code in row["code"].split()
    ]


def test_everything_is_used_or_owed():
    files = sorted(Path(mathforml.__file__).parent.rglob("*.py"))
    package = Package({module_name(path): path.read_text(encoding="utf-8") for path in files})
    chapters = {page: "\n".join(cell.source for cell in cells_of(page)) for page in pages()}
    sources = " ".join(part for page in pages() for part in SOURCE.findall(read_text(page)))
    found = complaints(package, chapters, sources.split(), debts())
    assert not found, "\n".join(found)


TINY = {
    "mathforml": "",
    "mathforml.figures": "from mathforml.figures.line import line",
    "mathforml.figures.line": "def line(ax): ...",
    "mathforml.norms": (
        "from mathforml._checks import check\n"
        "from mathforml.values import VALUES, unused_value\n"
        "class Norm: ...\n"
        "def norm(x) -> Norm: return VALUES[check(x)]\n"
        "def lonely(x): return norm(x)\n"
        "def _private(x): ...\n"
    ),
    "mathforml.values": (
        "VALUES = {1: lambda x: helped(x)}\ndef helped(x): ...\ndef unused_value(): ...\n"
    ),
    "mathforml._checks": "def check(x): ...\ndef never(x): ...\n",
}
CHAPTER = (
    "from mathforml import figures\n"
    "from mathforml.norms import norm as length\n"
    "figures.line(length([1]))\n"
)


@pytest.mark.parametrize(
    ("chapter", "sources", "waiting"),
    [
        (CHAPTER, [], ["norms.lonely", "values.unused_value"]),
        (CHAPTER, ["mathforml.norms.lonely"], ["values.unused_value"]),
        (CHAPTER + "import mathforml.values as v\nv.unused_value()", [], ["norms.lonely"]),
        (
            "import mathforml.norms\nmathforml.norms.lonely(1)",
            [],
            ["figures.line.line", "values.unused_value"],
        ),
        (
            "from mathforml.norms import norm",  # imported and not used
            [],
            [
                *("figures.line.line", "norms.Norm", "norms.lonely", "norms.norm"),
                *("values.helped", "values.unused_value"),
            ],
        ),
    ],
)
def test_what_waits_for_nobody_is_named(chapter, sources, waiting):
    found = complaints(Package(TINY), {"day1/a": chapter}, sources, [])
    assert [line.partition(" is used by no")[0] for line in found] == [
        f"mathforml.{name}" for name in waiting
    ]


def debts_of(*codes: str) -> list[Debt]:
    return [Debt(code, "Norms", ["day1/a", "day2/b"]) for code in codes]


def test_what_a_chapter_to_come_owes_may_wait():
    owed = debts_of("mathforml.norms", "mathforml.values.unused_value")
    assert complaints(Package(TINY), {"day1/a": CHAPTER}, [], owed) == []


@pytest.mark.parametrize(
    ("chapters", "code", "message"),
    [
        (["day1/a"], "mathforml.norms.norm", "norms.norm is used: take it out of the row 'Norms'"),
        (["day1/a"], "mathforml.angles", "waits for mathforml.angles, which does not exist"),
        (["day1/a", "day2/b"], "mathforml.norms.lonely", "are written, and do not use it"),
    ],
)
def test_a_debt_that_is_none_is_named(chapters, code, message):
    found = complaints(Package(TINY), dict.fromkeys(chapters, CHAPTER), [], debts_of(code))
    assert any(message in line for line in found)
