"""The built site in a real browser: a server, one Chromium, and pages that are watched.

A test takes `open_page` and gets a Playwright page:

    def test_something(open_page):
        page = open_page("day1/gradient-descent.html", theme="dark", width=390)

A test that also takes `page_path` runs for every page, one with `chapter_path` for every chapter.
One with `template_path` runs for every page too, but `make test` takes a page of each template,
and of those for `any_chapter_path` one chapter.
One with `visited` finds a page open that it shares with the other tests of that page.
Of the pages that show a module's source, made by one template, the heaviest stand for all.
When a test ends, every page that it opened must have stayed quiet: no request to another host,
no error in the console, no exception in a script. `record` holds what was seen until then.

To wait for something, use Playwright's `expect`, which asks from outside. `wait_for_function` asks
a second time by `eval`, which the policy of our pages forbids: it works until the page is slow.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bench.chromium import FLAGS, find_chromium
from bookbuild.commands.build import last_state
from bookbuild.commands.wheels import missing
from bookbuild.paths import ROOT, SITE
from bookbuild.site.pages import site_pages
from bookbuild.site.server import serve_site
from bookbuild.sources.chapters import chapters
from bookbuild.sources.inputs import fingerprints
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)
from support.choice import CHAPTER, few

HEIGHT = 900
PATIENCE = 120_000  # milliseconds for whatever a test waits for, on a machine with much to do
expect.set_options(timeout=PATIENCE)
LISTINGS = 3  # pages of source code that stand for all
TEMPLATES = {"index.html", "404.html", "search.html", "py-modindex.html", f"{CHAPTER}.html"}
TEMPLATES |= {"reference/glossary.html", "reference/api/foundations.html"}

# what stands in for the large packages: as much of each as tests need
STAND_INS = {
    "numpy": {
        "numpy/__init__.py": "bool = bool\nfloat64 = float\nintp = int\ninf = float('inf')\n",
        "numpy/typing.py": "ArrayLike = object\nNDArray = list\n",
    },
    "altair": {
        "altair/__init__.py": "from altair.chart import Chart\n",
        "altair/vegalite/v6/api.py": "class TopLevelMixin: pass\n",
        "altair/chart.py": """from altair.vegalite.v6.api import TopLevelMixin

class Chart(TopLevelMixin):
    def __init__(self, size):
        self.size = size

    def to_dict(self):
        bind = {"input": "range", "min": 0, "max": 10, "step": 1, "name": "size"}
        return {
            "data": {"values": [{"x": 1}, {"x": 2}]},
            "params": [{"name": "s", "value": self.size, "bind": bind}],
            "mark": "point",
            "encoding": {"x": {"field": "x", "type": "quantitative", "axis": None}},
            "transform": [{"filter": "datum.x < s"}],
        }
