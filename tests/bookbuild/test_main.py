"""`make book`: a site is either whole or not there."""

import json
from types import SimpleNamespace

import bookbuild.__main__ as commands
import pytest


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Return a function that runs `make book` with a stand-in for Jupyter Book."""
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    monkeypatch.setattr(commands, "BUILD", tmp_path / "_build")
    monkeypatch.setattr(commands, "SITE", tmp_path / "_build" / "html")
    monkeypatch.setattr(commands, "UNFINISHED", tmp_path / "_build" / "unfinished")
    monkeypatch.setattr(commands, "bundle_frontend", lambda: None)

    def build(page, ends=0):
        def jupyter_book(*_, **__):
            commands.SITE.mkdir(parents=True)
            (commands.SITE / "index.html").write_text(page, encoding="utf-8")
            if isinstance(ends, BaseException):
                raise ends
            summary = json.dumps({"day1/one": 3, "day1/two": 4})
            (commands.BUILD / "summary.json").write_text(summary, encoding="utf-8")
            return SimpleNamespace(returncode=ends)

        monkeypatch.setattr(commands.subprocess, "run", jupyter_book)
        commands.book()

    return build


def test_the_last_line_says_where_how_many_and_how_long(build, capsys):
    build("whole")
    assert "in _build/html: 2 chapters, 7 cells, 0 seconds." in capsys.readouterr().out


def test_a_failed_build_leaves_no_site_and_says_where_its_pages_are(build):
    build("whole")
    with pytest.raises(SystemExit, match=r"not built: .*_build/unfinished"):
        build("half", ends=1)
    assert not commands.SITE.exists()
    assert (commands.UNFINISHED / "index.html").read_text(encoding="utf-8") == "half"


def test_a_build_that_is_stopped_leaves_no_site(build):
    with pytest.raises(KeyboardInterrupt):
        build("half", ends=KeyboardInterrupt())
    assert not commands.SITE.exists()
    build("whole")
    assert not commands.UNFINISHED.exists()
