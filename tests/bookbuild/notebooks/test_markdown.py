"""The Markdown of a notebook: every construct of the book, as plain Jupyter reads it."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

EXTENSIONS = (
    *("sphinx_design", "sphinx_exercise", "sphinx_proof", "sphinxcontrib.bibtex"),
    *(
        "directives.exercises",
        "directives.quiz",
        *("sources.addresses", "notebooks.own_wheel", "notebooks.downloads"),
    ),
)
SETTINGS = {
    "html_baseurl": "https://example.org/book/",
    "html_title": "The Book",
    "bibtex_bibfiles": ["references.bib"],
    "bibtex_reference_style": "author_year",
}
CONSTRUCTS = Path(__file__).parent / "constructs"
INDEX = "# Index\n\n```{toctree}\nday1/page\nother\n```\n"
FRONT_MATTER = """\
---
kernelspec: {name: python3, display_name: Python 3, language: python}
jupytext: {text_representation: {extension: .md, format_name: myst}}
---

# The page

```{code-cell} python
answer = 42
```
"""


def sections(text):
    """Return the text of each section, by its heading."""
    _, *parts = re.split(r"^## (.*)\n\n", text, flags=re.M)
    return {name: body.strip() for name, body in zip(parts[::2], parts[1::2], strict=True)}


@pytest.fixture
def read_notebook(build_book):
    """A function that builds a book of one chapter and returns its Markdown and the warnings."""

    def read(chapter):
        files = {path.name: path.read_text("utf-8") for path in CONSTRUCTS.iterdir()}
        pages = {
            "index": INDEX,
            "day1/page": chapter,
            "other": files["other.md"],
            "references.bib": files["references.bib"],
            "day1/listed.py": files["listed.py"],
            "day1/dot.svg": files["dot.svg"],
        }
        book = build_book(pages, *EXTENSIONS, **SETTINGS)
        notebook = nbformat.read(book.out / "downloads/day1/page.ipynb", as_version=4)
        cells = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
        return "\n\n".join(cells), book.warnings

    return read


def test_every_construct_is_plain_markdown(read_notebook):
    text, warnings = read_notebook((CONSTRUCTS / "chapter.md").read_text("utf-8"))
    assert not warnings
    assert sections(text) == sections((CONSTRUCTS / "notebook.md").read_text("utf-8"))


def test_no_source_syntax_and_no_relative_link_is_left(read_notebook):
    text, _ = read_notebook((CONSTRUCTS / "chapter.md").read_text("utf-8"))
    assert not re.search(r"\{[a-z:]+\}`|```\{|:::|^\(.*\)=$", text, flags=re.M)
    links = re.findall(r"(?<!\\)\[[^\]]*\]\(([^)\s]*)\)|(?:href|src)=\"([^\"]*)\"", text)
    assert len(links) > 15
    assert all("".join(link).startswith("https://") for link in links)


def test_headings_keep_their_level_and_open_a_cell(read_notebook):
    text, _ = read_notebook(FRONT_MATTER + "## One\n\n### Two\n\nText.\n")
    assert text.startswith("# The page\n\n*A chapter of [The Book]")
    assert text.endswith("## One\n\n### Two\n\nText.")


def test_an_unknown_node_is_named_with_its_page(read_notebook):
    _, warnings = read_notebook(
        FRONT_MATTER + "```{eval-rst}\n:field: Unknown to notebooks.\n```\n"
    )
    assert len(warnings) == 2, "once for each of the two notebooks"
    assert "day1/page" in warnings[0]
    assert "no Markdown is known for the node 'field_list'" in warnings[0]
