"""The site map names every page at its published address."""

from __future__ import annotations

from xml.etree import ElementTree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_every_page_is_listed_and_nothing_else(build_book):
    pages = {"index": "# Title\n", "part/page": "# Page\n"}
    book = build_book(
        pages, "sources.addresses", "site.sitemap", html_baseurl="https://example.org/book"
    )
    root = ElementTree.parse(book.out / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}urlset"
    assert [place.text for place in root.iter(f"{SITEMAP}loc")] == [
        "https://example.org/book/index.html",
        "https://example.org/book/part/page.html",
    ]
