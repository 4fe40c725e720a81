"""Give myst-nb the outputs of the chapters' cells, which ran before Sphinx started.

myst-nb reads a chapter through `read`, a reader for that page alone, and finds its outputs in
it. Nothing is run while Sphinx builds, unless a page was built by other means than `make book`.
"""

from __future__ import annotations

import json
from pathlib import Path

from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from bookbuild import execution
from bookbuild.execution import closure, store
from bookbuild.execution.kernels import prepare
from bookbuild.execution.pictures import choose_smaller
from bookbuild.sources import chapters


def read(text: str, page: str) -> NotebookNode:
    """Return the text of a chapter as a notebook with its outputs."""
    notebook = chapters.parse(text, page)
    cells = chapters.code_cells(notebook)
    results = store.load(page, chapters.cells(text, page))
    store.fill(cells, results or execution.results_of(page))
    for cell in cells:
        choose_smaller(cell.outputs)
    return notebook


def path_of(app: Sphinx, page: str) -> str:
    return str(Path(app.srcdir, f"{page}.md"))


def choose_readers(app: Sphinx, config: Config) -> None:
    """Let myst-nb read the chapters, and only these, with their outputs."""
    prepare()
    for page in chapters.chapters():
        # myst-nb takes this for a suffix, so it must be the whole path
        config.nb_custom_formats[path_of(app, page)] = [f"{__name__}.read", {"page": page}]


def announce_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    env.pages_to_read = {name: i for i, name in enumerate(sorted(docnames), 1)}


def announce_page(app: Sphinx, docname: str, source: list[str]) -> None:
    """Say which page is read now, and note the modules on which its outputs depend."""
    pages = getattr(app.env, "pages_to_read", {})
    print(f"page {pages.get(docname, '?')} of {len(pages) or '?'}: {docname}", flush=True)
    if path_of(app, docname) in app.config.nb_custom_formats:
        cells = chapters.cells(source[0], docname)
        for file in closure.closure([cell.source for cell in cells]).values():
            app.env.note_dependency(str(file))


def write_summary(app: Sphinx, error: Exception | None) -> None:
    """Leave what ran for the last line of `make book`."""
    if error is not None or app.builder.format != "html":
        return
    summary = {}
    for page in chapters.chapters():
        cells = execution.cells_of(page)
        summary[page] = {"cells": len(cells), "cpu_seconds": store.cost(page, cells)}
    path = Path(app.outdir).parent / "summary.json"
    path.write_text(json.dumps(summary, indent=1), encoding="utf-8")
