"""Every page meets WCAG 2.2 AA as far as axe-core can tell, and fits a width of 320 pixels.

A page is opened once in each theme and then resized: the theme and the width are all that differ.
"""

from __future__ import annotations

import pytest
from bookbuild.paths import FRONTEND

AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 390, 320)
HEIGHT = 900
SETTLED = 100  # milliseconds after a new width, in which tab stops are set on what scrolls
LAY_OUT_ALL = "section { content-visibility: visible !important }"  # also what is not near yet

FIND_VIOLATIONS = """async (levels) => {
    const { violations } = await axe.run({ runOnly: { type: "tag", values: levels } });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html, failureSummary }) =>
            `${id} at ${target}: ${html.slice(0, 200)} (${failureSummary})`));
}"""
FIND_OVERFLOW = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation(open_page, page_path, theme):
    page = open_page(page_path, theme=theme)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    page.add_style_tag(content=LAY_OUT_ALL)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.wait_for_timeout(SETTLED)
        violations = page.evaluate(FIND_VIOLATIONS, LEVELS)
        assert not violations, f"at {width} pixels:\n" + "\n".join(violations)


def test_page_does_not_scroll_sideways(open_page, page_path):
    page = open_page(page_path)
    page.add_style_tag(content=LAY_OUT_ALL)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert page.evaluate(FIND_OVERFLOW) <= 0, f"at {width} pixels"
