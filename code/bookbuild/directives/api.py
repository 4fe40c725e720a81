"""The API reference: the package's docstrings as pages, tied to the chapters that show the code.

    ```{api} linalg calculus
    ```

writes a section for each public module in those parts of the package, so that a new module or
function needs no line in the book. Whatever a chapter shows by `source` gets a link from its place
in the reference back to that chapter.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

PACKAGE = "mathforml"


def public_modules(name: str) -> list[ModuleType]:
    """Return the module or package `name` and every public module in it, by name."""
    module = importlib.import_module(name)
    found = [module]
    for inner in pkgutil.iter_modules(getattr(module, "__path__", [])):
        if not inner.name.startswith("_"):
            found += public_modules(f"{name}.{inner.name}")
    return found


class Api(SphinxDirective):
    """Write the reference of the named parts of the package."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        lines = []
        for part in self.arguments[0].split():
            try:
                modules = public_modules(f"{PACKAGE}.{part}")
            except ImportError as error:
                raise self.error(f"cannot import '{part}' from {PACKAGE}: {error}") from error
            for module in modules:
                self.env.note_dependency(module.__file__)
                lines += [f"## `{module.__name__}`", "```{eval-rst}"]
                lines += [f".. automodule:: {module.__name__}"]
                # a package only gathers names, which are documented where they are defined
                lines += [] if hasattr(module, "__path__") else ["   :members:"]
                lines += ["```", ""]
        sections = nodes.Element()
        self.state.nested_parse(
            StringList(lines), self.content_offset, sections, match_titles=True
        )
        return sections.children


def remember_shown_code(app: Sphinx, doctree: nodes.document) -> None:
    """Note in which section of which page each function is shown."""
    for node in doctree.findall(lambda node: isinstance(node, nodes.Element) and "shows" in node):
        section = node.parent
        while not isinstance(section, nodes.section):
            section = section.parent
        for name in node["shows"]:
            # what computes may stand in `_name`, behind the checks of a public `name`
            public = name.replace("._", ".")
            places(app.env).setdefault(public, []).append((app.env.docname, section["ids"][0]))


def places(env: BuildEnvironment) -> dict[str, list[tuple[str, str]]]:
    """Return where each function is shown, as {full name: [(page, anchor), ...]}."""
    if not hasattr(env, "shown_code"):
        env.shown_code = {}
    return env.shown_code


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    for name, found in places(env).items():
        places(env)[name] = [place for place in found if place[0] != docname]


def link_back(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add to each documented function where the book derives it."""
    for signature in doctree.findall(addnodes.desc_signature):
        for name in signature["ids"]:
            for page, anchor in places(app.env).get(name, []):
                title = app.env.titles[page].astext()
                uri = f"{app.builder.get_relative_uri(docname, page)}#{anchor}"
                link = nodes.reference("", title, internal=True, refuri=uri)
                where = nodes.paragraph("", "", nodes.Text("Derived in "), link, nodes.Text("."))
                signature.parent[-1].insert(1, where)  # after the line that says what it is


def skip_what_others_wrote(app, kind, name, value, skip, options) -> bool | None:
    """Leave out the methods that scikit-learn gives a class."""
    theirs = (getattr(value, "__module__", None) or "").startswith("sklearn.")
    return True if theirs else None


def keep_sections_out(app, kind, name, value, options, lines: list[str]) -> None:
    """Make the headings in a module's docstring rubrics: sections would repeat on one page."""
    if kind == "module":
        for i in range(len(lines) - 1, 0, -1):
            if lines[i] and not lines[i].strip("-"):
                lines[i - 1 : i + 1] = [f".. rubric:: {lines[i - 1]}", ""]


def register(app: Sphinx) -> None:
    app.add_directive("api", Api)
