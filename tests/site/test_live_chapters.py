"""The chapters of the book, run in the page.

That every cell runs can only be seen where the packages are (`make wheels`): elsewhere these tests
are skipped and say so, and fail where BOOK_WHEELS=required asks for them.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from bookbuild import pyodide
from bookbuild.paths import FRONTEND
from playwright.sync_api import Page, expect

AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
FIND_VIOLATIONS = """async () => {
    const levels = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run({ runOnly: levels });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}"""
KERNEL = FRONTEND / "src" / "live"
RUN_CELLS = """
import json, sys
import kernel

sent, printed, kinds = [], [], []
kernel.start(sent.append)
for cell in json.load(sys.stdin):
    end = kernel.run(cell["source"], "cell")
    assert cell["mayFail"] or not end, (cell, end)
    printed.append("".join(o["text"] for o in sent if o.get("stream") == "stdout"))
    kinds += [kind for output in sent for kind in output]
    sent.clear()
print(json.dumps([[text for text in printed if text], kinds]))
"""
CHAPTER = "day1/gradient-descent.html"
MINUTES = 60_000  # milliseconds


@pytest.fixture
def packages(site) -> None:
    """Skip a test where the site has not all packages that the chapters need."""
    settings = json.loads((site / "live" / "settings.json").read_text(encoding="utf-8"))
    missing = set(pyodide.wanted()) - set(settings["available"])
    if missing:
        reason = (
            f"did not run: the site has no {', '.join(sorted(missing))}; "
            "`make wheels` fetches them, then `make book`"
        )
        required = os.environ.get("BOOK_WHEELS") == "required"
        (pytest.fail if required else pytest.skip)(reason)


def make_live(page: Page) -> None:
    page.get_by_role("button", name="Run the code on this page").click()
    expect(page.get_by_role("button", name="Run all cells")).to_be_focused(timeout=MINUTES)


@pytest.mark.slow
def test_every_cell_of_a_chapter_runs(open_page, packages, site, chapter_path):
    page = open_page(chapter_path)
    make_live(page)
    page.get_by_role("button", name="Run all cells").click()
    status = page.locator(".live [role=status]")
    ended = re.compile(r"have run\.$|ended with an error|cannot run here")
    expect(status).to_have_text(ended, timeout=10 * MINUTES)
    expect(status).to_have_text(re.compile(r"have run\.$"))
    data = site / "live" / "cells" / chapter_path.replace(".html", ".json")
    cells = json.loads(data.read_text(encoding="utf-8"))["cells"]
    may_fail = sum(cell["mayFail"] for cell in cells)
    assert page.locator(".live-error").count() <= may_fail


def test_a_chapter_prints_in_the_page_what_the_book_shows(site):
    """The Python of live cells runs a whole chapter, here in this Python: that needs no wheels."""
    name = CHAPTER.removesuffix(".html")
    data = json.loads((site / "live" / "cells" / f"{name}.json").read_text(encoding="utf-8"))
    notebook = json.loads((site / "downloads" / f"{name}.ipynb").read_text(encoding="utf-8"))
    stored = [
        "".join(output["text"])
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if output.get("name") == "stdout"
    ]
    environment = {**os.environ, "PYTHONPATH": str(KERNEL), "MPLBACKEND": "module://kernel"}
    done = subprocess.run(
        [sys.executable, "-c", RUN_CELLS],
        input=json.dumps(data["cells"]),
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    printed, kinds = json.loads(done.stdout)
    assert printed == stored
    assert {"svg", "html", "chart"} <= set(kinds)


def test_every_cell_that_stands_in_a_page_has_its_code(site, chapter_path):
    """The script finds the place of a cell by its number among the cells of the page."""
    page = (site / chapter_path).read_text(encoding="utf-8")
    data = site / "live" / "cells" / chapter_path.replace(".html", ".json")
    cells = json.loads(data.read_text(encoding="utf-8"))["cells"]
    places = [cell["place"] for cell in cells if cell["place"] >= 0]
    assert places == list(range(len(re.findall('<div class="cell[ "]', page))))


def test_what_the_book_shows_stays_until_a_cell_runs_and_comes_back(open_page):
    page = open_page(CHAPTER)
    make_live(page)
    cell = page.locator("div.cell", has=page.locator("figure")).first
    image, caption = cell.locator("figure > img"), cell.locator("figcaption")
    expect(image).to_be_visible()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("print('mine')")
    run = cell.get_by_role("button").get_by_text("Run", exact=True)
    run.click()
    expect(cell.locator(".live-output").first).to_have_text("mine", timeout=MINUTES)
    expect(image).to_be_hidden()
    expect(caption).to_be_visible()
    cell.get_by_role("button", name="Reset").click()
    expect(image).to_be_visible()
    expect(cell.locator(".live-output").first).to_have_text("")


def test_live_cells_are_accessible_on_a_phone_in_both_themes(open_page):
    page = open_page(CHAPTER, width=390)
    make_live(page)
    cell = page.locator("div.cell").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("# why\nx = 'a' + 1\n")
    page.keyboard.press("Shift+Enter")
    expect(cell.locator(".live-error")).to_be_visible(timeout=MINUTES)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        assert not page.evaluate(FIND_VIOLATIONS), theme
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
