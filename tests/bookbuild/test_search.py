"""The index of the search: which pages, which titles and sections, which words."""

from __future__ import annotations

import gzip
import json

import pytest
from bookbuild.search import index_pages

PAGE = """<!DOCTYPE html><html lang="en"><head><title>t</title></head><body><nav>sidebar</nav>
<article><section id="top"><h1>A title<a class="headerlink" href="#top">#</a></h1>
<p>Cost <span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi>
</semantics></math></span><span class="katex-html">drawn</span>
</span></p>
<section id="deep"><span id="target"></span><h2>A section</h2><p>words</p></section>
<dl><dt class="sig" id="pkg.f"><span>f</span>(x)<a class="reference internal" href="f.html"
><span class="viewcode-link"><span class="pre">[source]</span></span></a></dt><dd>does it</dd></dl>
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
    assert set(records) == {"/index.html", "/part/page.html"}


def test_title_and_sections_have_their_words_and_addresses(records):
    record = records["/part/page.html"]
    assert record["meta"]["title"] == "A title"
    sections = {anchor["id"]: anchor["text"] for anchor in record["anchors"] if anchor["text"]}
    assert sections == {"top": "A title", "deep": "A section", "pkg.f": "f(x)"}


def test_a_formula_is_found_once_and_the_sidebar_never(records):
    content = records["/index.html"]["content"]
    assert "x" in content
    for word in ("drawn", "sidebar", "source"):
        assert word not in content
