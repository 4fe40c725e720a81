"""Terms: definitions at the place of use, and Dutch words."""

from __future__ import annotations

import json

import pytest

GLOSSARY = r"""# Glossary

```{glossary}
gradient
slope vector
  {nl}`gradiënt`. The vector $\nabla f$ of {term}`partial derivative`s, see [](#end).

partial derivative
  {nl}`partiële afgeleide`. The slope in one direction.

  (inside)=
  A second paragraph.

Newton's method
  {nl}`methode van Newton`. Jumping.

unused
  {nl}`ongebruikt`. Not on the other page.
```

(end)=
## The end
"""

CHAPTER = """# Chapter

The {term}`gradient`, the {term}`vector <slope vector>`, {term}`Partial derivative`s,
again the {term}`gradient`, and {term}`Newton's method`.
"""


@pytest.fixture(scope="module")
def book(build_book):
    pages = {"reference/glossary": GLOSSARY, "index": CHAPTER, "other": "# Other\n\nNo term.\n"}
    book = build_book(pages, "directives.glossary")
    assert not book.warnings
    return book


def test_term_links_to_the_glossary(book):
    links = book.html().select("a:has(.std-term)")
    assert [(link.text, link["href"].partition("#")[2]) for link in links] == [
        ("gradient", "term-gradient"),
        ("vector", "term-slope-vector"),
        ("Partial derivative", "term-partial-derivative"),
        ("gradient", "term-gradient"),
        ("Newton’s method", "term-Newtons-method"),
    ]
    assert {link["href"].partition("#")[0] for link in links} == {"reference/glossary.html"}


def test_page_carries_exactly_the_definitions_that_it_uses(book):
    definitions = book.html().select(".term-definition")
    assert [definition["id"] for definition in definitions] == [
        "definition-term-Newtons-method",
        "definition-term-gradient",
        "definition-term-partial-derivative",
        "definition-term-slope-vector",
    ]
    assert all(definition.has_attr("hidden") for definition in definitions)
    assert not book.html("other").select(".term-definition")


def test_definition_says_what_the_glossary_says_without_links_or_ids(book):
    definition = book.html().find(id="definition-term-gradient")
    words = ["gradiënt.", "The", "vector", r"\(\nabla", r"f\)", "of", "partial", "derivatives,"]
    assert definition.text.split() == [*words, "see", "The", "end."]
    assert not definition.select("a")
    second = book.html().find(id="definition-term-partial-derivative")
    assert second.text.endswith("A second paragraph.\n")
    assert not second.find_all(id=True)


def test_words_of_definitions_do_not_make_every_page_a_search_result(book):
    text = (book.out / "searchindex.js").read_text("utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    assert index["terms"]["jump"] == index["docnames"].index("reference/glossary")


def test_dutch_is_marked_as_dutch(book):
    word = book.html("reference/glossary").find("em", string="gradiënt")
    assert word["lang"] == "nl"


def test_term_without_dutch_is_refused_with_file_and_line(build_book):
    source = "```{glossary}\nmodel\n  {nl}`model`. A function.\n\nloss\n  A number.\n```\n"
    (warning,) = build_book({"index": f"# Glossary\n\n{source}"}, "directives.glossary").warnings
    assert "index.md:8: WARNING: the term 'loss' has no Dutch term" in warning
