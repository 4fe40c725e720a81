"""Build books of a page or three, with the parts of `bookbuild` under test, in a second."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from bookbuild import extension
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.console import nocolor, strip_colors
from sphinx.util.docutils import docutils_namespace

MYST_EXTENSIONS = [
    *("amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"),
    "smartquotes",
]


ROOMS = {"sources", "execution", "directives", "notebooks", "browser", "site"}


def only(parts: Collection[str]) -> str:
    """Return the name of an extension with these modules of `bookbuild` alone."""
    modules = {f"bookbuild.{part}" for part in parts}
    # a page with code cells is a chapter, and a chapter has addresses, whoever uses it
    modules |= {"bookbuild.notebooks.chapter"} if modules else set()
    part = ModuleType(f"part_{'_'.join(sorted(parts))}".replace(".", "_"))
    part.setup = lambda app: extension.install(app, modules)
    sys.modules[part.__name__] = part
    return part.__name__


class Book:
    """A book that was built: its output, its warnings and its Sphinx application."""

    def __init__(self, app: Sphinx, warnings: str) -> None:
        self.app = app
        self.out = Path(app.outdir)
        self.warnings = [
            line
            for line in strip_colors(warnings).splitlines()
            if line and "isn't included in any toctree" not in line
        ]

    def html(self, page: str = "index") -> BeautifulSoup:
        """Return a built page, parsed."""
        return BeautifulSoup((self.out / f"{page}.html").read_text("utf-8"), "html.parser")


@pytest.fixture(scope="session")
def build_book(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Book]:
    """Return a function that builds a book: `build_book({"index": "# A"}, "directives.quiz")`.

    The first argument maps the names of pages to their MyST text, and of other files, with their
    suffix, to their content. The others name extensions, or modules of `bookbuild` by their room:
    of these, what they declare and the steps that stand in them are in the build. Keywords are
    settings of Sphinx (`conf.py`), and `builder` is its builder. The cells of pages with
    `{code-cell}` do not run unless `nb_execution_mode="force"` is given. Each call builds in a
    fresh folder, or below `folder`, from `folder/book`. Warnings are collected, as
    `path:line: WARNING: text`, and do not stop the build.
    """
    nocolor()

    def build(
        pages: dict[str, str],
        *parts: str,
        builder: str = "html",
        folder: Path | None = None,
        **settings: object,
    ) -> Book:
        folder = folder or tmp_path_factory.mktemp("tiny")
        source = folder / "book"
        for name, text in pages.items():
            path = source / (name if "." in name else f"{name}.md")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        rooms = tuple(part for part in parts if part.partition(".")[0] in ROOMS)
        extensions = [part for part in parts if part not in rooms]
        defaults = {
            "extensions": ["myst_nb", *extensions, only(rooms)],
            "html_theme": "basic",
            "myst_enable_extensions": MYST_EXTENSIONS,
            "nb_execution_mode": "off",
            "nitpicky": True,
            "numfig": True,
        }
        warnings = io.StringIO()

        def results(_: str, page: str) -> nbformat.NotebookNode:
            """Read the cells of a page with the results that myst-nb had for them."""
            return nbformat.read(folder / "jupyter_execute" / f"{page}.ipynb", as_version=4)

        with docutils_namespace(), pytest.MonkeyPatch.context() as patch:
            patch.setattr("bookbuild.notebooks.chapter.read", results)
            app = Sphinx(
                *(source, None, folder / builder, folder / "doctrees", builder),
                confoverrides={**defaults, **settings},
                status=None,
                warning=warnings,
                freshenv=True,
            )
            app.build(force_all=True)
        return Book(app, warnings.getvalue())

    return build


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, since a process takes a whole file (`make test`).

    Those are the files with tests that are marked as slow, and the notebooks; the more the longer.
    """
    slow = Counter(
        item.path
        for item in items
        if item.get_closest_marker("slow") or item.path.suffix == ".ipynb"
    )
    items.sort(key=lambda item: -slow[item.path])
