"""Nothing waits for nobody: a public name is used, or owed to a chapter that is not written yet.

A name is used when a cell of a chapter or a `source` directive uses it, or something that is used.
A private module stands on its own: what it holds is no part of the package's promise. The column
"code" of `book/course/syllabus.csv` says which modules wait for the chapters of a topic.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import mathforml
from bookbuild.paths import BOOK

CODE = Path(mathforml.__file__).parents[1]
SOURCE = re.compile(r"^ *`{3,}\{source\} (.+)$", re.MULTILINE)
SYLLABUS = BOOK / "course" / "syllabus.csv"

Definition = ast.FunctionDef | ast.ClassDef


def module_name(path: Path, code: Path) -> str:
    return ".".join(path.relative_to(code).with_suffix("").parts).removesuffix(".__init__")


class Package:
    """What the modules of a package define, and which of it uses which."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.trees = {module: ast.parse(text) for module, text in texts.items()}

    def names(self, tree: ast.Module) -> dict[str, str]:
        """Return what the names of a module or a cell stand for, by their full names."""
        found = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                found |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
            elif isinstance(node, ast.Import):
                found |= {a.asname: a.name for a in node.names if a.asname}
        return found

    def definitions(self, module: str) -> dict[str, ast.stmt]:
        """Return the statements of a module that give a name, by their full names."""
        found = {}
        for node in self.trees[module].body:
            if isinstance(node, Definition):
                found[f"{module}.{node.name}"] = node
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in ast.walk(ast.Tuple(targets, ast.Store())):
                    if isinstance(target, ast.Name):
                        found[f"{module}.{target.id}"] = node
        return found

    def public(self) -> set[str]:
        """Return the functions and classes that a reader may call."""
        return {
            name
            for module in self.trees
            for name, node in self.definitions(module).items()
            if isinstance(node, Definition) and not re.search(r"\._", name)
        }

    def real(self, name: str) -> str:
        """Follow a name through the packages that pass it on to where it is defined."""
        module, _, last = name.rpartition(".")
        while module in self.trees and name not in self.definitions(module):
            passed = self.names(self.trees[module]).get(last)
            if passed is None or passed == name:
                break
            name = passed
            module, _, last = name.rpartition(".")
        return name

    def mentioned(self, node: ast.AST, names: dict[str, str]) -> set[str]:
        """Return the full names that a piece of code mentions, as `name` or as `module.name`."""
        found = set()
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and inner.id in names:
                found.add(self.real(names[inner.id]))
            elif isinstance(inner, ast.Attribute):
                first, _, rest = ast.unparse(inner).partition(".")
                full = f"{names.get(first, first)}.{rest}"
                if full.startswith("mathforml."):
                    found.add(self.real(full))
        return found

    def used(self, roots: Iterable[str]) -> set[str]:
        """Return all that what is named there uses, directly or not, itself included."""
        uses = {}
        for module, tree in self.trees.items():
            own = self.definitions(module)
            names = self.names(tree) | {full.rpartition(".")[2]: full for full in own}
            uses |= {full: self.mentioned(node, names) for full, node in own.items()}
        found, waiting = set(), list(roots)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += uses.get(name, ())
        return found
