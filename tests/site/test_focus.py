"""Whoever uses the keyboard sees where they are (WCAG 2.4.7).

Every tab stop of every page is checked by its style, in test_every_page.py; those of two pages by
what the screen shows.
"""

from __future__ import annotations

import pytest

LONGEST_WALK = 60  # tab stops

FOCUSED_BOX = """() => {
    const e = document.activeElement;
    if (e === document.body) return null;
    const drawn = getComputedStyle(e).opacity === "0" ? e.labels[0] : e;
    const { x, y, width, height } = drawn.getBoundingClientRect();
    return { name: e.outerHTML.slice(0, 120), x, y, width, height };
}"""


@pytest.mark.parametrize(
    ("path", "theme"),
    [
        ("index.html", "dark"),
        ("day1/gradient-descent.html", "light"),
        pytest.param("index.html", "light", marks=pytest.mark.long),
        pytest.param("day1/gradient-descent.html", "dark", marks=pytest.mark.long),
    ],
)
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
