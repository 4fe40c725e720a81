"""The chapters of the book, run in the page.

That every cell runs can only be seen where the packages are (see the fixture `packages`).
What the cells show there is compared with the book in test_live_outputs.py.
"""

from __future__ import annotations

import json
import re

import pytest
from bookbuild.paths import FRONTEND
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow

AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
FIND_VIOLATIONS = """async () => {
    const levels = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run({ runOnly: levels });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}"""
CHAPTER = "day1/gradient-descent.html"
ALL_CELLS = 600_000  # milliseconds to run a whole chapter


def make_live(page: Page) -> None:
    page.get_by_role("button", name="Run the code on this page").click()
    expect(page.get_by_role("button", name="Run all cells")).to_be_focused()


def test_every_cell_of_a_chapter_runs(open_page, packages, site, chapter_path):
    page = open_page(chapter_path)
    make_live(page)
    page.get_by_role("button", name="Run all cells").click()
    status = page.locator(".live [role=status]")
    ended = re.compile(r"have run\.$|ended with an error|cannot run here")
    expect(status).to_have_text(ended, timeout=ALL_CELLS)
    expect(status).to_have_text(re.compile(r"have run\.$"))
    data = site / "live" / "cells" / chapter_path.replace(".html", ".json")
    cells = json.loads(data.read_text(encoding="utf-8"))["cells"]
    may_fail = sum(cell["mayFail"] for cell in cells)
    assert page.locator(".live-error").count() <= may_fail


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
    image, caption = cell.locator("figure img"), cell.locator("figcaption")
    expect(image).to_be_visible()
    cell.get_by_text("Show the code").click()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("print('mine')")
    run = cell.get_by_role("button").get_by_text("Run", exact=True)
    run.click()
    expect(cell.locator(".live-output").first).to_have_text("mine")
    expect(image).to_be_hidden()
    expect(caption).to_be_visible()
    cell.get_by_role("button", name="Reset").click()
    expect(image).to_be_visible()
    expect(cell.locator(".live-output").first).to_have_text("")


def test_live_cells_are_accessible_on_a_phone_in_both_themes(open_page):
    page = open_page(CHAPTER, width=390)
    make_live(page)
    cell = page.locator("div.cell:not(:has(details))").first
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("# why\nx = 'a' + 1\n")
    page.keyboard.press("Shift+Enter")
    expect(cell.locator(".live-error")).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        assert not page.evaluate(FIND_VIOLATIONS), theme
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
