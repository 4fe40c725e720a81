"""The notebooks of a chapter: their cells, their results, and what a class gets."""

from __future__ import annotations

from functools import cache

import nbformat
import pytest

SETTINGS = {
    "html_baseurl": "https://example.org/book/",
    "html_title": "The Book",
    "nb_execution_mode": "force",
}
EXTENSIONS = (
    "sphinx_exercise",
    "directives.exercises",
    "directives.quiz",
    *("sources.addresses", "notebooks.own_wheel", "notebooks.downloads"),
)
CHAPTER = """\
---
kernelspec: {name: python3, display_name: Python 3, language: python}
jupytext: {text_representation: {extension: .md, format_name: myst}}
---

# The chapter

Before.

```{code-cell} python
:tags: [remove-cell]
from myst_nb import glue
start = 20
```

```{code-cell} python
:tags: [hide-input]
print(start, flush=True)
print(start + 1)
glue("total", 2 * start, display=False)
start + 22
```

The total is {glue:text}`total`.

```{code-cell} python
---
mystnb:
  image:
    alt: A red dot.
  figure:
    name: fig-dot
    caption: A dot of $1$ pixel.
---
from base64 import b64decode
from IPython.display import Image
Image(b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="))
```

```{exercise} On paper
:label: ex-paper
Add.
```

```{hint}
Fingers.
```

```{solution} ex-paper
:label: sol-paper
The secret is two.
```

```{exercise} In code
:label: ex-code
Subtract.
```

```{solution-start} ex-code
:label: sol-code
```

Like this.

```{code-cell} python
secret = start - 1
print(secret)
```

Done.

```{solution-end}
```

```{quiz} Is it?
- [ ] No.

  Since it is.
- [x] Yes.

  The secret of quizzes.
```

```{code-cell} python
:tags: [remove-input]
print("end")
```
"""
RESULTS, CLASS = "downloads/chapter.ipynb", "downloads/chapter-class.ipynb"


INDEX = "# Index\n\n```{toctree}\nchapter\n```\n"


@pytest.fixture(scope="module")
def build_chapter(build_book):
    """A function that builds a book of one chapter, once, and reads a notebook of it."""

    @cache
    def built(chapter):
        book = build_book({"index": INDEX, "chapter": chapter}, *EXTENSIONS, **SETTINGS)
        assert not book.warnings
        return book

    def build(name=RESULTS, chapter=CHAPTER):
        notebook = nbformat.read(built(chapter).out / name, as_version=4)
        nbformat.validate(notebook)
        return notebook

    return build


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_cells_keep_what_makes_sense_in_jupyter(build_chapter):
    install, removed, hidden, figure, solution, end = code(build_chapter())
    assert "%pip install" in install.source
    assert '"mathforml @ https://example.org/book/wheels/mathforml-' in install.source
    assert removed.source == "start = 20"
    assert hidden.source == "print(start, flush=True)\nprint(start + 1)\nstart + 22"
    assert [dict(cell.metadata) for cell in (removed, hidden, figure, solution, end)] == [
        {"tags": ["remove-cell"], "jupyter": {"source_hidden": True, "outputs_hidden": True}},
        {"tags": ["hide-input"], "jupyter": {"source_hidden": True}},
        {},
        {"jupyter": {"source_hidden": True, "outputs_hidden": True}},
        {"tags": ["remove-input"], "jupyter": {"source_hidden": True}},
    ]


def test_the_cells_have_their_results(build_chapter):
    *_, hidden, figure, solution, end = code(build_chapter())
    *printed, value = hidden.outputs
    assert "".join(output.text for output in printed) == "20\n21\n"
    assert value.data["text/plain"] == "42"
    assert figure.outputs[0].metadata["image/png"]["alt"] == "A red dot."
    assert solution.outputs[0].text == "19\n"
    assert end.outputs[0].text == "end\n"
    assert all(cell.execution_count for cell in (hidden, figure, solution, end))


def test_text_holds_values_and_captions_beside_their_cells(build_chapter):
    cells = build_chapter().cells
    sources = [cell.source for cell in cells]
    assert sources[0].startswith(
        "# The chapter\n\n*A chapter of [The Book](https://example.org/book/)."
    )
    assert "trust the notebook" in sources[0]  # or Jupyter hides its drawings
    assert "%pip" in sources[1]
    assert "The total is 40." in sources
    assert sources[7].startswith("**Fig. 1.** A dot of $1$ pixel.")


