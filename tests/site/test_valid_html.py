"""Every page is valid HTML by the Nu checker of the W3C.

It needs Java and a package of npm; a reader's machine has neither, so it is only required in CI.
"""

from __future__ import annotations

import os
import shutil

import pytest
from bookbuild.site.pages import site_pages
from support import nu

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checker() -> None:
    """The installed checker."""
    required = os.environ.get("CI") == "true"
    if shutil.which("java") is None:
        (pytest.fail if required else pytest.skip)("no Java on the PATH")
    if not nu.CHECKER.exists() and not required:
        pytest.skip("the Nu checker is not installed: run with CI=true")
    nu.install()


def test_every_page_is_valid_html(checker, site):
    assert not nu.faults(site_pages(site)).replace(f"{site}/", "")


def test_a_fault_in_a_page_is_named(checker, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang='en'><title>A</title><p><div></p>", "utf-8")
    said = nu.faults([page])
    assert "page.html" in said
    assert "Unclosed element" in said
