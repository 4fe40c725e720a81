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


@pytest.mark.parametrize(
    ("source", "metadata", "folds"),
    [
        ("import numpy as np\nfrom math import pi\n\nassert pi > 3", {}, True),
        ("plt.show()", {"mystnb": {"image": {"alt": "A dot."}}}, True),
        ("chart", {"mystnb": {"figure": {"name": "fig-a"}}}, True),
        ("import numpy as np\nx = 1", {}, False),
        ("print(1)", {"mystnb": {"markdown_format": "myst"}}, False),
        ("%matplotlib inline", {}, False),
        ("import", {}, False),
    ],
)
def test_code_that_only_serves_is_folded(source, metadata, folds):
    assert chapters.only_serves(source, metadata) == folds


@pytest.mark.parametrize("tags", [[], ["remove-cell"], ["hide-output"], ["my-tag"]])
def test_who_says_what_is_shown_is_obeyed(book, tags):
    cell = f"```{{code-cell}} python\n:tags: {tags}\nimport math\n```\n"
    (parsed,) = chapters.code_cells(chapters.parse(FRONT_MATTER + cell, f"page-{len(tags)}"))
    said = any(tag in chapters.HIDING for tag in tags)
    assert ("hide-input" in parsed.metadata["tags"]) is not said
    assert set(tags) <= set(parsed.metadata["tags"])
