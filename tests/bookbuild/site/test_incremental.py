"""After any change, the site is byte for byte the one that a full build makes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from bench.project_copy import ProjectCopy

CELL = "```{code-cell} python\n%s\n```\n"
FIGURE = """
```{code-cell} python
---
mystnb:
  image: {alt: "A straight line that goes up."}
  figure: {name: %s, caption: "%s"}
---
import matplotlib.pyplot as plt

fig, ax = plt.subplots()
ax.plot([0, %d])
plt.show()
```
"""
PAGES = {
    "index": "See {ref}`ch-number`, {numref}`fig-second` and {eq}`eq-half`.\n",
    "number": (
        CELL % "from mathforml.number import NUMBER, half\nprint('number:', NUMBER)"
        + FIGURE % ("fig-first", "The first figure.", 1)
        + "\n```{source} mathforml.number.half\n:caption: The half.\n```\n"
        + "\n```{math}\n:label: eq-half\nx / 2\n```\n"
    ),
    "other": (
        CELL % "from mathforml.losses import squared\nprint('squared:', squared(1.0, 3.0))"
        + FIGURE % ("fig-second", "The second figure.", 2)
        + "\n{term}`slope` and {cite:t}`cauchy1847`, as in {numref}`fig-first`.\n"
        + "\n```{exercise} Think\n:label: ex-think\nWhy?\n```\n"
        + "\n```{solution} ex-think\n:label: sol-think\nBecause.\n```\n"
    ),
    "third": "Prose, with {ref}`an exercise <ex-think>` of another page.\n",
    "glossary": "```{glossary}\nslope\n  {nl}`helling`. How steep.\n```\n",
    "api": "```{api} number losses\n```\n",
    "bibliography": "```{bibliography}\n```\n",
}
NUMBER = '''"""A number."""

NUMBER = 0.5


def half(x: float) -> float:
    """Half of a number."""
    return x / 2
'''

# one change of a kind: (file, what stands there, what comes there, the pages to be read again)
CHANGES = {
    "a sentence": ("book/third.md", "another page", "one more page", {"third"}),
    "a title": ("book/number.md", "# The page number", "# A number", {"number"}),
    "a label": ("book/number.md", "\n# ", "\n(sec-new)=\n# ", {"number"}),
    "a caption": ("book/other.md", "The second figure", "The last figure", {"other"}),
    "a figure before others": (
        *("book/number.md", "\n```{source}"),
        *(FIGURE % ("fig-new", "A new figure.", 3) + "\n```{source}", {"number"}),
    ),
    "an equation before another": (
        *("book/number.md", "\n```{math}"),
        *("\n```{math}\n:label: eq-new\ny\n```\n\n```{math}", {"number"}),
    ),
    "a section": ("book/third.md", "Prose", "## Section\n\nProse", {"third"}),
    "a definition": ("book/glossary.md", "How steep", "How steep it is", {"glossary"}),
    "the title of an exercise": ("book/other.md", "} Think", "} Think again", {"other"}),
    "the text of an exercise": ("book/other.md", "Why?", "Why not?", {"other"}),
    "a kind of box": ("book/third.md", "Prose", ":::{danger} Ice\nThin.\n:::\n\nProse", {"third"}),
    "a citation": ("book/third.md", "Prose", "Prose by {cite:t}`cauchy1847`", {"third"}),
    "a cell": ("book/other.md", "squared(1.0, 3.0)", "squared(1.0, 4.0)", {"other"}),
    "a picture": ("book/other.md", "ax.plot([0, 2])", "ax.plot([0, 4])", {"other"}),
    "a number in the package": (
        *("code/mathforml/number.py", "NUMBER = 0.5", "NUMBER = 0.25", {"number", "api"}),
    ),
    "a function that is shown": (
        *("code/mathforml/number.py", "return x / 2", "return 0.5 * x", {"number", "api"}),
    ),
    "a docstring": (
        *("code/mathforml/number.py", "Half of a number", "A half", {"number", "api"}),
    ),
    "a module that all use": (*("code/mathforml/_checks.py", '"""', '"""  ', {"other", "api"}),),
    "a setting": (
        "_config.yml",
        "numfig: true",
        "numfig: true\n    html_show_copyright: false",
        set(PAGES),
    ),
}
# changes at once, of which none reads a page again that another could leave stale
TOGETHER = {
    "all in one chapter": (
        *("a title", "a label", "a figure before others", "an equation before another"),
    ),
    "all in another chapter": (
        *("a caption", "the title of an exercise", "the text of an exercise"),
        *("a cell", "a picture"),
    ),
    "all in prose": ("a sentence", "a section", "a kind of box", "a citation", "a definition"),
    "all in a module": ("a number in the package", "a function that is shown", "a docstring"),
}
# chapters whose cells run again: those that import what changed, and those with another cell
RUNS = {
    "a figure before others": {"number"},
    "a cell": {"other"},
    "a picture": {"other"},
    "a number in the package": {"number"},
    "a function that is shown": {"number"},
    "a docstring": {"number"},
    "a module that all use": {"other"},
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    copy = ProjectCopy(tmp_path_factory.mktemp("incremental"), PAGES)
    copy.write("code/mathforml/number.py", NUMBER)
    build(copy)
    return copy


def build(book: ProjectCopy) -> str:
    done = book.run("bookbuild", "book")
    assert done.returncode == 0, done.stdout
    return done.stdout


def build_all(book: ProjectCopy) -> None:
    """Build every page anew; outputs of cells are taken from the store."""
    for name in ("last", "html"):
        shutil.rmtree(book.root / "_build" / name)
    assert pages_read(build(book)) == set(PAGES)


def site(book: ProjectCopy) -> dict[str, bytes]:
    folder: Path = book.root / "_build/html"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pages_read(said: str) -> set[str]:
    return set(re.findall(r"^page \d+ of \d+: (\S+)$", said, re.MULTILINE))


def pages_run(said: str) -> set[str]:
    return set(re.findall(r"^run \d+ of \d+: (\S+), ", said, re.MULTILINE))


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        *(pytest.param(changes, id=name) for name, changes in TOGETHER.items()),
        *(pytest.param((name,), id=name, marks=pytest.mark.long) for name in CHANGES),
    ],
)
def test_a_change_gives_the_site_of_a_full_build(book, changes):
    paths = {CHANGES[name][0] for name in changes}
    before = {path: (book.root / path).read_text(encoding="utf-8") for path in paths}
    build(book)
    try:
        for name in changes:
            path, old, new, _ = CHANGES[name]
            text = (book.root / path).read_text(encoding="utf-8")
            assert old in text, name
            book.write(path, text.replace(old, new, 1))
        said = build(book)
        assert pages_read(said) == set().union(*(CHANGES[name][3] for name in changes))
        assert pages_run(said) == set().union(*(RUNS.get(name, set()) for name in changes))
        quick = site(book)
        build_all(book)
        full = site(book)
        assert quick.keys() == full.keys()
        differ = [name for name in full if quick[name] != full[name]]
        assert not differ
    finally:
        for path, text in before.items():
            book.write(path, text)


def test_changes_together_are_all_but_those_that_build_every_page():
    together = [name for names in TOGETHER.values() for name in names]
    assert sorted(together) == sorted({*CHANGES} - {"a setting", "a module that all use"})


def test_nothing_is_built_when_nothing_changed(book):
    build(book)
    before = site(book)
    (book.root / "book/third.md").touch()
    said = build(book)
    assert said.startswith("Nothing changed: the site is still in _build/html: 2 chapters")
    assert site(book) == before


def test_a_change_in_how_things_are_measured_builds_no_page(book):
    build(book)
    before = site(book)
    book.replace("code/bench/races.py", "ROUNDS = 7", "ROUNDS = 8")
    assert build(book).startswith("Nothing changed")
    assert site(book) == before


def test_a_site_that_someone_changed_is_built_anew(book):
    build(book)
    before = site(book)
    (book.root / "_build/html/index.html").write_text("mine", encoding="utf-8")
    assert pages_read(build(book)) == set(PAGES)
    assert site(book) == before


def test_a_warning_comes_back_until_its_cause_is_gone(book):
    build(book)
    before, text = site(book), (book.root / "book/third.md").read_text(encoding="utf-8")
    book.write("book/third.md", text + "\nSee {ref}`nowhere`.\n")
    try:
        for _ in range(2):
            done = book.run("bookbuild", "book")
            assert done.returncode != 0
            assert "undefined label: 'nowhere'" in done.stdout
            assert pages_read(done.stdout) == {"third"}
            assert not (book.root / "_build/html").exists()
            assert (book.root / "_build/unfinished/third.html").exists()
        book.write("book/index.md", (book.root / "book/index.md").read_text("utf-8") + "\nMore.\n")
        done = book.run("bookbuild", "book")
        assert pages_read(done.stdout) == {"index", "third"}
        assert "undefined label: 'nowhere'" in done.stdout
    finally:
        book.write("book/third.md", text)
        book.replace("book/index.md", "\nMore.\n", "")
    assert build(book).startswith("Nothing changed")
    assert site(book) == before
