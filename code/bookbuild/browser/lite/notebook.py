"""A chapter's notebook as JupyterLite runs it: with the site's packages, and its charts drawn."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Container, Iterable
from mimetypes import guess_type
from typing import Any

from bookbuild.browser import pyodide
from bookbuild.execution.pictures import VEGALITE

# the newest that JupyterLab draws; startup.py does the same for charts that a reader makes
VEGALITE_OF_JUPYTER = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
KERNEL = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
LOAD = """\
# Loads the packages of this notebook, which come with the site.
%pip install -q {packages}"""
MISSING = """\
# This site was built without some packages of this notebook: cells that need them cannot run here.
raise ModuleNotFoundError(
    "this site has no {packages}. "
    "Download the notebook from the page of the book, and run it in a Jupyter of your own."
)"""
NOTHING = "# Everything that this notebook needs is here."


def first_cell(needed: Iterable[str], available: Container[str]) -> str:
    """Return the code of the cell that loads what a notebook needs, or says what is missing.

    Parameters
    ----------
    needed
        The packages that the notebook needs besides the book's own.
    available
        The packages that the kernel can load from the site.
    """
    names = sorted(needed)
    missing = [name for name in names if pyodide.normalised(name) not in available]
    if missing:
        return MISSING.format(packages=", ".join(missing))
    return LOAD.format(packages=" ".join(names)) if names else NOTHING


def show(cell: dict[str, Any]) -> None:
    """Let JupyterLab show the stored results of a cell."""
    cell["metadata"]["trusted"] = True  # else it shows no drawing
    for output in cell["outputs"]:
        data = output.get("data", {})
        if VEGALITE in data:
            data[VEGALITE_OF_JUPYTER] = {**data.pop(VEGALITE), "$schema": SCHEMA}


def with_pictures(text: str, site: str, read: Callable[[str], bytes]) -> str:
    """Return the text of a cell with the pictures of the site in it, in place of their addresses.

    A copy of the site that is served elsewhere would ask the published one for them; and what is
    attached to a cell in Jupyter's way may not be SVG.

    Parameters
    ----------
    text
        Markdown.
    site
        The address of the published site, with a final slash.
    read
        Returns the content of a picture by its path in the site.
    """

    def data(match: re.Match[str]) -> str:
        content = b64encode(read(match[2])).decode()
        return f"{match[1]}data:{guess_type(match[2])[0]};base64,{content})"

    picture = rf"(!\[(?:[^\]\\]|\\.)*\]\(){re.escape(site)}([^)\s]+)\)"
    return re.sub(picture, data, text)


def lite_notebook(
    notebook: dict[str, Any], install: int, needed: Iterable[str], available: Container[str]
) -> dict[str, Any]:
    """Return a chapter's notebook, which is used up, for JupyterLite.

    `install` is the number of the cell that installs packages elsewhere.
    """
    for number, cell in enumerate(notebook["cells"]):
        if number == install:
            cell["source"] = first_cell(needed, available)
        elif cell["cell_type"] == "code":
            show(cell)
    notebook["metadata"]["kernelspec"] = KERNEL
    return notebook
