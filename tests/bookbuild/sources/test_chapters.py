"""Which pages run code, as their text says it."""

from __future__ import annotations

import pytest
from bookbuild.sources import chapters

FRONT_MATTER = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

# A page

"""


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.setattr(chapters, "ROOT", tmp_path)
    monkeypatch.setattr(chapters, "BOOK", tmp_path)
    toc = "format: jb-book\nroot: index\nchapters:\n- file: code\n- file: marked\n"
    (tmp_path / "_toc.yml").write_text(toc, encoding="utf-8")
    (tmp_path / "_config.yml").write_text("parse: {myst_enable_extensions: []}", encoding="utf-8")
    cell = "```{code-cell} python\n:tags: [raises-exception]\n1 / 0\n```\n"
    (tmp_path / "index.md").write_text("# Prose\n", encoding="utf-8")
    (tmp_path / "code.md").write_text(FRONT_MATTER + cell, encoding="utf-8")
    (tmp_path / "marked.md").write_text(FRONT_MATTER + cell, encoding="utf-8-sig")
    chapters.syntax.cache_clear()
    yield
    chapters.syntax.cache_clear()


def test_pages_with_code_cells_are_chapters_with_a_byte_order_mark_too(book):
    assert chapters.pages() == ["index", "code", "marked"]
    assert chapters.chapters() == ["code", "marked"]
    for page in chapters.chapters():
        assert chapters.cells(chapters.read_text(page), page) == (chapters.Cell("1 / 0", True),)
