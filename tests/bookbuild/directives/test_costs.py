"""The page that says what the book costs: its tables."""

from __future__ import annotations

import json

import pytest
from bench.tables import Report
from bookbuild.directives import costs as speed
from bookbuild.sources.chapters import Cell


@pytest.fixture
def book(build_book, tmp_path, monkeypatch):
    report = Report()
    report.add("Ratios", ("algorithm", "ratio"), [("ridge <fast>", "0.73")], "Less is better.")
    report.save(tmp_path / "measurements.json")
    monkeypatch.setattr(speed, "MEASUREMENTS", tmp_path / "measurements.json")
    monkeypatch.setattr(speed, "costs", lambda: {"chapter": 0.25, "index": 1.25})
    monkeypatch.setattr(speed.execution, "cells_of", lambda page: [Cell("1")] * 3)
    pages = {
        "index": "# Costs\n\n```{compute-costs}\n```\n\n```{measurements}\n```\n",
        "chapter": "# The chapter\n",
    }
    return build_book(pages, "directives.costs")


def rows(table) -> list[list[str]]:
    return [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in table.find_all("tr")
    ]


def test_every_chapter_has_its_cells_and_its_cost(book):
    assert not book.warnings
    costs, _ = book.html().find_all("table")
    assert rows(costs) == [
        ["chapter", "cells", "CPU seconds"],
        ["The chapter", "3", "0.2"],
        ["Costs", "3", "1.2"],
        ["half of the chapters cost at most", "", "0.8"],
    ]
    assert costs.find("a")["href"] == "chapter.html"


def test_what_was_measured_stands_there_with_the_machine(book):
    _, measured = book.html().find_all("table")
    assert measured.find(class_="caption-text").get_text() == "Ratios"
    assert rows(measured) == [["algorithm", "ratio"], ["ridge <fast>", "0.73"]]
    assert "Measured on" in book.html().get_text()
    assert "Less is better." in book.html().get_text()


def test_before_anything_was_measured_the_page_says_how(build_book, tmp_path, monkeypatch):
    monkeypatch.setattr(speed, "MEASUREMENTS", tmp_path / "none.json")
    book = build_book({"index": "# Costs\n\n```{measurements}\n```\n"}, "directives.costs")
    assert "Nothing was measured yet: see make bench" in book.html().get_text()


def test_a_report_is_printed_and_saved(tmp_path, capsys):
    report = Report()
    report.add(
        "Ratios", ("algorithm", "ratio"), [("ridge", 0.7), ("least squares", "12.50")], "Less."
    )
    assert capsys.readouterr().out == (
        "Ratios\nalgorithm      ratio\nridge            0.7\nleast squares  12.50\n\n"
    )
    report.save(tmp_path / "report.json")
    saved = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert saved["parts"] == [
        {
            "title": "Ratios",
            "note": "Less.",
            "head": ["algorithm", "ratio"],
            "rows": [["ridge", "0.7"], ["least squares", "12.50"]],
        }
    ]
