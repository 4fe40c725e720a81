"""The `source` directive: show a function of the package as it is, without its docstring.

    ```{source} mathforml.losses.squared
    :caption: The squared loss in `mathforml`.
    ```

A chapter that has just derived a formula shows the lines that compute it; the docstring, with
shapes and errors, is one link away in the API reference. Several names, separated by spaces, are
shown below each other.
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
    """Return the file of a dotted name and the source of its function or class, without docstring.

    Raises
    ------
    ValueError
        If there is no such module, or no such function or class in it.
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
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == member:
            return path, _without_docstring(text.splitlines(), node)
    raise ValueError(f"source: module {module!r} has no function or class {member!r}")


def _without_docstring(lines: list[str], node: ast.FunctionDef | ast.ClassDef) -> str:
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    kept = lines[first - 1 : node.end_lineno]
    if ast.get_docstring(node) is not None:
        docstring = node.body[0]
        del kept[docstring.lineno - first : docstring.end_lineno - first + 1]
        header = docstring.lineno - first
        while header < len(kept) and not kept[header].strip():
            del kept[header]
    return "\n".join(kept)


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
        block["shows"] = self.arguments[0].split()  # bookbuild.api links back from each of them
        self.set_source_info(block)
        shown = (
            container_wrapper(self, block, self.options["caption"])
            if "caption" in self.options
            else block
        )
        self.add_name(shown)
        return [shown]


def setup(app: Sphinx) -> dict[str, object]:
    app.add_directive("source", SourceDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
