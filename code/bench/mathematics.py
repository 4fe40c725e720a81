"""How much of `mathforml` is mathematics: `python -m bench.mathematics`.

Every line counts as one of

docstring
    in the docstring of a module, a class or a function, or below a name that it describes;
blank
    empty, or a comment on a line of its own;
frame
    an import, a signature, a field of a step or a result, a decorator, an `__all__`;
check
    an assignment or a call of a function of `_checks`, an `if` that only raises, a `raise`;
mathematics
    any other statement.

The figures are apart: they draw. The house aims at 16% mathematics.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bookbuild.directives.source import checking_functions, is_check

PACKAGE = Path(__file__).parents[1] / "mathforml"
KINDS = ("docstring", "blank", "frame", "check", "mathematics")


def modules() -> list[Path]:
    """Return the modules of the package without its figures."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return [path for path in paths if "figures" not in path.relative_to(PACKAGE).parts]


def checks(tree: ast.Module, path: Path) -> set[str]:
    """Return the names of functions that only check."""
    if path.name == "_checks.py":
        return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return checking_functions(tree)


def kinds(tree: ast.Module, names: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that is not blank, with its kind."""

    def lines(node: ast.AST, kind: str) -> Iterator[tuple[int, str]]:
        yield from ((line, kind) for line in range(node.lineno, node.end_lineno + 1))

    def walk(node: ast.AST, checking: bool = False) -> Iterator[tuple[int, str]]:
        body = node.body
        if ast.get_docstring(node, clean=False) is not None:
            yield from lines(body[0], "docstring")
            body = body[1:]
        for child in body:
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                first = min([child.lineno, *(d.lineno for d in child.decorator_list)])
                inner = child.body[0]
                yield from ((line, "frame") for line in range(first, inner.lineno))
                yield from walk(child, child.name in names)
            elif isinstance(child, ast.Import | ast.ImportFrom | ast.AnnAssign) or (
                isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) == "__all__"
            ):
                kind = "frame" if isinstance(node, ast.Module | ast.ClassDef) else "mathematics"
                yield from lines(child, kind)
            elif isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                yield from lines(child, "docstring")
            elif checking or is_check(child, names):
                yield from lines(child, "check")
            else:
                yield from statement(child)

    def statement(node: ast.stmt) -> Iterator[tuple[int, str]]:
        yield from lines(node, "mathematics")
        for child in ast.walk(node):
            if child is not node and isinstance(child, ast.stmt) and is_check(child, names):
                yield from lines(child, "check")

    yield from walk(tree)


def count(path: Path) -> Counter[str]:
    """Return the number of lines of each kind in a module."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    found = dict(kinds(tree, checks(tree, path)))
    source = text.splitlines()
    for number, line in enumerate(source, 1):
        code = line.strip()
        if found.get(number) != "docstring" and (not code or code.startswith("#")):
            found[number] = "blank"
    return Counter(found.values())


def main() -> None:
    """Print the share of each kind, by folder and in all."""
    counts = {path: count(path) for path in modules()}
    by_folder: dict[str, Counter[str]] = {}
    for path, found in counts.items():
        by_folder.setdefault(path.relative_to(PACKAGE).parts[0], Counter()).update(found)
    by_folder["all"] = sum(counts.values(), Counter())
    print(f"{'':18}{'lines':>7}" + "".join(f"{kind:>13}" for kind in KINDS))
    for folder, found in by_folder.items():
        shares = "".join(f"{found[kind] / found.total():13.1%}" for kind in KINDS)
        print(f"{folder:18}{found.total():7}{shares}")
    long, mathematics = (
        median(select(found) for found in counts.values())
        for select in (Counter.total, lambda found: found["mathematics"])
    )
    print(f"median module: {long:g} lines, {mathematics:g} of them mathematics")


if __name__ == "__main__":
    main()
