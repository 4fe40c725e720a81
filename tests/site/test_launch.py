"""The menu that opens a chapter elsewhere, and the branch that its links lead to."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from bookbuild.commands.notebooks import lay_out
from bookbuild.sources.chapters import chapters
from playwright.sync_api import expect

CHAPTER = "day1/gradient-descent"


@pytest.fixture(scope="module")
def branch(site, tmp_path_factory):
    """The folder that the publishing workflow pushes."""
    folder = tmp_path_factory.mktemp("branch")
    lay_out(folder, site, chapters())
    return folder


def test_the_menu_opens_by_keyboard_and_leads_to_files_of_the_branch(open_page, branch):
    page = open_page(f"{CHAPTER}.html")
    button = page.get_by_role("button", name="Open as a notebook")
    links = page.locator(".dropdown:has(.fa-rocket) a")
    expect(links.first).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    for name, host in ("Colab", "colab.research.google.com"), ("Binder", "mybinder.org"):
        link = page.get_by_role("link", name=name)
        while not link.evaluate("link => link === document.activeElement"):
            assert page.evaluate("document.activeElement.closest('.dropdown')"), (
                f"no way to {name}"
            )
            page.keyboard.press("Tab")
        expect(link).to_be_visible()
        expect(link).to_have_accessible_description("Leaves this site")
        address = urlsplit(link.get_attribute("href"))
        assert address.hostname == host
        path = parse_qs(address.query).get("labpath", [address.path.partition("/notebooks/")[2]])
        assert path == [f"{CHAPTER}.ipynb"]
        assert (branch / path[0]).is_file()
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    expect(button).to_be_focused()


def test_every_chapter_of_the_site_is_in_the_branch_as_it_is_offered(site, branch):
    offered = {
        path.relative_to(site / "downloads")
        for path in site.glob("downloads/**/*.ipynb")
        if not path.stem.endswith("-path")  # who missed the class has the whole chapter there
    }
    assert len(offered) == 2 * len(chapters())
    for page in chapters():
        for suffix, folder in ("", "."), ("-class", "class"):
            offer = (site / "downloads" / f"{page}{suffix}.ipynb").read_bytes()
            assert (branch / folder / f"{page}.ipynb").read_bytes() == offer
    assert len(list(branch.rglob("*.ipynb"))) == len(offered)
