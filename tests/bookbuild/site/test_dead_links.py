"""Every way to write a link inside the site: those that lead somewhere, and those that do not."""

from __future__ import annotations

import pytest
from bookbuild.site.dead_links import Link, Page, Site

ADDRESS = "https://example.org/book/"
INDEX = """
<h1 id="title">Title</h1><a name="old-anchor"></a>
<details><summary>More</summary><p id="inside">Folded away</p></details>
"""


@pytest.fixture
def site(tmp_path):
    (tmp_path / "day1/empty").mkdir(parents=True)
    (tmp_path / "_static").mkdir()
    (tmp_path / "index.html").write_text(INDEX, encoding="utf-8")
    (tmp_path / "day1/index.html").write_text("<p id='first'>", encoding="utf-8")
    (tmp_path / "day1/two words.html").write_text("<p id='caf\u00e9'>", encoding="utf-8")
    (tmp_path / "_static/book.css").write_text("", encoding="utf-8")
    return Site(tmp_path, ADDRESS)


GOOD = [
    "#first",
    "#",
    "#top",
    "",
    "index.html",
    "./index.html#first",
    "../index.html#title",
    "../#inside",
    "..",
    "../index.html#old-anchor",
    "two%20words.html#caf%C3%A9",
    "../_static/book.css?v=123",
    "/book/",
    "/book/day1/index.html#first",
    "https://example.org/book/index.html#title",
    "https://example.org/another/site.html",
    "https://elsewhere.org/nothing.html",
    "//elsewhere.org/nothing.html",
    "mailto:someone@example.org",
    "data:image/png;base64,AAAA",
]


@pytest.mark.parametrize("address", GOOD)
def test_good_address_has_no_fault(site, address):
    assert site.fault(site.root / "day1/index.html", address) is None


BAD = {
    "#title": "day1/index.html has no id 'title'",
    "index.html#First": "day1/index.html has no id 'First'",
    "../index.html#folded": "index.html has no id 'folded'",
    "index.md": "no file day1/index.md",
    "Index.html": "no file day1/Index.html",
    "../day2/index.html": "no file day2/index.html",
    "empty": "no file day1/empty/index.html",
    "two%20words.html#cafe": "day1/two words.html has no id 'cafe'",
    "/day1/index.html": "outside the site's folder /book/",
    "/book/no.html": "no file no.html",
    "https://example.org/book/no.html": "no file no.html",
    "https://example.org/book/index.html#no": "index.html has no id 'no'",
}


@pytest.mark.parametrize(("address", "fault"), BAD.items())
def test_bad_address_says_why(site, address, fault):
    assert fault in site.fault(site.root / "day1/index.html", address)


def test_every_attribute_that_holds_an_address_is_read(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        """<head><link href="a.css"><script src="b.js"></script></head>
        <a href="c.html">see <b>the</b>
        page</a> <img alt="A line" src="d.png" srcset="e.png 1x, f.png 2x">
        <video poster="g.png"><source src="h.mp4"></video> <object data="i.svg"></object>
        <form action="j.html"></form> <svg><use href="#k"/></svg>""",
        encoding="utf-8",
    )
    links = Page.at(path).links
    assert [link.address[0] for link in links if link.address != "#k"] == list("abcdefghij")
    assert Link("c.html", "see the page") in links
    assert Link("f.png", "A line") in links


def test_build_names_the_page_the_line_and_the_text(build_book):
    text = '# Title\n\nSee <a href="no.html">the proof</a>.\n\n[Good](other.md)\n'
    book = build_book({"index": text, "other": "# Other\n"}, "site.dead_links")
    dead = [warning for warning in book.warnings if "dead link" in warning]
    assert len(dead) == 1
    assert "index.md:3: WARNING: dead link to 'no.html' (text: 'the proof')" in dead[0]


def test_files_of_cells_to_which_no_page_leads_are_leftovers(site):
    for name in ("_images/old.png", "_images/new.png", "_charts/old.json", "wheels/kept.whl"):
        (site.root / name).parent.mkdir(exist_ok=True)
        (site.root / name).touch()
    assert site.fault(site.root / "day1/index.html", "../_images/new.png") is None
    names = [path.relative_to(site.root).as_posix() for path in site.leftovers()]
    assert sorted(names) == ["_charts/old.json", "_images/old.png"]


def test_the_data_of_a_chart_is_an_address():
    page = Page.of('<div class="chart" data-vega="../_charts/1.json"></div>')
    assert [link.address for link in page.links] == ["../_charts/1.json"]
