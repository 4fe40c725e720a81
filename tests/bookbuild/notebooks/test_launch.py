"""The menu that opens a chapter elsewhere: its addresses, for a fork too, and where it stands."""

from __future__ import annotations

import pytest
from bookbuild.notebooks.launch import SERVICES, add_menu, entries, on_github
from sphinx.errors import ConfigError

PAGES = {
    "index": "# Prose\n\n```{toctree}\nday1/chapter\n```\n",
    "day1/chapter": """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3, language: python}
---

# A chapter

```{code-cell} python
1
```
""",
}
REPOSITORY = "https://github.com/example/course"
COLAB = "https://colab.research.google.com/github/{}/blob/notebooks/day1/chapter.ipynb"
BINDER = "https://mybinder.org/v2/gh/{}/notebooks?labpath=day1/chapter.ipynb"

CONTEXT = {"notebooks": ["one"], "pathto": lambda path, _: path}


@pytest.fixture(scope="module")
def build(build_book):
    """A function that builds a book of two pages, in the theme of the real one."""

    def build(**settings):
        return build_book(
            PAGES,
            "sphinx_book_theme",
            *("sources.addresses", "notebooks.own_wheel", "notebooks.downloads"),
            "notebooks.launch",
            html_theme="sphinx_book_theme",
            html_baseurl="https://example.org/",
            html_theme_options={"repository_url": REPOSITORY},
            **settings,
        )

    return build


@pytest.fixture(scope="module")
def book(build):
    return build()


@pytest.fixture(scope="module")
def fork(build):
    """The book as a fork publishes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOOK_REPOSITORY", "https://github.com/fork/course/")
        return build()


def menu_of(book):
    return book.html("day1/chapter").select_one(".dropdown:has(.fa-rocket)")


def addresses(services=SERVICES, **changes):
    """Return the addresses in a menu, by the first word of their text."""
    parts = {"page": "day1/chapter", "branch": "notebooks", "repository": "example/course"}
    made = entries(services, **{**parts, "lite": "../lite/lab/index.html"} | changes)
    return {entry["text"].split(":")[0]: entry["url"] for entry in made}


@pytest.mark.parametrize(
    ("repository", "name"),
    [
        ("https://github.com/example/course", "example/course"),
        ("https://github.com/my-fork/my.course.git", "my-fork/my.course"),
        ("https://www.github.com/example/course/", "example/course"),
        ("https://gitlab.com/example/course", None),
        ("https://github.com.example.org/example/course", None),
        ("https://github.com/example", None),
        ("https://github.com/example/course/tree/main", None),
        ("", None),
    ],
)
def test_the_repository_is_found_on_github_and_nowhere_else(repository, name):
    assert on_github(repository) == name


def test_each_service_is_asked_in_its_own_way():
    assert addresses() == {
        "JupyterLite": "../lite/lab/index.html?path=day1/chapter.ipynb",
        "Colab": COLAB.format("example/course"),
        "Binder": BINDER.format("example/course"),
    }
    assert "/blob/my.branch/" in addresses(branch="my.branch")["Colab"]


def test_the_menu_has_what_is_named_and_can_be_reached():
    assert list(addresses(["binder", "jupyterlite"])) == ["Binder", "JupyterLite"]
    assert list(addresses(repository=None)) == ["JupyterLite"]
    assert list(addresses(lite=None)) == ["Colab", "Binder"]
    assert addresses([]) == {}


def test_a_chapter_has_the_menu_before_the_other_buttons(book):
    menu = menu_of(book)
    assert menu == book.html("day1/chapter").select(".article-header-buttons .dropdown")[1]
    assert menu.button["aria-label"] == "Open as a notebook"
    links = {link.get_text(strip=True): link for link in menu.select("a")}
    assert {text: link["href"] for text, link in links.items()} == {
        "JupyterLite: nothing to install": "../lite/lab/index.html?path=day1/chapter.ipynb",
        "Colab: needs a Google account": COLAB.format("example/course"),
        "Binder: takes minutes to start": BINDER.format("example/course"),
    }
    titles = [link["title"] for link in links.values()]
    assert titles == ["Runs in your browser", "Leaves this site", "Leaves this site"]
    assert not menu.select("[onclick], [data-bs-toggle]")
    assert menu.button["popovertarget"] == menu.ul["id"]
    assert menu.ul.has_attr("popover")


def test_a_page_without_cells_has_no_menu(book):
    assert not book.html("index").select(".fa-rocket")


def test_a_fork_links_to_its_own_notebooks(fork):
    assert [link["href"] for link in menu_of(fork).select("a")] == [
        "../lite/lab/index.html?path=day1/chapter.ipynb",
        COLAB.format("fork/course"),
        BINDER.format("fork/course"),
    ]


@pytest.mark.parametrize(
    "settings",
    [
        {"launch_services": ["colab", "binder"], "html_theme_options": {}},
        {"launch_services": []},
    ],
)
def test_a_menu_without_entries_is_left_out(book, settings, monkeypatch):
    for name, value in settings.items():
        monkeypatch.setattr(book.app.config, name, value)
    context = {**CONTEXT, "header_buttons": ["others"]}
    add_menu(book.app, "day1/chapter", "", context, None)
    assert context["header_buttons"] == ["others"]


def test_a_name_that_an_address_cannot_hold_is_quoted(book):
    context = {**CONTEXT, "header_buttons": []}
    add_menu(book.app, "day1/a b?", "", context, None)
    assert context["header_buttons"][0]["buttons"][2]["url"].endswith("=day1/a%20b%3F.ipynb")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"launch_services": ["colab", "deepnote"]}, "names 'deepnote'; expected some of"),
        ({"launch_branch": "a/b"}, "launch_branch is 'a/b'; expected letters"),
        ({"launch_branch": ""}, "launch_branch is ''"),
    ],
)
def test_a_setting_that_would_make_dead_links_is_refused(build, settings, message):
    with pytest.raises(ConfigError, match=message):
        build(**settings)
