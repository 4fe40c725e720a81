"""What the outputs of a chapter depend on: its import closure.

A cell that imports `mathforml.optimize.newton` can change when that module does, or any module
that it imports, directly or not, and in no other way. So these files are part of the name under
which outputs are stored (`store`), and the others are not. Imports are read from the text of the
files, wherever they stand in it. That a run loads nothing else is checked when it ends (`check`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from bookbuild.memo import recall
from bookbuild.paths import CODE
from bookbuild.sources import imports

PACKAGE = "mathforml"
READER = Path(imports.__file__).read_bytes()


@cache
def imported(source: str) -> frozenset[str]:
    """Return what a piece of code may import, from memory when it was read before.

    Raises
    ------
    SyntaxError
        If `source` is not Python.
    """

    def read() -> bytes:
        return json.dumps(sorted(imports.imported(source))).encode()

    return frozenset(json.loads(recall(read, "imports", READER, source)))


@cache
def source_file(module: str, code: Path) -> Path | None:
    """Return the file of a module under the folder `code`, or None when there is none."""
    path = code.joinpath(*module.split("."))
    found = (file for file in (path / "__init__.py", path.with_suffix(".py")) if file.is_file())
    return next(found, None)


def closure(sources: Iterable[str], code: Path = CODE) -> dict[str, Path]:
    """Return the modules of the package that code may import, directly or not, with their files.

    Importing `a.b.c` runs `a` and `a.b` too. Code that is not Python, such as a cell with a line
    for IPython, counts as code that imports the whole package.
    """
    found: dict[str, Path] = {}
    waiting = list(sources)
    while waiting:
        source = waiting.pop()
        try:
            names = imported(source)
        except SyntaxError:
            files = (code / PACKAGE).rglob("*.py")
            return {module_name(file, code): file for file in sorted(files)}
        for name in names:
            parts = name.split(".")
            if parts[0] != PACKAGE:
                continue
            for end in range(1, len(parts) + 1):
                module = ".".join(parts[:end])
                file = source_file(module, code)
                if file and module not in found:
                    found[module] = file
                    waiting.append(file.read_text(encoding="utf-8"))
    return dict(sorted(found.items()))


def allowed(modules: dict[str, Path]) -> set[Path]:
    """Return the files that code with this closure may open: its own, and those of its builder."""
    return {*modules.values(), *(CODE / "bookbuild").rglob("*.py")}


def module_name(file: Path, code: Path) -> str:
    """Return the name by which a file under `code` is imported."""
    return ".".join(file.relative_to(code).with_suffix("").parts).removesuffix(".__init__")


def libraries(sources: Iterable[str], code: Path = CODE) -> set[str]:
    """Return what code imports from elsewhere, directly or through the package."""
    sources = list(sources)
    texts = [file.read_text(encoding="utf-8") for file in closure(sources, code).values()]
    names = set()
    for source in (*sources, *texts):
        try:
            names |= imported(source)
        except SyntaxError:
            continue
    known = sys.stdlib_module_names | {PACKAGE}
    return {name for name in names if name.partition(".")[0] not in known}


def check(loaded: Iterable[str], known: Iterable[str]) -> None:
    """Refuse a run that loaded a module of the package of which its outputs' name does not know.

    Raises
    ------
    ImportError
        If there is one: a change in it would not have run the chapter again.
    """
    unknown = sorted({name for name in loaded if name.partition(".")[0] == PACKAGE} - set(known))
    if unknown:
        raise ImportError(
            f"{', '.join(unknown)} was loaded, but no import statement says so: "
            "import it by its name, so that the chapter runs again when it changes"
        )
