"""What the book is made from, and which changes a build follows page by page."""

from __future__ import annotations

import pytest
from bookbuild.sources import inputs


@pytest.fixture
def project(tmp_path, monkeypatch):
    files = (
        *("_config.yml", "_toc.yml", "book/day1/page.md", "book/_static/book.svg"),
        *("code/mathforml/losses.py", "code/bookbuild/directives/quiz.py", "code/bench/races.py"),
        *("code/requirements.txt", "code/frontend/node_modules/x.js", "README.md"),
        *("code/ARCHITECTURE.md", "book/bench/page.md"),
    )
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(inputs, "ROOT", tmp_path)
    monkeypatch.setattr(inputs, "BOOK", tmp_path / "book")
    monkeypatch.setattr(inputs, "CODE", tmp_path / "code")
    return tmp_path


def test_new_wheels_change_what_every_page_depends_on(project, monkeypatch):
    monkeypatch.setattr(inputs, "WHEELS", project / "wheels")
    before = inputs.foundation({})
    (project / "wheels").mkdir()
    (project / "wheels" / "numpy-2.4.6.whl").touch()
    assert inputs.foundation({}) != before


def test_sources_are_the_book_and_the_code(project):
    found = set(inputs.fingerprints())
    assert "README.md" not in found
    assert not any("node_modules" in name or name.startswith("code/bench") for name in found)
    assert "code/ARCHITECTURE.md" not in found
    assert {"_config.yml", "book/day1/page.md", "book/bench/page.md"} <= found
    assert "code/requirements.txt" in found


@pytest.mark.parametrize(
    ("path", "followed"),
    [
        ("book/day1/page.md", True),
        ("code/mathforml/losses.py", True),
        ("code/bookbuild/directives/quiz.py", False),
        ("book/_static/book.svg", False),
        ("code/requirements.txt", False),
        ("_config.yml", False),
        ("_toc.yml", False),
        ("book/new.md", False),
        ("code/mathforml/new.py", False),
    ],
)
def test_what_no_page_is_known_to_follow_is_the_foundation(project, path, followed):
    before = inputs.fingerprints()
    (project / path).write_text("changed", encoding="utf-8")
    after = inputs.fingerprints()
    assert after != before
    assert (inputs.foundation(after) == inputs.foundation(before)) is followed


@pytest.mark.parametrize("variable", ["BOOK_BASE_URL", "BOOK_REPOSITORY"])
def test_addresses_of_a_fork_belong_to_the_foundation(project, monkeypatch, variable):
    files = inputs.fingerprints()
    before = inputs.foundation(files)
    monkeypatch.setenv(variable, "https://example.org/fork/")
    assert inputs.foundation(files) != before
