"""What a reader does in a chapter, by the keyboard, works in the real chapters.

One script does it for all of them. Figures, of which each is its own, move in test_every_page.py.
"""

from __future__ import annotations

from playwright.sync_api import expect


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
