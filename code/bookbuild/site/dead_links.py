"""Refuse a link inside the site that leads nowhere, also one written as raw HTML.

Sphinx checks the references that it resolves itself. This looks at what a browser will meet: the
built pages. Every `href`, `src`, `srcset`, `poster`, `data` and `action`, the `data-vega` of a
chart and the `data-picture` of a matrix must name a file of the site, and every fragment an id on
the page it points to. Links to other sites are not followed. Pictures, charts and notebooks to
which no page leads any more are removed.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from sphinx.application import Sphinx
from sphinx.util import logging

from bookbuild.memo import recall
from bookbuild.site.pages import site_pages

logger = logging.getLogger(__name__)

ADDRESSES = {"href", "src", "poster", "data", "action", "data-vega", "data-picture"}
MADE_BY_CELLS = ("_images", "_charts", "downloads")  # folders of the site
# tags with nothing that is looked at here: nine tenths of a page, in its formulas and listings
IDLE = re.compile(
    r"</?(?!a\b|script\b|style\b|title\b|textarea\b)[a-z][a-z0-9]*"
    r'(?: (?:class|style|aria-hidden)="[^"<>]*")*>'
)


class Link(NamedTuple):
    """A link as a page writes it: its address, and the words that a reader clicks on."""

    address: str
    text: str


class Page(NamedTuple):
    """The ids and the links of one built page."""

    ids: set[str]
    links: list[Link]

    @classmethod
    def of(cls, html: str) -> Page:
        """Read a page."""
        parser = Parser()
        parser.feed(IDLE.sub("", html))
        parser.close()
        return cls(parser.ids, parser.links)

    @classmethod
    def at(cls, path: Path) -> Page:
        """Read the page in a file, from memory when the same page was read before."""
        html = path.read_text(encoding="utf-8")

        def read() -> bytes:
            page = cls.of(html)
            return json.dumps((sorted(page.ids), page.links)).encode()

        ids, links = json.loads(recall(read, "links", Path(__file__).read_bytes(), html))
        return cls(set(ids), [Link(*link) for link in links])


class Parser(HTMLParser):
    """Collects the ids and the links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[Link] = []
        self._clicked: list[str] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids.update(values[name] for name in ("id", "name") if name in values)
        addresses = [values[name] for name in sorted(ADDRESSES & values.keys())]
        addresses += [
            part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()
        ]
        if tag == "a":
            self._clicked, self._words = addresses, []
        else:
            self.links += [Link(address, values.get("alt", "")) for address in addresses]

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            text = " ".join("".join(self._words).split())
            self.links += [Link(address, text) for address in self._clicked]
            self._clicked = []


class Site:
    """The files of a built site and where its pages point."""

    def __init__(self, root: Path, address: str = "") -> None:
        self.root = root.resolve()
        self.address = urlsplit(address)
        self.page = cache(Page.at)
        self.file = cache(self._file)
        self.reached: set[Path] = set()  # the files to which the addresses so far lead

    def pages(self) -> list[Path]:
        """Return every page that a reader can open."""
        return site_pages(self.root)

    def fault(self, page: Path, address: str) -> str | None:
        """Say what is wrong with an address on a page, or return None when it leads somewhere."""
        target = urlsplit(address)
        if target.scheme or target.netloc:
            home = (self.address.scheme, self.address.netloc)
            if (target.scheme or home[0], target.netloc) != home or not self.address.netloc:
                return None
        path = target.path
        if path.startswith("/"):  # from the root of the host, where the site has a folder
            folder = self.address.path or "/"
            if not path.startswith(folder):
                return None if target.netloc else f"it lies outside the site's folder {folder}"
            place = path.removeprefix(folder)
        else:
            place = urljoin(page.relative_to(self.root).as_posix(), path).lstrip("/")
        file, there = self.file(place)
        if not there:
            return f"there is no file {file.relative_to(self.root)}"
        self.reached.add(file)
        fragment = unquote(target.fragment)
        if fragment in ("", "top") or file.suffix != ".html":
            return None
        if fragment not in self.page(file).ids:
            return f"{file.relative_to(self.root)} has no id '{fragment}'"
        return None

    def _file(self, place: str) -> tuple[Path, bool]:
        """Return the file at a place in the site, as an address writes it, and if it is there."""
        file = self.root / unquote(place)
        if file.is_dir():
            file /= "index.html"
        return file, file.is_file()

    def leftovers(self) -> list[Path]:
        """Return the files of cells to which no address led: an earlier build made them."""
        files = (path for name in MADE_BY_CELLS for path in (self.root / name).rglob("*"))
        return [path for path in files if path.is_file() and path not in self.reached]


def source_line(source: Path, address: str) -> int | None:
    """Return the first line of a page's source that writes the address as it is built, if any."""
    lines = source.read_text(encoding="utf-8").splitlines() if source.is_file() else []
    return next((i for i, line in enumerate(lines, 1) if address in line), None)


def check_links(app: Sphinx, error: Exception | None) -> None:
    """Warn about every dead link of the built site; with `-W` that fails the build."""
    if error is not None or app.builder.format != "html":
        return
    site = Site(Path(app.outdir), app.config.html_baseurl)
    for page in site.pages():
        docname = page.relative_to(site.root).with_suffix("").as_posix()
        for link in dict.fromkeys(site.page(page).links):
            fault = site.fault(page, link.address)
            if fault is None:
                continue
            source = Path(app.env.doc2path(docname))
            location = (docname, source_line(source, link.address))
            logger.warning(
                "dead link to '%s' (text: '%s'): %s",
                link.address,
                link.text,
                fault,
                location=location if docname in app.env.found_docs else docname,
                type="links",
            )
    for path in site.leftovers():
        path.unlink()
