"""The `matrix-explorer` directive: a 2x2 matrix as a picture that a reader can drag.

    ```{matrix-explorer}
    :name: fig-stretch
    :matrix: 2 1; 0 1

    The caption: what to do with it, and what to look for.
    ```

It shows a grid and its image, the images of the unit vectors and of the unit square, the
determinant, the rank and the NumPy line of the matrix; `matrix_drawing` writes it.
Notebooks get the picture of the matrix that it starts with, builders other than HTML a sentence.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from bookbuild.directives.matrix_drawing import (
    LIMIT,
    Matrix,
    figure_html,
    in_words,
    shown,
    standalone,
)

FOLDER = "_charts"  # of the pictures in the site, with those of the charts
ENTRY = re.compile(r"-?\d+(\.\d{1,4})?")


class matrix_explorer(nodes.General, nodes.Element):
    """The figure of a matrix: attribute `matrix` has its four entries, row by row."""


def parse_matrix(text: str) -> Matrix:
    """Read a matrix as NumPy writes it in one line, `2 1; 0 1`.

    Raises
    ------
    ValueError
        If it has not two rows of two numbers from -3 to 3 with at most four decimals.
    """
    rows = [row.split() for row in text.split(";")]
    if [len(row) for row in rows] != [2, 2]:
        raise ValueError(f"the matrix is {text!r}: expected two rows of two, such as '2 1; 0 1'")
    entries = [entry for row in rows for entry in row]
    for entry in entries:
        if not ENTRY.fullmatch(entry) or abs(float(entry)) > LIMIT:
            raise ValueError(
                f"the matrix has the entry {entry!r}: expected a number from -{LIMIT} to {LIMIT} "
                "with at most four decimals"
            )
    return tuple(map(float, entries))


def picture(matrix: Matrix) -> tuple[str, str]:
    """Return the picture for notebooks: its path in the site, and the SVG."""
    svg = standalone(matrix)
    return f"{FOLDER}/{hashlib.sha256(svg.encode()).hexdigest()[:16]}.svg", svg


class MatrixExplorer(SphinxDirective):
    """A figure of a matrix; its content is the caption."""

    has_content = True
    option_spec: ClassVar = {
        "name": directives.unchanged_required,
        "matrix": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        for option in self.option_spec:
            if option not in self.options:
                raise self.error(f"matrix-explorer has no :{option}:")
        try:
            matrix = parse_matrix(self.options["matrix"])
        except ValueError as error:
            raise self.error(f"matrix-explorer: {error}") from error
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        if len(body) != 1 or not isinstance(body[0], nodes.paragraph):
            raise self.error("matrix-explorer: expected one paragraph, its caption")
        figure = nodes.figure("", matrix_explorer(matrix=matrix))
        figure += nodes.caption(body[0].rawsource, "", *body[0].children)
        self.set_source_info(figure)
        self.add_name(figure)
        return [figure]


def visit_matrix_explorer(translator, node: matrix_explorer) -> None:
    """Write the figure in its place, and its picture for notebooks."""
    name, svg = picture(node["matrix"])
    target = Path(translator.builder.outdir, name)
    target.parent.mkdir(exist_ok=True)
    target.write_text(svg, encoding="utf-8", newline="\n")
    address = relative_uri(translator.builder.current_docname, name)
    translator.body.append(figure_html(node["matrix"], address))
    raise nodes.SkipNode


class DescribeMatrices(SphinxPostTransform):
    """Say what a figure shows for builders that know no SVG in a page."""

    default_priority = 400

    def run(self, **kwargs: object) -> None:
        if self.app.builder.format == "html":
            return
        for node in list(self.document.findall(matrix_explorer)):
            words = in_words(node["matrix"], shown(node["matrix"]))
            node.replace_self(nodes.paragraph("", words))


def register(app: Sphinx) -> None:
    app.add_node(matrix_explorer, html=(visit_matrix_explorer, None))
    app.add_directive("matrix-explorer", MatrixExplorer)
