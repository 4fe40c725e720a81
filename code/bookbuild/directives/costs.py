"""Tell readers what the book costs to compute, and how fast its code is.

    ```{compute-costs}
    ```

makes a table of the chapters with the CPU time of their cells, as measured when these ran last.

    ```{measurements}
    ```

makes a table of each part of `make bench`, from the file that it wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from statistics import median

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from bookbuild import execution
from bookbuild.execution import store
from bookbuild.paths import BOOK
from bookbuild.sources import chapters

MEASUREMENTS = BOOK / "reference" / "measurements.json"


class compute_costs(nodes.General, nodes.Element):
    """Where the table of the costs comes, which are known when all pages are read."""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> nodes.table:
    """Return a table whose first column is text and whose others are numbers."""
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]
    for kind, lines in ((nodes.thead, [head]), (nodes.tbody, rows)):
        part = kind()
        for line in lines:
            row = nodes.row()
            for i, cell in enumerate(line):
                content = cell if isinstance(cell, nodes.Node) else nodes.Text(str(cell))
                entry = nodes.entry(classes=["text-right"] if i else [])
                entry += nodes.paragraph("", "", content)
                row += entry
            part += row
        group += part
    return nodes.table("", group, classes=["colwidths-auto"])


class ComputeCosts(SphinxDirective):
    """Show what each chapter costs."""

    def run(self) -> list[nodes.Node]:
        pages_with_costs(self.env).add(self.env.docname)
        return [compute_costs()]


class Measurements(SphinxDirective):
    """Show what `make bench` measured."""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(MEASUREMENTS))
        if not MEASUREMENTS.exists():
            command = nodes.literal("", "make bench")
            return [nodes.paragraph("", "", nodes.Text("Nothing was measured yet: see "), command)]
        measured = json.loads(MEASUREMENTS.read_text(encoding="utf-8"))
        shown: list[nodes.Node] = [nodes.paragraph("", measured["machine"])]
        for part in measured["parts"]:
            built = table(part["head"], part["rows"])
            built.insert(0, nodes.title("", part["title"]))
            shown += [nodes.paragraph("", part["note"]), built]
        return shown


def costs() -> dict[str, float]:
    """Return the CPU seconds of every chapter whose cells have run, in reading order."""
    found = {page: store.cost(page, execution.cells_of(page)) for page in chapters.chapters()}
    return {page: seconds for page, seconds in found.items() if seconds is not None}


def pages_with_costs(env: BuildEnvironment) -> set[str]:
    if not hasattr(env, "pages_with_costs"):
        env.pages_with_costs = set()
    return env.pages_with_costs


def follow_costs(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages with the table when a chapter ran again."""
    now, before = costs(), getattr(env, "chapter_costs", None)
    env.chapter_costs = now
    return [] if now == before else sorted(pages_with_costs(env) & env.found_docs)


def fill_costs(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the table in its place."""
    for place in list(doctree.findall(compute_costs)):
        rows = []
        for page, seconds in app.env.chapter_costs.items():
            uri = app.builder.get_relative_uri(docname, page)
            title = app.env.titles[page].astext()
            link = nodes.reference("", title, internal=True, refuri=uri)
            rows.append((link, len(execution.cells_of(page)), f"{seconds:.1f}"))
        middle = median(app.env.chapter_costs.values()) if rows else 0
        rows.append(("half of the chapters cost at most", "", f"{middle:.1f}"))
        place.replace_self(table(("chapter", "cells", "CPU seconds"), rows))


def register(app: Sphinx) -> None:
    app.add_node(compute_costs)
    app.add_directive("compute-costs", ComputeCosts)
    app.add_directive("measurements", Measurements)
