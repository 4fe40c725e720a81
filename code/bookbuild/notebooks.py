"""Offer every page with code cells as two notebooks, and the package that they need as a wheel.

For a page ``day1/gradient-descent`` the site gets

``downloads/day1/gradient-descent.ipynb``
    the text and the cells with their results;
``downloads/day1/gradient-descent-class.ipynb``
    the same without results, solutions and the answers of quizzes;
``wheels/mathforml-<version>-py3-none-any.whl``
    the package with which the chapters were run, for the first cell of the notebooks.

The page's header offers them in a menu (`templates/article-header-buttons.html`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin

import nbformat
from docutils import nodes
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from bookbuild.chapter_notebook import chapter_notebook
from bookbuild.markdown import Page
from bookbuild.pictures import add_pictures
from bookbuild.wheel import build_wheel

logger = logging.getLogger(__name__)

VERSIONS = (  # what the menu says, the end of the file's name, with answers
    ("Notebook with results", "", True),
    ("Notebook for class (no answers)", "-class", False),
)


def add_wheel(app: Sphinx) -> None:
    """Put the package into the site."""
    if app.builder.format == "html":
        wheel = app.builder.wheel = build_wheel(Path(app.outdir) / "wheels")
        # without a hash: a notebook that was saved long ago installs the package as it is now
        app.builder.wheel_address = urljoin(app.config.html_baseurl, f"wheels/{wheel.name}")


def executed_cells(app: Sphinx, pagename: str) -> NotebookNode | None:
    """Return the cells of a page with their outputs, or None for a page without code cells."""
    path = Path(app.env.mystnb_config.output_folder, f"{pagename}.ipynb")
    # a file may be left from when the page had cells
    if "kernelspec" not in app.env.metadata[pagename] or not path.exists():
        return None
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        add_pictures(cell)
    return notebook if any(cell.cell_type == "code" for cell in notebook.cells) else None


def numbers(builder: StandaloneHTMLBuilder) -> Callable[[nodes.Element], str]:
    """Return the function that numbers a node as the page does that is being written now."""

    def number(node: nodes.Element) -> str:
        anchor = node["ids"][0] if node["ids"] else ""
        if isinstance(node, nodes.section):
            numbered = builder.secnumbers.get(f"#{anchor}", ())
            if isinstance(node.parent, nodes.document):
                numbered = builder.secnumbers.get("", ())
            # sections below the depth of the table of contents have None
            return ".".join(map(str, numbered or ()))
        if isinstance(node, nodes.math_block):
            return (
                get_node_equation_number(
                    SimpleNamespace(builder=builder, config=builder.config), node
                )
                if node.get("label")
                else ""
            )
        kind = builder.env.get_domain("std").get_enumerable_node_type(node)
        numbered = builder.fignumbers.get(kind, {}).get(anchor)
        return (
            builder.config.numfig_format[kind] % ".".join(map(str, numbered)) if numbered else ""
        )

    return number


def offer_notebooks(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Write the notebooks of a page and tell its template of them."""
    if doctree is None:
        return
    site, builder = app.config.html_baseurl, app.builder
    page = Page(pagename, site, urljoin(site, builder.get_target_uri(pagename)), numbers(builder))
    book, wheel = app.config.html_title, builder.wheel_address
    try:
        executed = executed_cells(app, pagename)
        if executed is None:
            return
        notebooks = [
            (
                text,
                suffix,
                chapter_notebook(doctree, executed, page._replace(answers=answers), book, wheel),
            )
            for text, suffix, answers in VERSIONS
        ]
    except ValueError as error:
        logger.warning(
            "no notebook of %s: %s", pagename, error, location=pagename, type="notebooks"
        )
        return
    context["notebooks"] = []
    for text, suffix, notebook in notebooks:
        nbformat.validate(notebook)
        path = f"downloads/{pagename}{suffix}.ipynb"
        target = Path(app.outdir, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # the last build has the same file: see bookbuild.build
        # not nbformat.write, which would validate it once more
        target.write_text(nbformat.v4.writes(notebook) + "\n", encoding="utf-8")
        context["notebooks"].append({"text": text, "url": context["pathto"](path, 1)})


def setup(app: Sphinx) -> dict[str, object]:
    app.setup_extension("bookbuild.addresses")
    app.config.templates_path.insert(0, str(Path(__file__).parent / "templates"))
    app.connect("builder-inited", add_wheel)
    app.connect("html-page-context", offer_notebooks, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
