"""The addresses of the book, for a fork too."""

from __future__ import annotations

import pytest
from sphinx.errors import ConfigError

PAGES = {"index": "# Title"}


def build(build_book, **settings):
    return build_book(PAGES, "sources.addresses", **settings).app.config


def test_the_configuration_names_the_site(build_book, monkeypatch):
    monkeypatch.delenv("BOOK_BASE_URL", raising=False)
    assert (
        build(build_book, html_baseurl="https://example.org/book").html_baseurl
        == "https://example.org/book/"
    )


def test_a_fork_sets_its_own_addresses(build_book, monkeypatch):
    monkeypatch.setenv("BOOK_BASE_URL", "https://fork.example/course/")
    monkeypatch.setenv("BOOK_REPOSITORY", "https://github.com/fork/course/")
    config = build(build_book, html_baseurl="https://example.org/", html_theme="sphinx_book_theme")
    assert config.html_baseurl == "https://fork.example/course/"
    assert config.html_theme_options["repository_url"] == "https://github.com/fork/course"


@pytest.mark.parametrize(
    ("variable", "address"),
    [("BOOK_BASE_URL", "fork.example"), ("BOOK_REPOSITORY", "fork/course")],
)
def test_what_is_no_address_is_refused(build_book, monkeypatch, variable, address):
    monkeypatch.setenv(variable, address)
    with pytest.raises(ConfigError, match=f"{variable} is '{address}'"):
        build(build_book, html_baseurl="https://example.org/")


def test_a_book_without_an_address_is_refused(build_book, monkeypatch):
    monkeypatch.delenv("BOOK_BASE_URL", raising=False)
    with pytest.raises(ConfigError, match=r"html\.baseurl"):
        build(build_book)
