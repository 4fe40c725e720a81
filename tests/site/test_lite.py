"""JupyterLite opens a chapter, draws what is stored in it, and runs Python from the site alone.

One notebook is shared by most tests, since a kernel takes seconds to start; each runs its code in
the first cell. The large packages have stand-ins, as in `test_live`.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import vl_convert
from bookbuild.browser.lite.notebook import VEGALITE_OF_JUPYTER
from bookbuild.execution.pictures import VEGALITE
from bookbuild.site.server import serve_site
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow

CHAPTER = "day1/gradient-descent"
TITLE = "Downhill: learning as optimisation"
# JupyterLab looks for the files that a traceback names, which are in the kernel
LOOKED_FOR = ("/api/resolvePath?", "/api/contents/lib/")
VERSION_IN_JUPYTERLAB = "5.14"  # of Vega-Lite
# answered by the service worker of JupyterLite itself
HEARTBEAT = "/api/service-worker-heartbeat"


@pytest.fixture(scope="module")
def base_url(site: Path, pack_stand_ins: Callable, tmp_path_factory) -> Iterator[str]:
    """The address of the site's JupyterLite and what it needs, with the stand-ins in its lock."""
    copy = tmp_path_factory.mktemp("site")
    for name in ("lite", "live", "pyodide"):
        shutil.copytree(site / name, copy / name, copy_function=os.link)
    for name in ("404.html", "_static/favicon.svg"):
        (copy / name).parent.mkdir(exist_ok=True)
        shutil.copy(site / name, copy / name)
    path = copy / "lite" / "packages.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()  # the file of the site itself
    lock["packages"] |= pack_stand_ins(path.parent)
    path.write_text(json.dumps(lock), encoding="utf-8")
    with serve_site(copy) as address:
        yield address


class Lab:
    """A notebook in JupyterLite, with what was asked for and what went wrong."""

    def __init__(self, new_context, base_url: str, app: str = "lab") -> None:
        self.base_url, self.errors, self.requests = base_url, [], []
        self.context = new_context(color_scheme="light")
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self.note)
        self.page.goto(f"{base_url}lite/{app}/index.html?path={CHAPTER}.ipynb")
        self.cell = self.page.locator(".jp-Notebook .jp-CodeCell").first

    def note(self, message) -> None:
        if message.type == "error" and not any(a in message.location["url"] for a in LOOKED_FOR):
            self.errors.append(f"{message.location['url']}: {message.text}")

    @property
    def foreign(self) -> list[str]:
        known = (self.base_url, "data:", "blob:")
        asked = (url for url in self.requests if not url.startswith(known))
        return [url for url in asked if not url.endswith(HEARTBEAT)]

    def run(self, code: str) -> None:
        """Replace the code of the first cell, as a reader would, and run it."""
        self.cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("Control+Enter")

    def expect_output(self, text: str) -> None:
        expect(self.cell.locator(".jp-OutputArea")).to_contain_text(text)


@pytest.fixture(scope="module")
def shared(new_context, base_url: str) -> Iterator[Lab]:
    lab = Lab(new_context, base_url)
    yield lab
    lab.context.close()


@pytest.fixture
def lab(shared: Lab) -> Iterator[Lab]:
    """The shared notebook. No test leaves an error, or a request to another host."""
    yield shared
    assert not shared.foreign
    assert not shared.errors


def test_a_chapter_opens_with_what_is_stored_in_it(lab):
    page = lab.page
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)  # which kernel, or that one failed
    drawing = page.locator(".jp-RenderedSVG img").first
    drawing.scroll_into_view_if_needed()
    expect(drawing).to_have_js_property("complete", True)
    assert drawing.evaluate("img => img.naturalWidth") > 100
    chart = page.locator(".jp-RenderedVegaCommon5").first
    chart.scroll_into_view_if_needed()
    expect(chart.locator("canvas")).to_be_visible()
    expect(chart.get_by_role("slider")).to_be_visible()


def test_the_file_browser_has_the_chapters(lab, site):
    names = {path.name for path in (site / "lite/files/day1").iterdir()}
    items = lab.page.locator(".jp-DirListing-item .jp-DirListing-itemText")
    expect(items).to_have_count(len(names))
    assert set(items.all_inner_texts()) == names


def test_the_first_cell_loads_the_packages_or_says_that_the_site_has_none(lab, site):
    lock = json.loads((site / "live/packages.json").read_text(encoding="utf-8"))
    editor = lab.cell.locator(".cm-content")
    if "numpy" in lock["packages"]:
        expect(editor).to_contain_text("%pip install -q altair matplotlib numpy")
    else:
        editor.click()
        lab.page.keyboard.press("Control+Enter")
        lab.expect_output("ModuleNotFoundError: this site has no altair, matplotlib, numpy")


def test_the_kernel_runs_python_with_the_package_of_the_book(lab):
    lab.run("import mathforml, sys\nprint(mathforml.__name__, 1 + 1, sys.version[:4])")
    lab.expect_output("mathforml 2 3.14")


def test_packages_come_from_the_site(lab):
    lab.run(
        "%pip install -q numpy altair\nfrom mathforml.iteration import take\ntake(iter('abc'), 2)"
    )
    lab.expect_output("['a', 'b']")
    assert any("numpy-1.0" in url for url in lab.requests)


def test_a_chart_that_a_reader_makes_is_drawn(lab):
    lab.run("import altair\naltair.Chart(3)")
    chart = lab.cell.locator(".jp-RenderedVegaCommon5")
    expect(chart.locator("canvas")).to_be_visible()
    expect(chart.get_by_role("slider")).to_be_visible()


def test_no_index_is_asked_for_what_the_site_does_not_have(lab):
    lab.run("%pip install -q dask")
    lab.expect_output("dask could not be installed: PyPI fallback is disabled")


def test_colours_follow_the_system(lab):
    body = lab.page.locator("body")
    expect(body).to_have_attribute("data-jp-theme-light", "true")
    lab.page.emulate_media(color_scheme="dark")
    expect(body).to_have_attribute("data-jp-theme-light", "false")


def charts(notebook: Path, kind: str) -> list[dict]:
    """Return the sources of the charts that are stored in a notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    outputs = (output for cell in cells for output in cell.get("outputs", ()))
    return [output["data"][kind] for output in outputs if kind in output.get("data", {})]


def test_the_charts_of_a_chapter_are_those_of_its_page(site, chapter_path):
    """Though JupyterLab draws them with an older Vega-Lite."""
    name = Path(chapter_path).with_suffix(".ipynb")
    ours = charts(site / "downloads" / name, VEGALITE)
    theirs = charts(site / "lite" / "files" / name, VEGALITE_OF_JUPYTER)
    assert len(ours) == len(theirs)
    for page, lab in zip(ours, theirs, strict=True):
        drawn = vl_convert.vegalite_to_png(page, vl_version="6.4")
        assert vl_convert.vegalite_to_png(lab, vl_version=VERSION_IN_JUPYTERLAB) == drawn


def test_the_plain_notebook_opens_a_chapter_too(new_context, base_url):
    lab = Lab(new_context, base_url, "notebooks")
    expect(lab.page.get_by_role("heading", name=TITLE)).to_be_visible()
    lab.context.close()
    assert not lab.foreign
    assert not lab.errors
