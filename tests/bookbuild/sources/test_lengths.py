"""Which sections and cells of a chapter stand on its class path, read from its source."""

from __future__ import annotations

from bookbuild.sources.lengths import cells_on_path, path, sections
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NOTEBOOK = new_notebook(
    cells=[
        new_markdown_cell("# A chapter\n\nAbove.\n\n## One\n\n```{station} 6\n```\n\nText."),
        new_code_cell("one = 1"),
        new_markdown_cell(
            "````{note}\n## no heading\n```{station} 9\n```\n````\n\n## Two\n\n:::{station} 5\n:::"
        ),
        new_markdown_cell("### Aside"),
        new_code_cell("aside = 1"),
        new_markdown_cell("## Three\n\nNot in class."),
        new_code_cell("three = 3"),
    ]
)


def test_sections_know_their_minutes():
    assert [(section.level, section.title, section.minutes) for section in sections(NOTEBOOK)] == [
        (1, "A chapter", None),
        (2, "One", 6),
        (2, "Two", 5),
        (3, "Aside", None),
        (2, "Three", None),
    ]


def test_the_path_is_the_chapter_above_its_sections_and_the_stations():
    assert [section.title for section in path(sections(NOTEBOOK))] == ["A chapter", "One", "Two"]
    code = {1, 4, 6}
    assert cells_on_path(NOTEBOOK) & code == {1}


def test_without_stations_all_is_path():
    whole = new_notebook(cells=[new_markdown_cell("# A\n\n## B"), new_code_cell("b = 1")])
    assert cells_on_path(whole) == {0, 1}
