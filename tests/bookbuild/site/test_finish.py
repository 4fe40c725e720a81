"""Hardening changes what its rules say in a page, and nothing else."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from bookbuild.commands.build import bundle_frontend
from bookbuild.directives.formulas import render
from bookbuild.site import accessible
from bookbuild.site.finish import harden_page, names_in, put_back, set_aside
from bookbuild.site.head import POLICY
from bookbuild.site.html import Tags, parse, serialize

PAGES = {
    "index": "# A page & its title\n\nIt costs $x$.\n\nIt says <b> & more in one line.\n\n"
    "```python\nprint(1)\n```\n\n```{toctree}\npart/described\n```\n",
    "part/described": "---\nmyst:\n  html_meta:\n    description: As the author wrote it.\n---\n"
    "# Described\n\nA paragraph.\n",
}


class Events(HTMLParser):
    """Note everything that a page consists of, in its order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, tuple((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag):
        self.seen.append(f"/{tag}")

    def handle_data(self, data):
        self.seen.append(data)


@pytest.fixture(scope="module")
def book(build_book):
    """A small book in the theme of the real one."""
    bundle_frontend()
    return build_book(
        PAGES,
        *("sphinx_book_theme", "notfound.extension"),
        *("sources.addresses", "directives.formulas"),
        *("site.head", "site.metadata", "site.finish", "site.search"),
        html_theme="sphinx_book_theme",
        html_title="The Book",
        html_baseurl="https://example.org/book/",
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>a &lt; b &amp; c &gt; d\xa0é</p>",
        "<pre>\n  two  spaces\n\n<span></span>x</pre>",
        '<input type="checkbox" checked><br><img src="a.png" alt="">',
        '<p title="a &quot;b&quot; &lt; c" class="z a  b" id="q">x</p>',
        '<script type="application/json">{"a": "1 < 2 && 3"}</script><style>a>b{}</style>',
        '<svg width="1" height="2"><path d="M 0 0"></path></svg><!-- note -->',
    ],
)
def test_parsing_and_writing_changes_nothing(html):
    assert Events(serialize(parse(html))).seen == Events(html).seen


def test_every_page_has_the_policy_and_no_script_inside(book):
    for name in ("index", "part/described", "search", "genindex", "404"):
        page = book.html(name)
        assert page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"] == POLICY
        assert not page.select("[onclick]")
        scripts = page.find_all("script")
        assert scripts
        for script in scripts:
            assert not script.get_text().strip()
            path = script["src"].split("?")[0]
            if name == "404":
                assert path.startswith("/book/")
                path = path.removeprefix("/book/")
                assert (book.out / path).is_file()
            else:
                assert (book.out / name).parent.joinpath(path).resolve().is_file()
        colours, others = scripts
        assert "defer" not in colours.attrs  # before anything is drawn
        assert others["type"] == "module"
        (sheet,) = page.select("link[rel=stylesheet]")
        assert "_static/book-" in sheet["href"]


def test_a_page_is_hardened_by_its_own_text_alone():
    head = '<meta charset="utf-8"><script data-cfasync="false"></script>'
    body = '<main><i class="fa fa-x"></i></main>'
    raw = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    html, facts = harden_page(raw, "part/page", "/book/")
    assert harden_page(raw, "part/page", "/book/") == (html, facts)
    assert json.loads(json.dumps(facts)) == facts
    assert {"i", "class", "fa", "fa-x"} <= set(facts["names"])
    assert "../_static/book/theme.js" in html
    assert "/book/_static/book/theme.js" in harden_page(raw, "404", "/book/")[0]


def test_remarks_in_templates_are_not_sent_to_readers():
    head = '<meta charset="utf-8"><script data-cfasync="false"></script>'
    body = "<!-- for\ndevelopers -->\n<pre>a &lt;!-- kept --&gt;</pre>"
    raw = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    html, _ = harden_page(raw, "page", "/")
    assert "developers" not in html
    assert "<body><pre>a &lt;!-- kept --&gt;</pre>" in html


def test_a_listing_keeps_its_text_and_the_tags_that_colour_it():
    listing = (
        '<div class="highlight"><pre><span></span><span class="n">x</span><span class="p">[</span>'
        '<span class="mi">0</span><span class="p">]</span><span class="w"> </span></pre></div>'
    )
    html, aside = set_aside(f'<span class="n">kept</span>{listing}')
    assert aside == ['x[<span class="mi">0</span>] ']
    assert put_back(html, aside).startswith('<span class="n">kept</span><div')


def test_names_are_those_by_which_a_style_sheet_finds_a_tag():
    html = '<p class="a b-c" id="d" data-e="f" title="g" style="h"><a href="i">j</a></p>'
    expected = {"p", "a", "b-c", "d", "data-e", "f", "class", "id", "style", "h"}
    assert names_in(html) == expected


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("index", "It says <b> & more in one line."),
        ("part/described", "As the author wrote it."),
        ("genindex", "Index: a page of The Book."),
    ],
)
def test_description_for_search_engines_and_shared_links(book, name, description):
    page = book.html(name)
    written = page.find_all("meta", {"name": "description"})
    assert [tag["content"] for tag in written] == [description]
    shared = page.find("meta", {"property": "og:description"})
    assert name == "genindex" or shared["content"] == description


def test_addresses_of_shared_links_are_complete(book):
    shared = book.html("part/described").find("meta", {"property": "og:url"})
    assert shared["content"] == "https://example.org/book/part/described.html"


FRAME = """<div><style scoped>.dataframe {{}}</style><table border="1" class="dataframe"><thead>
<tr><th>{corner}</th><th>loss</th></tr><tr><th>step</th><th></th></tr></thead>
<tbody><tr><th>0</th><td>5</td></tr></tbody></table></div>"""


def test_the_name_of_an_index_joins_the_row_of_heads():
    page = parse(FRAME.format(corner=""))
    accessible.mark_up_data_frames(Tags(page))
    heads = page.select("thead tr")
    assert [[cell.get_text() for cell in row.find_all("th")] for row in heads] == [
        ["step", "loss"]
    ]
    assert [cell["scope"] for cell in page.find_all("th")] == ["col", "col", "row"]
    assert not page.find("style")
    assert not page.find(border=True)


def test_named_columns_keep_their_own_row():
    page = parse(FRAME.format(corner="quantity"))
    accessible.mark_up_data_frames(Tags(page))
    assert len(page.select("thead tr")) == 2


def test_an_index_in_a_formula_has_one_part():
    index = parse(render(r"\lambda_{\max}")).find("msub")
    assert [tag.get_text() for tag in index.find_all(recursive=False)] == ["λ", "max"]