""",
    },
}


def pages_to_open() -> list[str]:
    """Return every page of the site, but of the pages of source code only the heaviest."""
    pages = site_pages(SITE) if SITE.exists() else []
    listings = [path for path in pages if "_modules" in path.parts]
    heaviest = sorted(listings, key=lambda path: path.stat().st_size)[-LISTINGS:]
    opened = {*pages} - {*listings} | {*heaviest}
    return sorted(path.relative_to(SITE).as_posix() for path in opened)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test for every page or chapter, as the names of its fixtures ask."""
    # without a site, one test runs and its fixture `site` says what is wrong
    pages = pages_to_open() or ["index.html"]
    if "page_path" in metafunc.fixturenames:
        metafunc.parametrize("page_path", pages, scope="module")
    if "template_path" in metafunc.fixturenames:
        listings = [page for page in pages if page.startswith("_modules")]
        chosen = {*pages} & TEMPLATES | {*listings[:1]}  # `site` says which template has none
        metafunc.parametrize("template_path", few(pages, chosen))
    if "chapter_path" in metafunc.fixturenames:
        metafunc.parametrize("chapter_path", [f"{name}.html" for name in chapters()])
    if "any_chapter_path" in metafunc.fixturenames:
        paths = [f"{name}.html" for name in chapters()]
        metafunc.parametrize("any_chapter_path", few(paths, [f"{CHAPTER}.html"]))


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site; fails when it is missing or not that of the sources."""
    state = last_state()
    if state is None or not SITE.exists():
        pytest.fail(
            f"there is no whole site in {SITE.relative_to(ROOT)}: run `make book`", pytrace=False
        )
    now, built = fingerprints(), state["files"]
    changed = sorted(path for path in now.keys() | built if now.get(path) != built.get(path))
    if changed:
        pytest.fail(f"{changed[0]} changed since the build: run `make book`", pytrace=False)
    lost = TEMPLATES - {*pages_to_open()}
    if lost:
        pytest.fail(f"the site has no {', '.join(lost)}: name others in TEMPLATES", pytrace=False)
    return SITE


@pytest.fixture(scope="session")
def packages(site: Path) -> None:
    """What chapters need to run in a reader's browser, which `make wheels` fetches.

    A site without them skips the tests that take this, and fails them where BOOK_WHEELS=required.
    """
    names = missing(site)
    if names:
        reason = (
            f"did not run: the site has no {', '.join(names)} for the browser; "
            "`make wheels` fetches them, then `make book`"
        )
        required = os.environ.get("BOOK_WHEELS") == "required"
        (pytest.fail if required else pytest.skip)(reason)


@pytest.fixture(scope="session")
def base_url(site: Path) -> Iterator[str]:
    """The address of the served site, with a final slash."""
    with serve_site(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests. Without one they are skipped, but in CI they fail."""
    executable = find_chromium()
    if executable is None:
        reason = "no Chromium on the PATH; name one in CHROMIUM=/path/to/chromium"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def new_context(browser: Browser) -> Callable[..., BrowserContext]:
    """A function that makes a browser context, with the options of Playwright and patience."""

    def new_context(**options: object) -> BrowserContext:
        context = browser.new_context(reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        return context

    return new_context


@dataclass
class Record:
    """What the pages of one test asked for, and what went wrong in them."""

    base_url: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def foreign(self) -> list[str]:
        """Requests to another host."""
        return [
            url for url in self.requests if not url.startswith((self.base_url, "data:", "blob:"))
        ]

    def watch(self, page: Page) -> None:
        page.on("request", self.note_request)
        page.on("console", self.note_message)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))

    def note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            where = message.location
            self.errors.append(f"{where['url']}:{where['lineNumber']}: {message.text}")


@pytest.fixture
def record(base_url: str) -> Record:
    """What this test's pages asked for and what went wrong; a test may clear what it expected."""
    return Record(base_url)


@pytest.fixture
def open_page(
    new_context: Callable[..., BrowserContext], base_url: str, record: Record
) -> Iterator[Callable[..., Page]]:
    """A function that opens a page of the site in a fresh context and watches it.

    It takes the page's path, and by keyword: `theme` ("light" or "dark", as the reader's system
    would ask), `width` in pixels, `javascript=False` for a reader without scripts, and any other
    option of Playwright's `Browser.new_context`.
    """
    contexts = []

    def open_page(
        path: str = "index.html",
        *,
        theme: str = "light",
        width: int = 1280,
        javascript: bool = True,
        **options: object,
    ) -> Page:
        context = new_context(
            color_scheme=theme,
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        context.on("page", record.watch)
        page = context.new_page()
        page.goto(base_url + path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not record.foreign, "requests to another host"
    assert not record.errors, "errors in the page"


@dataclass
class Visit:
    """A page that is open, with what it asked for and what went wrong in it."""

    page: Page
    record: Record


@pytest.fixture(scope="module")
def visited(
    new_context: Callable[..., BrowserContext], base_url: str, page_path: str
) -> Iterator[Visit]:
    """A page of the site, open in the light theme and watched while its tests look at it."""
    record = Record(base_url)
    context = new_context(color_scheme="light", viewport={"width": 1280, "height": HEIGHT})
    context.on("page", record.watch)
    page = context.new_page()
    page.goto(base_url + page_path, wait_until="load")
    yield Visit(page, record)
    context.close()


@pytest.fixture(scope="session")
def pack_stand_ins() -> Callable[[Path], dict[str, dict]]:
    """A function that writes the stand-ins as wheels into a folder.

    It returns them as the packages of a lock of Pyodide.
    """

    def pack(folder: Path) -> dict[str, dict]:
        packages = {}
        for name, files in STAND_INS.items():
            path = folder / f"{name}-1.0-py3-none-any.whl"
            with zipfile.ZipFile(path, "w") as wheel:
                for file, text in files.items():
                    wheel.writestr(file, text)
                about = f"{name}-1.0.dist-info"
                metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
                wheel.writestr(f"{about}/METADATA", metadata)
                wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            packages[name] = {
                **{"name": name, "version": "1.0", "file_name": path.name, "install_dir": "site"},
                **{"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "imports": [name]},
                **{
                    "package_type": "package",
                    "depends": [],
                    "unvendored_tests": False,
                    "tool": {},
                },
            }
        return packages

    return pack
