"""`make book`: a site is either whole or not there."""

from __future__ import annotations

import json

import pytest
from bookbuild import execution
from bookbuild.commands import build as building


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Return a function that builds with a stand-in for Sphinx, from one source."""
    monkeypatch.setattr(building, "ROOT", tmp_path)
    for name, folder in {"LAST": "last", "WORK": "work", "UNFINISHED": "unfinished"}.items():
        monkeypatch.setattr(building, name, tmp_path / "_build" / folder)
    monkeypatch.setattr(building, "SITE", tmp_path / "_build" / "html")
    monkeypatch.setattr(building, "bundle_frontend", lambda: None)
    monkeypatch.setattr(execution, "run_changed", lambda pages: None)

    def build(page: str, ends: bool | BaseException = True) -> None:
        def sphinx() -> bool:
            site = building.WORK / "html"
            site.mkdir(parents=True, exist_ok=True)
            (site / "index.html").write_text(page, encoding="utf-8")
            if isinstance(ends, BaseException):
                raise ends
            summary = {name: {"cells": n, "cpu_seconds": 0.1} for name, n in (("a", 3), ("b", 4))}
            (building.WORK / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
            return ends

        monkeypatch.setattr(building.inputs, "fingerprints", lambda: {"book/index.md": page})
        monkeypatch.setattr(building, "run_sphinx", sphinx)
        building.build()

    return build


def built() -> str:
    return (building.SITE / "index.html").read_text(encoding="utf-8")


def test_the_last_line_says_where_how_many_and_how_long(build, capsys):
    build("whole")
    said = capsys.readouterr().out
    assert "The site is in _build/html: 2 chapters, 7 cells, 0 seconds (0 of CPU)." in said


def test_a_second_build_of_the_same_makes_nothing(build, capsys):
    build("whole")
    build("whole", ends=RuntimeError("Sphinx must not start"))
    assert "Nothing changed: the site is still in _build/html" in capsys.readouterr().out
    assert built() == "whole"


def test_a_failed_build_leaves_no_site_and_says_where_its_pages_are(build):
    build("whole")
    with pytest.raises(SystemExit, match=r"not built: .*_build/unfinished"):
        build("half", ends=False)
    assert not building.SITE.exists()
    assert (building.UNFINISHED / "index.html").read_text(encoding="utf-8") == "half"


def test_after_a_failure_the_last_good_site_comes_back_when_its_sources_do(build, capsys):
    build("whole")
    with pytest.raises(SystemExit):
        build("half", ends=False)
    build("whole", ends=RuntimeError("Sphinx must not start"))
    assert "Nothing changed" in capsys.readouterr().out
    assert built() == "whole"


@pytest.mark.parametrize("reason", [KeyboardInterrupt(), RuntimeError("a bug")])
def test_a_build_that_is_stopped_leaves_no_site(build, reason):
    with pytest.raises(type(reason)):
        build("half", ends=reason)
    assert not building.SITE.exists()
    build("whole")
    assert built() == "whole"
    assert not building.UNFINISHED.exists()


def test_a_site_that_someone_changed_is_not_taken_for_the_built_one(build):
    build("whole")
    (building.SITE / "index.html").write_text("mine", encoding="utf-8")
    build("whole")
    assert built() == "whole"
