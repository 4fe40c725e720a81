"""The index of the search: which pages, which titles and sections, which words."""

from __future__ import annotations

import gzip
import json

import pytest
from bookbuild.site.search import index_pages

PAGE = """<!DOCTYPE html><html lang="en"><head><title>t</title></head><body><nav>sidebar</nav>
<article><section id="top">
<h1>On <em>&quot;A&quot;</em> &amp; B<a class="headerlink" href="#top">#</a></h1>
<p>Cost <span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi>
</semantics></math></span><span class="katex-html">drawn</span>
</span></p>
<div class="exercise"><section id="exercise-content"><p>an exercise</p></section></div>
<section id="deep"><span id="target"></span><h2>A section</h2><p>words</p>
<section id="below"><h3>Below</h3><p>deeper</p></section></section>
<dl><dt class="sig" id="pkg.f"><span>f</span>(x)<a class="reference internal" href="f.html"
><span class="viewcode-link"><span class="pre">[source]</span></span></a></dt><dd>does it</dd></dl>
<section id="last"><h2>Last</h2><p>end</p></section>
<p>after the sections</p>
</section></article></body></html>"""


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """What Pagefind knows of each page of a small site, by address."""
    site = tmp_path_factory.mktemp("site")
    for path in ("index.html", "part/page.html", "search.html", "404.html", "_modules/f.html"):
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_text(PAGE, encoding="utf-8")
    index_pages(site)
    found = {}
    for path in (site / "pagefind" / "fragment").iterdir():
        record = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[record["url"]] = record
    assert not list((site / "pagefind").glob("*ui*"))
    return found


def test_pages_that_only_lead_elsewhere_are_left_out(records):
    assert {url.split("#")[0] for url in records} == {"/index.html", "/part/page.html"}


def test_each_section_of_second_level_is_found_by_itself_under_the_name_of_its_page(records):
    page, deep, last = (records[f"/part/page.html{end}"] for end in ("", "#deep", "#last"))
    assert set(records) == {
        f"/{page}{end}"
        for page in ("index.html", "part/page.html")
        for end in ("", "#deep", "#last")
    }
    assert (deep["meta"]["title"], deep["meta"]["page"]) == ("A section", 'On "A" & B')
    assert "page" not in page["meta"]
    assert deep["content"].split() == ["A", "section.", "words.", "Below.", "deeper."]
    assert last["content"] == "Last. end."


def test_what_stands_outside_of_sections_is_found_with_the_page(records):
    content = records["/part/page.html"]["content"]
    for words in ("Cost", "an exercise", "does it", "after the sections"):
        assert words in content
    for words in ("A section", "words", "deeper", "Last"):
        assert words not in content


def test_title_and_definitions_have_their_words_and_addresses(records):
    def named(url):
        return {
            anchor["id"]: anchor["text"] for anchor in records[url]["anchors"] if anchor["text"]
        }

    assert records["/part/page.html"]["meta"]["title"] == 'On "A" & B'
    assert named("/part/page.html") == {"top": 'On "A" & B', "pkg.f": "f(x)"}
    assert named("/part/page.html#deep") == {"deep": "A section", "below": "Below"}


def test_a_formula_is_found_once_and_the_sidebar_never(records):
    content = records["/index.html"]["content"]
    assert "x" in content
    for word in ("drawn", "sidebar", "source"):
        assert word not in content


def test_the_same_pages_give_the_same_files(tmp_path):
    sites = []
    for name in ("one", "two"):
        site = tmp_path / name
        site.mkdir()
        for number in range(9):
            (site / f"{number}.html").write_text(PAGE.replace("words", f"words {number}"), "utf-8")
        index_pages(site)
        paths = sorted(path for path in site.rglob("*") if path.is_file())
        sites.append({path.relative_to(site): path.read_bytes() for path in paths})
    assert sites[0] == sites[1]
