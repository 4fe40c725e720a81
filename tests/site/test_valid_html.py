"""Every page is valid HTML by the Nu checker of the W3C.

It needs Java and the packages of `code/audit`; a reader's machine has neither, so it is only
required in CI.
"""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from bench.audit import NU_CHECKER, install_tools
from bookbuild.site.pages import site_pages


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks HTML files."""
    required = os.environ.get("CI") == "true"
    if shutil.which("java") is None:
        (pytest.fail if required else pytest.skip)("no Java on the PATH")
    if not NU_CHECKER.exists() and not required:
        pytest.skip("the Nu checker is not installed: run `make bench` once, or set CI=true")
    install_tools()
    return ["java", "-jar", str(NU_CHECKER)]


def test_every_page_is_valid_html(checker, site):
    pages = [str(path) for path in site_pages(site)]
    options = ("--errors-only", "--format", "gnu")
    done = subprocess.run([*checker, *options, *pages], capture_output=True, text=True)
    assert not done.stderr.replace(f"{site}/", "")
    assert done.returncode == 0
