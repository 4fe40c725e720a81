"""The two lengths of a chapter, what folds, what a phone gets and what a reader copies."""

from __future__ import annotations

import re

import pytest
from bookbuild.sources.chapters import chapters
from playwright.sync_api import Page, expect
from support import lengths

CHAPTER = next(page for page in chapters() if lengths.stations(page))
ADDRESS = f"{CHAPTER}.html"
STATIONS = lengths.stations(CHAPTER)
MINUTES = sum(station.minutes for station in STATIONS)
SHOWN = ".has-path > section:not(.in-class)"


def switch(page: Page, name: str):
    return page.get_by_role("button", name=name)


def test_in_class_the_rest_is_folded_away(open_page):
    page = open_page(ADDRESS)
    whole, in_class = switch(page, "Whole chapter"), switch(page, f"In class, {MINUTES} min")
    expect(whole).to_have_attribute("aria-pressed", "true")
    rest = page.locator(SHOWN).first
    expect(rest).to_be_visible()
    in_class.focus()
    page.keyboard.press("Enter")
    expect(in_class).to_have_attribute("aria-pressed", "true")
    expect(whole).to_have_attribute("aria-pressed", "false")
    for section in page.locator(SHOWN).all():
        expect(section).to_be_hidden()
    expect(page.locator(".station:visible")).to_have_count(len(STATIONS))
    expect(page).to_have_url(re.compile(r"\?class$"))
    shown = page.locator("#pst-page-toc-nav a:visible")
    expect(shown).to_have_count(page.locator(".has-path > section.in-class").count())
    whole.click()
    expect(rest).to_be_visible()
    expect(page).to_have_url(re.compile(r"\.html$"))


def test_the_choice_is_remembered(open_page):
    page = open_page(ADDRESS)
    switch(page, "In class").click()
    page.goto(page.url.replace("?class", ""))
    expect(switch(page, "In class")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(SHOWN).first).to_be_hidden()


def test_an_address_opens_a_page_in_class(open_page):
    page = open_page(f"{ADDRESS}?class")
    expect(switch(page, "In class")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(SHOWN).first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(SHOWN).first).to_be_hidden()
    expect(page.locator(".lengths")).to_be_hidden()


def test_a_link_to_what_is_folded_away_shows_the_whole(open_page):
    page = open_page(f"{ADDRESS}?class")
    name = page.locator(SHOWN).first.get_attribute("id")
    page.evaluate("name => { location.hash = name }", name)
    expect(page.locator(f"#{name}")).to_be_in_viewport()
    expect(switch(page, "Whole chapter")).to_have_attribute("aria-pressed", "true")


def test_without_scripts_everything_is_shown(open_page):
    page = open_page(f"{ADDRESS}?class", javascript=False)
    expect(page.locator(SHOWN).first).to_be_visible()
    expect(page.locator(".lengths")).to_be_hidden()
    expect(page.locator(".station").first).to_be_visible()


def test_a_topic_of_going_further_opens_for_a_link_into_it(open_page):
    page = open_page(ADDRESS)
    topic = page.locator(".further-topic").first
    expect(topic.locator("details")).not_to_have_attribute("open", re.compile(".*"))
    heading = topic.get_by_role("heading", level=3)
    expect(heading).to_be_visible()
    page.evaluate("name => { location.hash = name }", topic.get_attribute("id"))
    expect(topic.locator("details")).to_have_attribute("open", "")
    expect(heading).to_be_in_viewport()


@pytest.mark.parametrize(("width", "narrow"), [(390, True), (1280, False)])
def test_a_phone_gets_its_own_figures(open_page, chapter_path, width, narrow):
    page = open_page(chapter_path, width=width)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    for image in page.locator("picture:has([srcset*='/_images/']) img").all():
        image.scroll_into_view_if_needed()
        image.evaluate("image => image.decode()")
        address = image.evaluate("image => image.currentSrc")
        natural = image.evaluate("image => image.naturalWidth")
        if narrow:
            assert natural <= 358, address  # shown at its own size: the letters are as drawn
        else:
            assert "-narrow" not in address


def test_who_copies_a_formula_gets_its_latex_once(open_page):
    page = open_page(ADDRESS)
    copied = page.evaluate(
        """() => {
          const formula = document.querySelector("main p .katex");
          getSelection().selectAllChildren(formula.closest("p"));
          const data = new DataTransfer();
          document.dispatchEvent(
            new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
          return [formula.querySelector("annotation").textContent, data.getData("text/plain"),
                  document.querySelectorAll(".copied").length];
        }"""
    )
    latex, text, left = copied
    assert text.count(f"${latex}$") == 1
    assert text.replace(f"${latex}$", "").count(latex) == text.count(latex) - 1
    assert left == 0
