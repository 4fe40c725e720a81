"""What the build writes for the code that runs in the page."""

from __future__ import annotations

import hashlib
import json

import pytest
from bookbuild.browser import pyodide
from bookbuild.browser.live import link
from bookbuild.site.finish import harden_page
from bookbuild.site.head import POLICY

FRONT_MATTER = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
"""
PAGE = (
    FRONT_MATTER
    + """# A chapter

```{code-cell} python
import numpy as np

print("<&>",  1)
```

```{code-cell} python
:tags: [remove-cell]
from myst_nb import glue
hidden = 2
glue("hidden", hidden)
```

```{code-cell} python
:tags: [remove-cell]
glue("hidden", hidden)
```

Text between.

```{code-cell} python
:tags: [hide-input, raises-exception]
from mathforml import figures
import dask, torch
```
"""
)
PARTS = ("sources.addresses", "notebooks.own_wheel", "browser.live")
SETTINGS = {"html_baseurl": "https://example.org/book/"}


@pytest.fixture
def build(build_book, tmp_path, monkeypatch):
    """A function that builds a page; `files` has the names of the wheels that are there."""
    monkeypatch.setattr("bookbuild.browser.live.WHEELS", tmp_path)

    def build(page: str = PAGE, files=(), **settings):
        for name in files:
            (tmp_path / name).write_bytes(b"a wheel")
        return build_book({"index": page}, *PARTS, **SETTINGS, **settings)

    return build


def read(book, name: str) -> dict:
    return json.loads((book.out / "live" / name).read_text(encoding="utf-8"))


def test_the_cells_are_those_of_the_source(build):
    book = build()
    first, hidden, last = read(book, "cells/index.json")["cells"]
    assert first == {
        "source": 'import numpy as np\n\nprint("<&>",  1)',
        "number": 0,
        **{"place": 0, "folded": False, "mayFail": False, "cannot": []},
    }
    assert hidden["source"] == "hidden = 2"
    assert (hidden["place"], hidden["folded"]) == (-1, True)
    assert (last["place"], last["folded"], last["mayFail"]) == (1, True, True)
    assert last["cannot"] == ["dask", "torch"]
    assert len(book.html().select("div.cell")) == 2


def test_the_page_names_what_it_needs_of_the_packages(build):
    needed = read(build(), "cells/index.json")["packages"]
    assert {"numpy", "matplotlib", "pandas", "altair"} <= set(needed) <= set(pyodide.wanted())


def test_the_button_stands_below_the_title_and_outside_the_search(build):
    button = build().html().select_one("h1 + .live")
    assert button["data-cells"] == "live/cells/index.json"
    assert button.has_attr("data-pagefind-ignore")
    assert button.button.get_text() == "Run the code on this page"


def test_a_page_without_cells_has_no_button(build):
    book = build("# Prose\n")
    assert not book.html().select(".live")
    assert not (book.out / "live" / "cells" / "index.json").exists()


def test_a_site_without_wheels_has_python_and_the_package_alone(build):
    book = build()
    assert read(book, "settings.json")["available"] == []
    assert read(book, "settings.json")["publicSource"] is None
    (own,) = read(book, "packages.json")["packages"].values()
    (wheel,) = (book.out / "live").glob("*.whl")
    assert own["file_name"] == f"./{wheel.name}"
    assert own["sha256"][:10] in wheel.name
    assert hashlib.sha256(wheel.read_bytes()).hexdigest() == own["sha256"]
    for name in pyodide.CORE_FILES:
        assert (book.out / "pyodide" / name).read_bytes() == (pyodide.CORE / name).read_bytes()


def test_a_package_counts_when_all_that_it_needs_is_there(build):
    packages = pyodide.lock()["packages"]
    files = [packages[name]["file_name"] for name in ("numpy", "pandas")]
    book = build(files=files)
    assert read(book, "settings.json")["available"] == ["numpy"]  # pandas needs more
    assert set(read(book, "packages.json")["packages"]) == {"numpy", "mathforml"}
    assert (book.out / "pyodide" / files[0]).exists()


@pytest.mark.parametrize("way", ["setting", "environment"])
def test_the_public_source_is_named_only_where_the_builder_allows_it(build, monkeypatch, way):
    if way == "environment":
        monkeypatch.setenv("BOOK_PUBLIC_SOURCE", "1")
    book = build(**({"live_public_source": True} if way == "setting" else {}))
    public = read(book, "settings.json")["publicSource"]
    assert public["packages"] == pyodide.public_source()
    assert {"numpy", "mathforml"} <= set(read(book, "packages-public.json")["packages"])
    assert pyodide.allows_public_source(book.app.config)


def test_the_policy_follows():
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><script data-cfasync="false"></script>'
        "</head><body></body></html>"
    )
    assert POLICY in harden_page(page, "index", "/")[0]
    wider = harden_page(page, "index", "/", "https://example.org/full/")[0]
    assert "connect-src 'self' https://example.org/full/;" in wider
    assert wider.count("example.org") == 1


def test_a_link_is_made_once_and_copies_where_it_must(tmp_path, monkeypatch):
    source, target = tmp_path / "source", tmp_path / "folder" / "target"
    source.write_text("one")
    link(source, target)
    assert target.samefile(source)
    link(source, target)

    def refuse(*_):
        raise OSError("another file system")

    monkeypatch.setattr("os.link", refuse)
    link(source, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "one"
    assert not (tmp_path / "copy").samefile(source)
