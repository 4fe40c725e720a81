"""What a piece of code imports: one answer for builds, notebooks and readers' browsers.

Pyodide runs this file too (`frontend/src/live`), so it needs nothing but Python's own library.
"""

from __future__ import annotations

import ast
import re


def without_magics(source: str) -> str:
    """Return a cell in which lines for IPython, such as `%pip`, do nothing."""
    return re.sub(r"^(\s*)[%!].*", r"\1pass", source, flags=re.MULTILINE)


def imported(source: str, tried: bool = True) -> set[str]:
    """Return the full names that code may import, at any depth of it.

    `from a import b` gives both `a` and `a.b`, since `b` may be a module. Relative imports give
    nothing. With ``tried=False``, neither does what stands in the body of a `try`: the code can do
    without.

    Raises
    ------
    SyntaxError
        If `source` is not Python.
    """
    names: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        left_out = node.body if isinstance(node, ast.Try) and not tried else ()
        waiting += (child for child in ast.iter_child_nodes(node) if child not in left_out)
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names
