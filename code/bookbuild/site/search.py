"""Search by Pagefind: an index of the built pages, of which a query fetches what it needs.

Sphinx's own index is not made: a page would load all of it, and making it costs time. The page
that shows what is found is `templates/search.html`, its script `frontend/src/search/search.js`.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from bookbuild.paths import FRONTEND
from bookbuild.site.pages import site_pages

FOLDER = "pagefind"
INDEXER = FRONTEND / "tools" / "search.mjs"
# pages that lead to others or hold their source; a reader looks for what they lead to
LISTS = ("404", "genindex", "py-modindex", "search", "_modules")


def replace_index_of_sphinx(app: Sphinx) -> None:
    app.builder.search = False


def collect_search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, object], str]]:
    yield "search", {}, "search.html"


def index_pages(site: Path) -> None:
    """Write the index of all pages that have a text of their own into `site`/pagefind.

    Raises
    ------
    RuntimeError
        When Pagefind fails; the message is its own.
    """
    paths = [path.relative_to(site).as_posix() for path in site_pages(site)]
    pages = [path for path in paths if path.split("/")[0].removesuffix(".html") not in LISTS]
    shutil.rmtree(site / FOLDER, ignore_errors=True)  # of an earlier build
    command = ["node", str(INDEXER), str(site), *pages]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"the pages were not indexed for the search: {done.stderr.strip()}")


def index_site(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        index_pages(Path(app.outdir))
