"""What a cell needs to run outside the book: no glue, and its packages installed."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import distribution, packages_distributions, requires
from typing import Any

from bookbuild.memo import recall
from bookbuild.paths import CODE
from bookbuild.sources.imports import imported, without_magics

INSTALL = """\
# Installs the packages of this notebook where they are missing; does nothing where they are not.
from importlib.util import find_spec

if not all(map(find_spec, {modules})):
    %pip install -q {requirements}"""


def _is_glue(statement: ast.stmt) -> bool:
    """Tell whether a statement does nothing but hand values to the book's text."""
    match statement:
        case ast.ImportFrom(module="myst_nb"):
            return True
        case ast.Expr(ast.Call(ast.Name("glue") | ast.Attribute(attr="glue"))):
            return True
        case ast.For(body=body):
            return all(map(_is_glue, body))
    return False


def without_glue(source: str) -> str:
    """Return a cell's code without the statements that only hand values to the book's text.

    Raises
    ------
    ValueError
        If what is left needs `myst_nb`, which builds the book: it would not run elsewhere.
    """
    if "glue" not in source:
        return source.strip()
    lines = source.splitlines()
    for statement in filter(_is_glue, ast.parse(without_magics(source)).body):
        for number in range(statement.lineno - 1, statement.end_lineno):
            lines[number] = None
    rest = "\n".join(line for line in lines if line is not None).strip()
    if "myst_nb" in rest:
        raise ValueError(
            f"import glue by a statement of its own: from myst_nb import glue\n{rest}"
        )
    return rest


def _normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _recall_installed(look: Callable[[], object], what: str) -> Any:
    """Return what `look` finds among the installed packages, whose files take long to go over."""
    surroundings = (sys.version, sys.prefix, *requires("mathforml"))
    lock = (CODE / "requirements.txt").read_bytes()
    return json.loads(recall(lambda: json.dumps(look()).encode(), what, *surroundings, lock))


@cache
def _come_along() -> set[str]:
    """Return the modules that an installed `mathforml` brings along, and those of IPython."""

    def look() -> list[str]:
        names = [re.match(r"[\w.-]+", line)[0] for line in requires("mathforml")]
        found = set()
        for name in (*names, "ipython"):
            found |= {file.parts[0].removesuffix(".py") for file in distribution(name).files}
        return sorted(found)

    return set(_recall_installed(look, "modules of mathforml"))


@cache
def _providers() -> dict[str, list[str]]:
    """Return which distributions provide each installed module."""
    return _recall_installed(packages_distributions, "distributions")


def distributions(sources: Iterable[str]) -> dict[str, str]:
    """Return what cells import and `mathforml` does not bring along, as module and distribution.

    Raises
    ------
    ValueError
        If a module is imported that no installed distribution provides.
    """
    names = {name for source in sources for name in imported(without_magics(source))}
    modules = {name.partition(".")[0] for name in names}
    found = {}
    for module in sorted(modules - sys.stdlib_module_names - {"mathforml"} - _come_along()):
        providers = _providers().get(module)
        if providers is None:
            raise ValueError(
                f"the module {module!r} is imported, but nothing installed provides it"
            )
        found[module] = min(map(_normalised, providers))
    return found


def install_cell(sources: Iterable[str], wheel: str) -> str:
    """Return the code of the cell that installs what a notebook needs and does not find.

    Parameters
    ----------
    sources : iterable of str
        The code of the notebook's cells.
    wheel : str
        Address of the wheel of `mathforml`; its fragment is the hash that pip checks.
    """
    extra = distributions(sources)
    requirements = " ".join([f'"mathforml @ {wheel}"', *extra.values()])
    return INSTALL.format(modules=json.dumps(["mathforml", *extra]), requirements=requirements)
