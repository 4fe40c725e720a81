"""The `source` directive: show a function of the package, its mathematics word for word.

    ```{source} mathforml.losses.squared
    :caption: The squared loss in `mathforml`.
    ```

A chapter that has just derived a formula shows the lines that compute it. The docstring and the
types, which the API reference has, are left out. So are the checks of its arguments: a comment
stands where the first of them was. Several names, separated by spaces, are shown below each other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.directives.code import container_wrapper
from sphinx.util.docutils import SphinxDirective

CHECKS = "mathforml._checks"
CHECKED = "# the arguments are checked here"


def find_source(name: str) -> tuple[Path, str]:
    """Return the file of a function and its source, without docstring, types and checks.

    Raises
    ------
    ValueError
        If the name is private, or there is no such module, or no such function in it.
    """
    module, _, member = name.rpartition(".")
    if any(part.startswith("_") for part in name.split(".")):
        raise ValueError(f"source: {name} is private: show what a reader can call")
    try:
        spec = find_spec(module) if module else None
    except ModuleNotFoundError:
        spec = None
    if spec is None or spec.origin is None:
        raise ValueError(f"source: there is no module {module!r}")
    path = Path(spec.origin)
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == member:
            body = _body(text.splitlines(), node, checking_functions(tree))
            return path, f"def {member}({_arguments(node)}):\n{body}"
    raise ValueError(f"source: module {module!r} has no function {member!r}")


def checking_functions(tree: ast.Module) -> set[str]:
    """Return the functions that only check: those of `_checks`, and the module's own `_check...`.

    `_require...` is one too.
    """
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == CHECKS
        for alias in node.names
    }
    return imported | {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith(("_check", "_require"))
    }


def is_check(node: ast.stmt, checks: set[str]) -> bool:
    """Tell whether a statement checks arguments by these functions and does nothing else."""

    def calls_check(value: ast.expr) -> bool:
        return (
            isinstance(value, ast.Call)
            and isinstance(value.func, ast.Name)
            and value.func.id in checks
        )

    match node:
        case ast.Raise():
            return True
        case ast.If(body=body, orelse=[]):
            return all(is_check(child, checks) for child in body)
        case ast.Expr(value):
            return calls_check(value)
        case ast.Assign(value=value):
            values = value.elts if isinstance(value, ast.Tuple) else [value]
            return all(map(calls_check, values))
    return False


def _arguments(node: ast.FunctionDef) -> str:
    """The arguments of a function without their types."""
    arguments = node.args
    for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
        argument.annotation = None
    return ast.unparse(arguments)


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    """The statements of a function at any depth of it, in the order of the text."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        yield from _statements(child)


def _body(lines: list[str], node: ast.FunctionDef, checks: set[str]) -> str:
    """The lines of a function below its signature and its docstring, without types and checks."""
    above = node.body[0].end_lineno if ast.get_docstring(node) is not None else None
    first = node.body[0].lineno - 1 if above is None else above
    shown = dict(enumerate(lines[first : node.end_lineno], first + 1))
    said = False

    def replace(start: int, end: int, line: str) -> None:
        for number in range(start, end):
            del shown[number]
        if line:
            shown[start] = line

    for statement in _statements(node):
        indent = " " * statement.col_offset
        if statement.lineno not in shown:
            continue
        if is_check(statement, checks):
            replace(statement.lineno, statement.end_lineno + 1, "" if said else indent + CHECKED)
            said = True
        elif isinstance(statement, ast.FunctionDef):
            signature = f"{indent}def {statement.name}({_arguments(statement)}):"
            replace(statement.lineno, statement.body[0].lineno, signature)
    return "\n".join(shown[number] for number in sorted(shown))


class SourceDirective(SphinxDirective):
    """Show functions of the package by their dotted names."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {  # noqa: RUF012  docutils reads a plain dictionary
        "caption": directives.unchanged_required,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        parts = []
        for name in self.arguments[0].split():
            try:
                path, text = find_source(name)
            except ValueError as error:
                raise self.error(str(error)) from error
            self.env.note_dependency(str(path))
            parts.append(text)
        code = "\n\n\n".join(parts)
        block = nodes.literal_block(code, code, language="python")
        block["classes"].append("package-source")
        block["shows"] = self.arguments[0].split()  # `api` links back from each of them
        self.set_source_info(block)
        shown = (
            container_wrapper(self, block, self.options["caption"])
            if "caption" in self.options
            else block
        )
        self.add_name(shown)
        return [shown]


def register(app: Sphinx) -> None:
    app.add_directive("source", SourceDirective)
