"""A reader finds a word by the keyboard alone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from bs4 import BeautifulSoup

CHAPTER = "day1/gradient-descent.html"


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


def test_search_by_keyboard_finds_a_word_that_is_only_in_a_chapter(open_page, site):
    word = word_only_in(CHAPTER, site)
    page = open_page("index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type(word)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    result = page.locator(f"#search-results a[href*='{CHAPTER}']").first
    result.wait_for()
    excerpt = page.locator("#search-results .context").first.inner_text()
    assert excerpt
    assert "\\" not in excerpt  # no source of a formula
    for _ in range(60):
        page.keyboard.press("Tab")
        if result.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CHAPTER}*")
    assert word in page.locator("article").inner_text()


def test_search_says_when_nothing_is_found(open_page):
    page = open_page("search.html?q=qwertyuiop")
    page.get_by_text("did not match any documents").wait_for()


def test_pages_do_not_load_the_search_index(open_page, record):
    open_page("index.html")
    assert not [url for url in record.requests if "searchindex" in url]