def test_a_solution_with_code_shows_nothing_until_it_is_opened(build_chapter):
    cells = build_chapter().cells
    place = next(i for i, cell in enumerate(cells) if cell.source.startswith("secret ="))
    before, after = cells[place - 1].source, cells[place + 1].source
    title = "Solution to Exercise 2 (In code)"
    opened, folded = "<details>\n<summary><b>", "</b></summary>\n\n{}\n\n</details>"
    assert before.endswith(opened + title + folded.format("Like this."))
    assert after.startswith(opened + f"{title}, continued" + folded.format("Done."))
    assert cells[place].metadata.jupyter == {"source_hidden": True, "outputs_hidden": True}


def test_a_class_gets_no_results_and_no_answers(build_chapter):
    notebook = build_chapter(CLASS)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "secret" not in text
    assert "trust the notebook" not in text  # there are no results that may be hidden
    assert "Fingers." in text
    assert "> - B. Yes." in text
    assert not any(cell.outputs or cell.execution_count for cell in code(notebook))
    sources = [cell.source for cell in notebook.cells]
    assert "*Your solution to Exercise 1 (On paper):*" in sources
    assert "# Your solution to Exercise 2 (In code)" in [cell.source for cell in code(notebook)]
    assert 'print("end")' in sources


def test_identities_do_not_change_when_another_section_does(build_chapter):
    tail = "\n## Last\n\nText.\n\n```{code-cell} python\n1\n```\n"
    before = build_chapter(chapter=CHAPTER + tail)
    after = build_chapter(
        chapter=CHAPTER.replace("Before.", "Before.\n\n## New\n\nText.\n") + tail
    )
    assert before.cells[-1].id == after.cells[-1].id == "last-2"
    assert len({cell.id for cell in after.cells}) == len(after.cells)


def test_a_page_without_cells_has_no_notebook(build_book):
    book = build_book({"index": "# Index\n"}, *EXTENSIONS, **SETTINGS)
    assert not list(book.out.rglob("*.ipynb"))


def test_glue_that_would_break_the_notebook_fails_the_build(build_book):
    chapter = CHAPTER.replace("from myst_nb import glue", "if True:\n    from myst_nb import glue")
    book = build_book({"index": INDEX, "chapter": chapter}, *EXTENSIONS, **SETTINGS)
    assert any("no notebook of chapter" in line for line in book.warnings)


PATH = """\
---
kernelspec: {name: python3, display_name: Python 3, language: python}
jupytext: {text_representation: {extension: .md, format_name: myst}}
---

# Two lengths

## One

```{station} 6
```

```{code-cell} python
:tags: [remove-cell]
start = 20
```

```{code-cell} python
print(start + 1)
```

### Aside

Words that stand aside.

```{code-cell} python
:tags: [remove-cell]
aside = 1
```

## Two

Words of the whole.

```{code-cell} python
print("whole")
```

## Three

```{station} 3
```

```{code-cell} python
print(start + 2)
```
"""


def test_the_class_path_is_a_notebook_with_results_and_one_without(build_book):
    parts = (*EXTENSIONS, "directives.lengths")
    book = build_book({"index": PATH}, *parts, **SETTINGS)
    assert book.warnings == []

    def read(name: str):
        return nbformat.read(book.out / "downloads" / f"{name}.ipynb", as_version=4)

    def codes(notebook) -> list[str]:
        return [cell.source for cell in notebook.cells if cell.cell_type == "code"][1:]

    on_path = ["start = 20", "print(start + 1)", "print(start + 2)"]
    whole = ["start = 20", "print(start + 1)", "aside = 1", 'print("whole")', "print(start + 2)"]
    assert codes(read("index")) == whole
    assert codes(read("index-path")) == on_path
    assert codes(read("index-class")) == on_path
    text = "\n".join(cell.source for cell in read("index-path").cells)
    assert "*In class: 6 min*" in text
    assert "Words" not in text
    assert [cell.outputs != [] for cell in read("index-path").cells if "print" in cell.source] == [
        True,
        True,
    ]
    assert not any(cell.get("outputs") for cell in read("index-class").cells)


def test_a_chapter_without_stations_is_offered_whole(build_book):
    text = PATH.replace("```{station} 6\n```", "").replace("```{station} 3\n```", "")
    book = build_book({"index": text}, *EXTENSIONS, "directives.lengths", **SETTINGS)
    names = {path.name for path in (book.out / "downloads").iterdir()}
    assert names == {"index.ipynb", "index-class.ipynb"}
    in_class = nbformat.read(book.out / "downloads" / "index-class.ipynb", as_version=4)
    assert any("whole" in cell.source for cell in in_class.cells)
