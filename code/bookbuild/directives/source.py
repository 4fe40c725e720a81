"""The `source` directive: show a function of the package, its body word for word.

    ```{source} mathforml.losses.squared
    :caption: The squared loss in `mathforml`.
    ```

A chapter that has just derived a formula shows the lines that compute it. The docstring and the
types, which the API reference has, are left out. Several names, separated by spaces, are shown
below each other.
"""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.directives.code import container_wrapper
from sphinx.util.docutils import SphinxDirective


def find_source(name: str) -> tuple[Path, str]:
    """Return the file of a function and its source, without docstring and types.

    Raises
    ------
    ValueError
        If there is no such module, or no such function in it.
    """
    module, _, member = name.rpartition(".")
    try:
        spec = find_spec(module) if module else None
    except ModuleNotFoundError:
        spec = None
    if spec is None or spec.origin is None:
        raise ValueError(f"source: there is no module {module!r}")
    path = Path(spec.origin)
    text = path.read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == member:
            return path, f"def {member}({_arguments(node)}):\n{_body(text.splitlines(), node)}"
    raise ValueError(f"source: module {module!r} has no function {member!r}")


def _arguments(node: ast.FunctionDef) -> str:
    """The arguments of a function without their types."""
    arguments = node.args
    for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
        argument.annotation = None
    return ast.unparse(arguments)


def _body(lines: list[str], node: ast.FunctionDef) -> str:
    """The lines of a function below its signature and its docstring."""
    above = node.body[0].end_lineno if ast.get_docstring(node) is not None else None
    first = node.body[0].lineno - 1 if above is None else above
    return "\n".join(lines[first : node.end_lineno])


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
        block["shows"] = self.arguments[
            0
        ].split()  # `api` links back from each of them
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
