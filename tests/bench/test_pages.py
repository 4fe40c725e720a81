"""Pages: which of them stand for all, and how long readers may wait for Python."""

from __future__ import annotations

import pytest
from bench import pages
from bench.tables import Report


def test_the_lightest_and_the_heaviest_chapter_stand_for_all():
    weights = {"index.html": 500.0, "b.html": 140.0, "a.html": 133.0, "c.html": 160.0}
    assert pages.representative(weights) == ["index.html", "a.html", "c.html"]
    assert pages.representative({"index.html": 1.0, "a.html": 2.0}) == ["index.html", "a.html"]


@pytest.mark.parametrize(
    ("alone", "ours", "missed"),
    [
        (2.0, 3.9, []),
        (20.0, 39.0, []),  # on a slower machine both take longer
        (2.0, 4.2, ["the first output takes 2.1 times as long as Pyodide alone: at most 2"]),
    ],
)
def test_the_first_output_is_measured_beside_pyodide_alone(monkeypatch, alone, ours, missed):
    later = iter([1.5, 1.0, 3.0])  # the best run counts
    monkeypatch.setattr(pages, "pages", lambda: ["index.html", "day1/a.html"])
    monkeypatch.setattr(pages, "missing", lambda site: ["numpy"])
    monkeypatch.setattr(pages, "pyodide_alone", lambda *args: alone)
    monkeypatch.setattr(pages, "first_output", lambda *args: (ours * next(later), 6.8, 10))
    report = Report()
    pages.bench_live(report, None, "http://here/")
    assert report.missed == missed
    assert [row[0] for row in report.parts[0]["rows"]] == [
        "Pyodide alone, in an empty page",
        "plain Python, on day1/a.html",
    ]
    assert "without numpy" in report.parts[0]["note"]


def test_python_in_the_page_is_weighed(monkeypatch):
    monkeypatch.setattr(pages, "pages", lambda: ["index.html", "day1/a.html"])
    monkeypatch.setattr(pages, "missing", lambda site: ["numpy"])
    monkeypatch.setattr(pages, "pyodide_alone", lambda *args: 1.0)
    monkeypatch.setattr(pages, "first_output", lambda *args: (1.0, 8.1, 10))
    report = Report()
    pages.bench_live(report, None, "http://here/")
    assert report.missed == ["Python in the page takes 8.1 MB: at most 8"]
