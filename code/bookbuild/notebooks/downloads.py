"""Offer every page with code cells as two notebooks, and the package that they need as a wheel.

For a page ``day1/gradient-descent`` the site gets

``downloads/day1/gradient-descent.ipynb``
    the text and the cells with their results;
``downloads/day1/gradient-descent-path.ipynb``
    the class path of that, for who missed the class;
``downloads/day1/gradient-descent-class.ipynb``
    the class path without results, solutions and the answers of quizzes;
``wheels/mathforml-<version>-py3-none-any.whl``
    the package with which the chapters were run, for the first cell of the notebooks.

The page's header offers them in a menu (`templates/article-header-buttons.html`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from urllib.parse import urljoin

import nbformat
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from bookbuild.directives.lengths import station
from bookbuild.execution.pictures import add_pictures
from bookbuild.notebooks.compose import compose
from bookbuild.notebooks.markdown import Page

logger = logging.getLogger(__name__)


class Version(NamedTuple):
    """What the menu says, how the file's name ends, whether there are answers and all sections."""

    text: str
    suffix: str
    answers: bool
    whole: bool


VERSIONS = (
    Version("Notebook with results", "", True, True),
    Version("Class path with results", "-path", True, False),
    Version("Notebook for class (no answers)", "-class", False, False),
)


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


def write_notebooks(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Write the notebooks of a chapter and tell the template of its page of them."""
    chapter = context.get("chapter")
    if chapter is None:
        return
    for cell in chapter.cells:
        add_pictures(cell.outputs)
    has_path = any(doctree.findall(station))
    site, builder = app.config.html_baseurl, app.builder
    page = Page(pagename, site, urljoin(site, builder.get_target_uri(pagename)), numbers(builder))
    try:
        notebooks = {
            version: compose(
                chapter,
                page._replace(answers=version.answers, whole=version.whole or not has_path),
                app.config.html_title,
                builder.wheel_address,
            )
            for version in VERSIONS
            if has_path or version.whole or not version.answers
        }
    except ValueError as error:
        logger.warning(
            "no notebook of %s: %s", pagename, error, location=pagename, type="notebooks"
        )
        return
    context["notebooks"] = []
    context["notebook"] = notebooks[VERSIONS[0]]  # for JupyterLite
    for version, (notebook, _) in notebooks.items():
        nbformat.validate(notebook)
        path = f"downloads/{pagename}{version.suffix}.ipynb"
        target = Path(app.outdir, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # the last build has the same file: see commands.build
        # not nbformat.write, which would validate it once more
        target.write_text(nbformat.v4.writes(notebook) + "\n", encoding="utf-8")
        context["notebooks"].append({"text": version.text, "url": context["pathto"](path, 1)})
