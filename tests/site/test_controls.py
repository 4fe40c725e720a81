"""The buttons around the text do what they say, and the text needs none of them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from support.frames import settle

pytestmark = pytest.mark.slow

CHAPTER = "day1/gradient-descent.html"
EXAMPLES = "reference/api/optimize.html"
PHONE = 390
LATER = "2100-01-01"


def test_theme_switch_changes_the_theme_and_the_next_page_keeps_it(open_page, base_url):
    page = open_page(theme="light")
    theme = "document.documentElement.dataset.theme"
    button = page.locator(".theme-switch-button")
    while page.evaluate(theme) == "light":
        button.click()
    page.goto(base_url + CHAPTER)
    assert page.evaluate(theme) == "dark"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_first_drawing_has_the_colours_of_the_system(open_page, record, theme):
    page = open_page(theme=theme)
    page.route("**/book-*.js", lambda route: route.abort())
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    record.errors.clear()  # of the script that was held back


def test_a_page_whose_scripts_do_not_start_says_that_its_code_cannot_run(open_page, record):
    """As in a browser that is too old for them; what it says must not flash where they do."""
    page = open_page(CHAPTER)
    button = page.get_by_role("button", name="Run the code on this page")
    status = page.locator(".live [role=status]")
    expect(button).to_be_enabled()
    expect(status).to_be_empty()
    page.route("**/book-*.js", lambda route: route.fulfill(body="syntax too new ?", status=200))
    animations = page.context.new_cdp_session(page)
    animations.send("Animation.enable")
    animations.send("Animation.setPlaybackRate", {"playbackRate": 0})
    page.reload()
    expect(button).to_be_disabled()
    expect(status).to_be_hidden()  # as long as they may still start
    animations.send("Animation.setPlaybackRate", {"playbackRate": 1})
    expect(status).to_be_visible()
    expect(status).to_contain_text("This browser cannot run it")
    record.errors.clear()  # of the script that does not parse


def test_sidebar_folds_away_on_a_wide_screen(open_page):
    page = open_page(CHAPTER)
    sidebar = page.locator("#pst-primary-sidebar")
    assert sidebar.is_visible()
    page.locator(".primary-toggle").click()
    sidebar.wait_for(state="hidden")


def test_sidebar_opens_over_the_page_on_a_phone_and_escape_closes_it(open_page):
    page = open_page(CHAPTER, width=PHONE)
    link = page.get_by_role("navigation", name="Main").get_by_role("link").last
    assert not link.is_visible()
    page.get_by_role("button", name="Chapters").click()
    link.wait_for(state="visible")
    page.keyboard.press("Escape")
    link.wait_for(state="hidden")


def test_copy_button_copies_the_code_alone(open_page):
    page = open_page(CHAPTER, permissions=["clipboard-read", "clipboard-write"])
    cell = page.locator("div.cell_input:visible").first
    cell.hover()
    page.clock.install()
    page.clock.pause_at(LATER)  # so that the button goes on saying that it has copied
    cell.locator("button.copybtn").click()
    expect(cell.locator("button.copybtn[data-said]")).to_have_count(1)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == cell.locator("pre").inner_text().strip()


def test_copy_button_of_an_example_leaves_prompts_and_results(open_page):
    page = open_page(EXAMPLES, permissions=["clipboard-read", "clipboard-write"])
    listing = page.locator("div.highlight:has(.gp)").first
    listing.hover()
    page.clock.install()
    page.clock.pause_at(LATER)  # so that the button goes on saying that it has copied
    listing.get_by_role("button", name="Copy").click()
    expect(listing.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied
    assert ">>>" not in copied
    compile(copied, "example", "exec")


@pytest.mark.parametrize("width", [1280, PHONE])
@pytest.mark.parametrize("javascript", [True, False])
def test_menu_opens_under_its_button_and_escape_closes_it(open_page, width, javascript):
    page = open_page(CHAPTER, width=width, javascript=javascript)
    button = page.get_by_role("button", name="Download this page")
    entry = page.get_by_role("link", name="Notebook with results")
    button.hover()
    assert not entry.is_visible()
    button.click()
    menu, box = page.locator("[popover]:popover-open").bounding_box(), button.bounding_box()
    assert menu["y"] >= box["y"] + box["height"]
    assert 0 <= menu["x"] <= menu["x"] + menu["width"] <= width
    page.keyboard.press("Escape")
    expect(entry).to_be_hidden()


def test_contents_show_where_the_reader_is(open_page):
    page = open_page(CHAPTER)
    links = page.locator("#pst-page-toc-nav a")
    last = links.last
    page.locator(last.get_attribute("href")).scroll_into_view_if_needed()
    page.mouse.wheel(0, 4000)
    expect(page.locator("#pst-page-toc-nav a[aria-current]")).to_have_count(1)
    expect(last).to_have_class(re.compile(r"\bactive\b"))


def test_back_to_top_shows_on_the_way_up(open_page):
    page = open_page(CHAPTER, width=PHONE)
    button = page.get_by_role("button", name="Back to top")
    page.evaluate("scrollTo(0, 5000)")
    settle(page)  # which tells the page how far it was scrolled
    expect(button).to_be_hidden()
    page.evaluate("scrollBy(0, -500)")
    button.click()
    expect(page.locator("h1")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0


def test_phone_lays_out_all_sections_once_the_reader_starts(open_page):
    page = open_page(CHAPTER, width=PHONE)
    sections = page.locator(".bd-article > section > section")
    assert sections.count() > 7
    expect(sections.last).to_have_css("content-visibility", "auto")
    page.keyboard.press("Shift")
    for section in sections.all():
        expect(section).to_have_css("content-visibility", "visible")


def test_full_screen_button(open_page):
    page = open_page(CHAPTER)
    page.get_by_role("button", name="Full screen").click()
    expect(page.locator(":root:fullscreen")).to_have_count(1)


def test_print_button_prints(open_page):
    page = open_page(CHAPTER)
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.locator("[data-action=print]").dispatch_event("click")
    assert page.evaluate("document.body.dataset.printed") == "yes"


def test_print_shows_the_text_alone_and_unfolds_it(open_page):
    page = open_page(CHAPTER, theme="dark")
    page.evaluate("""document.querySelector("article").insertAdjacentHTML("beforeend",
        "<details id='folded'><summary>More</summary><p>Folded text</p></details>")""")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_text("Folded text").is_visible()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.locator("article h1").is_visible()
    for around in ("#pst-primary-sidebar", ".bd-header-article", ".prev-next-footer"):
        assert not page.locator(around).is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert not page.get_by_text("Folded text").is_visible()


def test_page_reads_without_scripts(open_page, template_path):
    page = open_page(template_path, javascript=False)
    assert page.locator("h1").first.is_visible()
    assert page.get_by_role("navigation", name="Main").get_by_role("link").first.is_visible()
    assert not page.locator(".pst-js-only:visible, .live:visible").count()
    assert page.locator("html").get_attribute("data-theme") == "light"


@pytest.mark.parametrize(
    "icon", [".fa-bars", ".fa-github", ".fa-download", ".fa-rocket", ".fa-expand"]
)
def test_icons_are_drawn_from_the_reduced_fonts(open_page, icon):
    page = open_page(CHAPTER)
    drawn = page.locator(icon).first.evaluate(
        """async (e) => {
            const { fontFamily, fontWeight, content } = getComputedStyle(e, "::before");
            const character = JSON.parse(content);
            const faces = await document.fonts.load(`${fontWeight} 16px ${fontFamily}`, character);
            return { character, faces: faces.map((face) => face.status) };
        }"""
    )
    assert "\ue000" <= drawn["character"] <= "\uf8ff"
    assert drawn["faces"] == ["loaded"]


def test_wide_formula_gets_a_tab_stop_only_while_it_scrolls(open_page):
    page = open_page(CHAPTER)
    formula = page.locator("div.math > .katex-display").first
    expect(formula).not_to_have_attribute("tabindex", "0")
    formula.evaluate("e => { e.parentElement.style.width = '3rem' }")
    expect(formula).to_have_attribute("tabindex", "0")
    expect(formula).to_have_attribute("aria-label", "Wide formula")
