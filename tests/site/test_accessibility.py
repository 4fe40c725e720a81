"""Every page meets WCAG 2.2 AA as far as axe-core can tell, and fits a width of 320 pixels.

A page is opened once in each theme and then resized. Rules on colours take most of the time, so
they are asked only where the answer may differ: not at 320 pixels, which shows what 390 do. In the
dark theme only they are asked, and not of formulas, which have the colour of the text around them
and are thousands of boxes.
"""

from __future__ import annotations

import pytest
from bookbuild.paths import FRONTEND
from playwright.sync_api import Page

AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ON_COLOURS = ["color-contrast", "link-in-text-block"]
WIDTHS = (1280, 390, 320)
OF_COLOURS = (1280, 390)
HEIGHT = 900
SETTLED = 100  # milliseconds after a new width, in which tab stops are set on what scrolls
LAY_OUT_ALL = "section { content-visibility: visible !important }"  # also what is not near yet

FIND_VIOLATIONS = """async ([exclude, only, without]) => {
    const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
    const { violations } = await axe.run({ exclude }, { runOnly: only, rules });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html, failureSummary }) =>
            `${id} at ${target}: ${html.slice(0, 200)} (${failureSummary})`));
}"""
FORMULAS_OF_OTHER_COLOUR = """() => {
    const colour = (e) => getComputedStyle(e).color;
    const formulas = [...document.querySelectorAll(".katex")];
    return formulas.filter((e) => colour(e) !== colour(e.parentElement)).length;
}"""
FIND_OVERFLOW = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
}"""


def violations(page: Page, width: int, *question: list[str]) -> list[str]:
    """Return what axe finds at a width: leaving out parts, asking some rules, without others."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.wait_for_timeout(SETTLED)
    found = page.evaluate(FIND_VIOLATIONS, question)
    return [f"at {width} pixels: {violation}" for violation in found]


@pytest.fixture
def whole_page(open_page, page_path):
    """A function that opens the page in a theme, all of it laid out, with axe loaded."""

    def open_whole(theme: str) -> Page:
        page = open_page(page_path, theme=theme)
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        page.add_style_tag(content=LAY_OUT_ALL)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        return page

    return open_whole


def test_axe_finds_no_violation(whole_page):
    page = whole_page("light")
    for width in WIDTHS:
        without = [] if width in OF_COLOURS else ON_COLOURS
        found = violations(page, width, [], LEVELS, without)
        assert not found, "\n".join(found)


def test_axe_finds_no_violation_by_colours_in_the_dark(whole_page):
    page = whole_page("dark")
    assert not page.evaluate(FORMULAS_OF_OTHER_COLOUR)
    for width in OF_COLOURS:
        found = violations(page, width, [".katex"], ON_COLOURS, [])
        assert not found, "\n".join(found)


def test_page_does_not_scroll_sideways(open_page, page_path):
    page = open_page(page_path)
    page.add_style_tag(content=LAY_OUT_ALL)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert page.evaluate(FIND_OVERFLOW) <= 0, f"at {width} pixels"
