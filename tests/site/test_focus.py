"""Whoever uses the keyboard sees where they are (WCAG 2.4.7).

Every tab stop of every page is checked by its style; on two pages also by what the screen shows.
"""

from __future__ import annotations

import pytest

LONGEST_WALK = 60  # tab stops

# the ring may lie on the label of a control that is itself drawn by the style sheet
FIND_STOPS_WITHOUT_RING = """() => {
    const stops = [...document.querySelectorAll(
        "a[href], button, summary, input, select, textarea, [tabindex='0']")]
        .filter((e) => e.tabIndex >= 0 && !e.disabled
            && e.checkVisibility({ visibilityProperty: true }));
    const hasRing = (e) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(e);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    const bad = [];
    for (const stop of stops) {
        stop.focus({ focusVisible: true, preventScroll: true });
        if (document.activeElement !== stop) continue;
        const drawn = getComputedStyle(stop).opacity === "0" ? [...stop.labels] : [stop];
        if (!drawn.some(hasRing)) bad.push(stop.outerHTML.slice(0, 120));
    }
    return { count: stops.length, bad };
}"""
FOCUSED_BOX = """() => {
    const e = document.activeElement;
    if (e === document.body) return null;
    const drawn = getComputedStyle(e).opacity === "0" ? e.labels[0] : e;
    const { x, y, width, height } = drawn.getBoundingClientRect();
    return { name: e.outerHTML.slice(0, 120), x, y, width, height };
}"""


def test_every_tab_stop_gets_a_focus_ring(open_page, page_path):
    found = open_page(page_path).evaluate(FIND_STOPS_WITHOUT_RING)
    assert found["count"] > 5
    assert not found["bad"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["index.html", "day1/gradient-descent.html"])
def test_focus_changes_what_the_screen_shows(open_page, path, theme):
    page = open_page(path, theme=theme)
    page.add_style_tag(content=".tooltip { display: none !important }")
    unseen, seen = [], 0
    for _ in range(LONGEST_WALK):
        page.keyboard.press("Tab")
        box = page.evaluate(FOCUSED_BOX)
        if box is None:
            break
        clip = {
            "x": max(0, box["x"] - 6),
            "y": max(0, box["y"] - 6),
            "width": box["width"] + 12,
            "height": box["height"] + 12,
        }
        with_focus = page.screenshot(clip=clip)
        page.evaluate("window.was = document.activeElement; was.blur()")
        without_focus = page.screenshot(clip=clip)
        page.evaluate("was.focus({ focusVisible: true })")
        seen += 1
        if with_focus == without_focus:
            unseen.append(box["name"])
    assert seen > 5
    assert not unseen
