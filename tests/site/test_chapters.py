"""What a reader does in a chapter, by the keyboard, works in the real chapters.

That a figure moves depends on what the chapter draws, so every chapter is tried. Quizzes and
downloads are made by one script for all.
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def test_arrow_key_moves_every_kind_of_figure(open_page, chapter_path):
    page = open_page(chapter_path)
    charts = page.locator(".chart:has(input[type=range], select)")
    matrices = page.locator(".matrix-explorer")
    assert charts.count() + matrices.count()
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


def test_first_quiz_is_answered_and_explained_by_the_keyboard(open_page, any_chapter_path):
    page = open_page(any_chapter_path)
    form = page.locator("form.quiz:not([data-kind=predict])").first
    form.get_by_role("radio").or_(form.get_by_role("checkbox")).first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    while not form.get_by_role("button").first.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.get_by_role("status")).not_to_be_empty()


def test_prediction_is_told_why_only_after_it_was_made(open_page, any_chapter_path):
    page = open_page(any_chapter_path)
    form = page.locator("form.quiz[data-kind=predict]").first
    reasons = form.locator(".quiz-answers li p:not(.quiz-verdict)")
    expect(reasons.first).to_be_hidden()
    form.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(form.get_by_role("status")).not_to_be_empty()


def test_notebook_is_saved_and_not_opened(open_page, any_chapter_path):
    page = open_page(any_chapter_path)
    with page.expect_download() as download:
        page.locator(".dropdown-download-buttons a[href$='.ipynb']").first.dispatch_event("click")
    name = any_chapter_path.split("/")[-1].removesuffix(".html")
    assert download.value.suggested_filename == f"{name}.ipynb"
    assert page.url.endswith(any_chapter_path)
