"""Put the drawings for phones beside the figures of a chapter; `images` lets a page choose."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from bookbuild.execution.pictures import as_picture
from bookbuild.notebooks.chapter import is_code_cell
from bookbuild.site.images import narrow_paths


def write_narrow_figures(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Write the drawings of a chapter for phones, each named by the figure that it stands for."""
    chapter = context.get("chapter")
    if chapter is None:
        return
    narrow = {cell.index: cell.narrow for cell in chapter.cells if cell.narrow}
    for container in filter(is_code_cell, doctree.findall(nodes.container)):
        figures = container.findall(nodes.image)
        for image, svg in zip(figures, narrow.get(container["cell_index"], ()), strict=False):
            if svg is not None:
                shown = Path(app.outdir, app.builder.imagedir, Path(image["uri"]).name)
                picture = as_picture(svg)
                as_svg, as_png = narrow_paths(shown)
                target = as_png if picture else as_svg
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)  # the last build has the same: see commands.build
                target.write_bytes(picture or svg.encode())
