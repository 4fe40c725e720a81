"""What holds for every page of the site, looked at while the page is open once.

These are the faults that a page can have of its own; what its template decides is tested on a few.
"""

from __future__ import annotations

import re

import pytest
from bookbuild.sources.chapters import chapters
from playwright.sync_api import Locator, Page, expect
from support import axe

WIDTHS = (1280, 390, 320)
PHONE = 390

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
FIND_OVERFLOW = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
}"""

pytestmark = pytest.mark.slow


def test_page_asks_no_other_host_and_raises_no_error(visited):
    visited.page.wait_for_load_state("networkidle")
    assert visited.page.title()
    assert visited.record.requests
    assert not visited.record.foreign
    assert not visited.record.errors


def test_arrow_key_moves_every_kind_of_figure(visited, page_path):
    page = visited.page
    charts = page.locator(".chart:has(input[type=range], select)")
    matrices = page.locator(".matrix-explorer")
    is_chapter = page_path.removesuffix(".html") in chapters()
    assert charts.count() + matrices.count() or not is_chapter
    if charts.count():
        redraws_its_chart(page, charts.first)
    if matrices.count():
        moves_its_matrix(page, matrices.first)


def redraws_its_chart(page: Page, chart: Locator) -> None:
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_class(re.compile("drawn"))
    drawing = chart.locator(".chart-box svg.marks")
    before = drawing.evaluate("svg => svg.innerHTML")
    sliders = chart.get_by_role("slider")
    control = sliders.first if sliders.count() else chart.get_by_role("combobox").first
    value = control.input_value()
    control.focus()
    page.keyboard.press("ArrowRight")
    expect(control).not_to_have_value(value)
    expect(drawing).not_to_have_js_property("innerHTML", before)


def moves_its_matrix(page: Page, figure: Locator) -> None:
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_class(re.compile("ready"))
    square, line = figure.locator("[data-part=square]"), figure.locator("pre")
    before = square.get_attribute("d"), line.inner_text()
    figure.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowUp")
    expect(square).not_to_have_attribute("d", before[0])
    expect(line).not_to_have_text(before[1])


def test_every_tab_stop_gets_a_focus_ring(visited):
    found = visited.page.evaluate(FIND_STOPS_WITHOUT_RING)
    assert found["count"] > 5
    assert not found["bad"]


def test_page_does_not_scroll_sideways(visited):
    page = visited.page
    page.add_style_tag(content=axe.LAY_OUT_ALL)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": axe.HEIGHT})
        assert page.evaluate(FIND_OVERFLOW) <= 0, f"at {width} pixels"


def test_axe_finds_no_violation_on_a_phone(visited):
    axe.load(visited.page)
    found = axe.violations(visited.page, PHONE)
    assert not found, "\n".join(found)
    assert not visited.record.foreign
    assert not visited.record.errors
