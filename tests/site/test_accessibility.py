"""Pages meet WCAG 2.2 AA as far as axe-core can tell, in both themes and at every width.

What a page itself can get wrong, test_every_page.py finds on each. This is what the templates and
the styles get wrong: `make test` looks at a page of each template, `make test-all` at every page.

A page is opened once in each theme and then resized. Rules on colours take most of the time, so
they are asked only where the answer may differ: not at 320 pixels, which shows what 390 do. In the
dark theme only they are asked, and not of formulas, which have the colour of the text around them
and are thousands of boxes.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from support import axe

WIDTHS = (1280, 390, 320)
OF_COLOURS = (1280, 390)

FORMULAS_OF_OTHER_COLOUR = """() => {
    const colour = (e) => getComputedStyle(e).color;
    const formulas = [...document.querySelectorAll(".katex")];
    return formulas.filter((e) => colour(e) !== colour(e.parentElement)).length;
}"""


@pytest.fixture
def whole_page(open_page, template_path):
    """A function that opens the page in a theme, all of it laid out, with axe loaded."""

    def open_whole(theme: str) -> Page:
        page = open_page(template_path, theme=theme)
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        axe.load(page)
        return page

    return open_whole


@pytest.mark.slow
def test_axe_finds_no_violation(whole_page):
    page = whole_page("light")
    for width in WIDTHS:
        without = () if width in OF_COLOURS else axe.ON_COLOURS
        found = axe.violations(page, width, without=without)
        assert not found, "\n".join(found)


def test_axe_finds_no_violation_by_colours_in_the_dark(whole_page):
    page = whole_page("dark")
    assert not page.evaluate(FORMULAS_OF_OTHER_COLOUR)
    for width in OF_COLOURS:
        found = axe.violations(page, width, only=axe.ON_COLOURS, exclude=[".katex"])
        assert not found, "\n".join(found)
