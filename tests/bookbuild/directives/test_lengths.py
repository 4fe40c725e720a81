"""The directive `station`: what it marks, what it refuses, and what folds."""

from __future__ import annotations

import pytest

CHAPTER = """\
(ch-a)=
# A chapter

Above.

## One

```{{station}} 6
```

On the path.

### Within

{within}

## Two

{two}

## Going further

### Deeper

More.
"""


def chapter(within: str = "Aside.", two: str = "Left out.") -> dict[str, str]:
    return {"index": CHAPTER.format(within=within, two=two)}


def test_a_section_with_minutes_is_on_the_path(build_book):
    book = build_book(chapter(two="```{station} 20\n```\n\nAlso."), "directives.lengths")
    page = book.html()
    on_path = [section["id"] for section in page.select("section.in-class")]
    assert on_path == ["one", "two"]
    assert page.select_one("#one > h2 + p.station").get_text() == "In class: 6 min"
    switch = page.select_one("section.has-path > h1 + .lengths")
    assert "In class, 26 min" in switch.get_text()
    assert book.warnings == []


def test_a_chapter_without_stations_has_no_switch(build_book):
    page = build_book({"index": "# A\n\n## B\n"}, "directives.lengths").html()
    assert not page.select(".lengths, .has-path")


@pytest.mark.parametrize("minutes", ["0", "61", "six", "2.5", "-3"])
def test_minutes_are_whole_and_sane(build_book, minutes):
    book = build_book(chapter(two=f"```{{station}} {minutes}\n```"), "directives.lengths")
    assert len(book.warnings) == 1
    assert "expected its minutes, from 1 to 60" in book.warnings[0]
    assert repr(minutes) in book.warnings[0]


def test_a_station_stands_below_its_heading(build_book):
    book = build_book(chapter(two="Words first.\n\n```{station} 3\n```"), "directives.lengths")
    assert ["right below the heading" in line for line in book.warnings] == [True]
    assert book.html().select_one("#two").get("class") is None


def test_a_station_in_a_section_that_is_none_is_refused(build_book):
    text = chapter(two="### Below\n\n```{station} 3\n```")
    (warning,) = build_book(text, "directives.lengths").warnings
    assert "'Two', is none, so this one is not shown in class" in warning


def test_a_station_may_have_stations_in_it(build_book):
    book = build_book(chapter(within="```{station} 2\n```\n\nWords."), "directives.lengths")
    assert book.warnings == []
    assert book.html().select_one("#within")["class"] == ["in-class"]


def test_the_topics_of_going_further_are_marked(build_book):
    page = build_book(chapter(), "directives.lengths").html()
    assert [section["id"] for section in page.select(".further-topic")] == ["deeper"]
