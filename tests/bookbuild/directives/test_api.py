"""The API reference: complete without hand work, readable, and tied to the chapters."""

import importlib
import sys

import pytest
from bookbuild.directives import api
from sphinx.util.inventory import InventoryFile

DESCENT = '''
"""Gradient descent.

References
----------
Cauchy, A. (1847).
"""

from typing import NamedTuple


class Step(NamedTuple):
    """One step."""

    loss: float  #: what is made small


def descend(f, *, eta=0.1):
    """Walk downhill from the `f` at hand.

    Parameters
    ----------
    f : callable
        The loss.
    """
    return f, eta


def _secret():
    """Not for readers."""
'''

REFERENCE = "# Optimising\n\n```{api} optimize\n```\n"
CHAPTER = """# Downhill

## The rule in code

```{source} sample.optimize.descent.descend
```
"""


@pytest.fixture
def sample(tmp_path, monkeypatch):
    """A package that stands in for mathforml, as a function that adds a module to it."""
    (tmp_path / "sample" / "optimize").mkdir(parents=True)

    def add(name, text):
        (tmp_path / "sample" / name).write_text(text, encoding="utf-8")
        importlib.invalidate_caches()

    add("__init__.py", '"""A sample."""\n')
    add("optimize/__init__.py", '"""Methods that walk downhill."""\n')
    add("optimize/descent.py", DESCENT)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(api, "PACKAGE", "sample")
    yield add
    for name in [name for name in sys.modules if name.split(".")[0] == "sample"]:
        del sys.modules[name]


def build(build_book, pages, folder=None):
    extensions = (
        "sphinx.ext.autodoc",
        "numpydoc",
        "directives.source",
        "directives.api",
    )
    settings = {"numpydoc_show_class_members": False, "autodoc_typehints": "none"}
    return build_book(pages, *extensions, folder=folder, **settings)


def described(book):
    """Return the full names of all functions and classes in the book's inventory."""
    with open(book.out / "objects.inv", "rb") as file:
        inventory = InventoryFile.load(file, "", lambda base, path: path)
    return {name for kind in inventory if kind.startswith("py:") for name in inventory[kind]}


def test_every_public_name_is_described_and_no_private_one(build_book, sample):
    sample("optimize/_checks.py", '"""Checks."""\ndef check():\n    """Check."""\n')
    book = build(build_book, {"index": REFERENCE})
    assert not book.warnings
    assert described(book) == {
        *("sample.optimize", "sample.optimize.descent"),
        *("sample.optimize.descent.Step", "sample.optimize.descent.descend"),
        "sample.optimize.descent.Step.loss",
    }
    assert "Methods that walk downhill." in book.html().text


def test_a_new_module_appears_without_a_line_in_the_book(build_book, sample):
    build(build_book, {"index": REFERENCE})
    sample("optimize/newton.py", '"""Newton."""\ndef newton(f):\n    """Solve."""\n')
    book = build(build_book, {"index": REFERENCE})
    assert "sample.optimize.newton.newton" in described(book)


def test_modules_with_the_same_headings_share_a_page(build_book, sample):
    sample("optimize/newton.py", '"""Newton.\n\nReferences\n----------\nNewton (1669).\n"""\n')
    book = build(build_book, {"index": REFERENCE})
    assert not book.warnings
    assert [rubric.text for rubric in book.html().select("p.rubric")] == ["References"] * 2


def test_the_fields_of_a_named_tuple_are_told_once_with_their_meaning(build_book, sample):
    text = build(build_book, {"index": REFERENCE}).html().text
    assert "Alias for field" not in text
    assert text.count("what is made small") == 1


def test_the_methods_that_scikit_learn_gives_a_class_are_left_out(build_book, sample):
    sample(
        "optimize/mean.py",
        '"""The mean."""\nfrom sklearn.base import BaseEstimator, RegressorMixin\n'
        'class Mean(RegressorMixin, BaseEstimator):\n    """The mean."""\n'
        '    def fit(self, X, y):\n        """Find it."""\n',
    )
    book = build(build_book, {"index": REFERENCE})
    assert not book.warnings
    names = {name for name in described(book) if ".mean.Mean." in name}
    assert names == {"sample.optimize.mean.Mean.fit"}


def test_a_function_links_to_the_section_that_shows_it(build_book, sample, tmp_path):
    pages = {"index": REFERENCE, "chapter": CHAPTER}
    page = build(build_book, pages, folder=tmp_path).html()
    (link,) = page.select('dt[id="sample.optimize.descent.descend"] + dd a[href^="chapter"]')
    assert link["href"] == "chapter.html#the-rule-in-code"
    assert link.parent.text == "Derived in Downhill."
    assert not page.select('dt[id="sample.optimize.descent.Step"] + dd a[href^="chapter"]')


def test_a_part_that_does_not_exist_is_refused_with_its_name_and_line(build_book, sample):
    book = build(build_book, {"index": "# Optimising\n\n```{api} optimise\n```\n"})
    (warning,) = [line for line in book.warnings if "optimise" in line]
    assert "index.md:3" in warning
    assert "cannot import 'optimise' from sample" in warning
