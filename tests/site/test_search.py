"""A reader finds a word by the keyboard alone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from bookbuild.paths import FRONTEND
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
FIND_VIOLATIONS = """async () => {
    const levels = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run({ runOnly: levels });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}"""
CHAPTER = "day1/gradient-descent.html"
NAME = re.compile(r"^\d+\. Downhill: learning as optimisation$")


def words_of(page: Path) -> set[str]:
    """Return the longer words in the running text of a page."""
    article = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").article
    text = " ".join(tag.get_text(" ") for tag in article.select("section > p"))
    return set(re.findall(r"\b[a-z]{6,}\b", text))


def word_only_in(chapter: str, site: Path) -> str:
    """Return the longest word that one chapter has and no other page has."""
    pages = [path for path in site.rglob("*.html") if path.parent.name in {"day1", "reference"}]
    count = Counter(word for page in pages for word in words_of(page))
    own = [word for word in words_of(site / chapter) if count[word] == 1]
    return max(own, key=lambda word: (len(word), word))


def search(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")


def test_search_by_keyboard_finds_a_word_that_is_only_in_a_chapter(open_page, site):
    word = word_only_in(CHAPTER, site)
    page = open_page("index.html")
    search(page, word)
    expect(page.get_by_role("status")).to_contain_text(f"“{word}”.")
    result = page.locator("#search-found > li", has=page.get_by_text(NAME))
    section = result.locator("h2 a")
    assert f"{CHAPTER}#" in section.get_attribute("href")
    excerpt = result.locator("p").last
    expect(excerpt.locator("mark").first).to_be_visible()
    assert "\\" not in excerpt.inner_text()  # no source of a formula
    for _ in range(60):
        page.keyboard.press("Tab")
        if section.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CHAPTER}#*")
    expect(page.locator(":target")).to_be_in_viewport()
    assert word in page.locator("article").inner_text()


def test_results_follow_the_field_and_its_address(open_page):
    page = open_page("search.html?q=gradient")
    expect(page.locator("#search-found").get_by_text(NAME).first).to_be_visible()
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    expect(field).to_have_value("gradient")
    field.fill("patients")
    expect(page.get_by_role("status")).to_contain_text("“patients”")
    assert page.url.endswith("?q=patients")


def test_more_sections_are_shown_when_asked(open_page):
    page = open_page("search.html?q=the")
    results = page.locator("#search-found > li")
    expect(results).to_have_count(5)
    page.get_by_role("button", name="More sections").press("Enter")
    expect(results.nth(5).get_by_role("link").first).to_be_focused()


def test_a_function_is_found_where_it_is_described(open_page):
    page = open_page("search.html?q=backtracking")
    link = page.get_by_role("link", name="backtracking(")
    assert re.search(r"/reference/api/\w+\.html#mathforml\.", link.get_attribute("href"))
    expect(page.get_by_role("link", name="mathforml.optimize.line_search")).to_have_count(1)


def test_a_chapter_that_explains_comes_before_a_module_of_that_name(open_page):
    page = open_page("search.html?q=gradient descent")
    first = page.locator("#search-found > li").first
    expect(first.get_by_role("link").first).to_have_attribute("href", re.compile(CHAPTER))


def test_search_says_when_nothing_is_found(open_page):
    page = open_page("search.html?q=龍龍")
    expect(page.get_by_role("status")).to_have_text("Nothing in the book matches “龍龍”.")


def test_search_says_when_it_cannot_be_loaded(open_page, record):
    page = open_page("search.html")
    page.route("**/pagefind.js", lambda route: route.abort())
    page.goto(page.url + "?q=gradient")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    record.errors.clear()


def test_without_scripts_the_page_says_what_to_do(open_page):
    page = open_page("search.html", javascript=False)
    advice = page.locator("noscript .admonition")  # whose text Playwright does not look at
    expect(advice).to_be_visible()
    expect(advice.locator("a")).to_have_attribute("href", "genindex.html")
    expect(page.get_by_role("searchbox")).to_be_hidden()


def test_found_pages_are_accessible(open_page):
    page = open_page("search.html?q=gradient", theme="dark")
    expect(page.locator("#search-found li").first).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert not page.evaluate(FIND_VIOLATIONS)


def test_pages_load_no_part_of_the_search(open_page, record):
    open_page("index.html").wait_for_load_state("networkidle")
    assert not [url for url in record.requests if "pagefind" in url or "search" in url]
