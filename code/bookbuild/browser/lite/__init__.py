"""Let readers open the chapters as notebooks in JupyterLite: Jupyter in the browser, at `lite/`.

The site gets

``lite/lab/index.html``, ``lite/notebooks/index.html``
    the application, which does not depend on the text (`application`); with
    ``?path=day1/gradient-descent.ipynb`` it opens a chapter, if that has code cells;
``lite/files``, ``lite/api/contents``
    the notebooks, and the lists of them that the file browser reads (`contents`);
``lite/packages.json``
    the lock from which the kernel takes its packages: those of the code that runs in the pages
    (`bookbuild.browser.live`), and what the kernel is made of (`kernel`).

Python itself is that of the pages, in ``pyodide/``. Nothing comes from another host; a site that
was built without `make wheels` starts the kernel too, and says in the first cell of a notebook
which packages are missing.
"""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from bookbuild.browser import live, pyodide
from bookbuild.browser.lite import contents, kernel
from bookbuild.browser.lite.application import kept_application
from bookbuild.browser.lite.notebook import lite_notebook, with_pictures

FOLDER = "lite"


def add_application(app: Sphinx) -> None:
    """Put JupyterLite into the site, and the lock of the packages that its kernel can load."""
    if app.builder.format != "html":
        return
    site, folder = Path(app.outdir), Path(app.outdir, FOLDER)
    kept = kept_application(app.config.html_title)
    for source in kept.rglob("*"):
        if source.is_file():
            live.link(source, folder / source.relative_to(kept))
    lock = kernel.lock(site / live.FOLDER / "packages.json", kept)
    contents.write(folder / kernel.LOCK, lock)
    app.builder.lite_packages = {pyodide.normalised(name) for name in lock["packages"]}


def read_picture(app: Sphinx, path: str) -> bytes:
    """Return a picture of the site; those of the text are copied when all pages are written."""
    copied = {
        f"{app.builder.imagedir}/{name}": source for source, name in app.builder.images.items()
    }
    source = copied.get(path)
    return Path(app.srcdir, source).read_bytes() if source else Path(app.outdir, path).read_bytes()


def add_notebook(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Write the notebook of a page, if it has one, as JupyterLite runs it."""
    target = Path(app.outdir, FOLDER, contents.FILES, f"{pagename}.ipynb")
    target.unlink(missing_ok=True)  # of when the page had cells
    if "notebook" not in context or "live" not in context:
        return
    notebook, install = deepcopy(context["notebook"])
    cells = context["live"]["cells"]
    needed = {*context["live"]["packages"], *(name for cell in cells for name in cell["cannot"])}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            read = partial(read_picture, app)
            cell.source = with_pictures(cell.source, app.config.html_baseurl, read)
    contents.write(target, lite_notebook(notebook, install, needed, app.builder.lite_packages))


def list_notebooks(app: Sphinx, error: Exception | None) -> None:
    """List the notebooks in the order of the book; remove those of pages that are gone."""
    if error is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir, FOLDER)
    names = [f"{page}.ipynb" for page in contents.reading_order(app.env)]
    there = [name for name in names if (folder / contents.FILES / name).exists()]
    contents.write_listings(folder, there)
