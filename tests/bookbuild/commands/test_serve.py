"""`make serve`: what a writer sees in the browser while the book is built again and again."""

import os
import threading
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest
from bookbuild.commands import serve
from bookbuild.sources import inputs

PAGE = "<html><head><title>{0}</title></head><body><p>{0}</p></body></html>"


def make_site(folder, text):
    (folder / "day1").mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(PAGE.format(text), encoding="utf-8")
    (folder / "404.html").write_text(PAGE.format("no such page"), encoding="utf-8")
    (folder / "day1" / "page.html").write_text(PAGE.format(text), encoding="utf-8")
    (folder / "style.css").write_text("p { color: red }", encoding="utf-8")
    return folder


@pytest.fixture
def served(tmp_path):
    """A running server, and a function that reads one address from it."""
    folder = tmp_path / "served"
    server = serve.open_server(folder, range(18000, 18100))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def read(path):
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{path}") as answer:
            return answer.read().decode()

    yield SimpleNamespace(folder=folder, read=read, port=server.server_port)
    server.shutdown()
    server.server_close()


def test_pages_come_with_the_reload_script_and_the_rest_untouched(tmp_path, served):
    serve.publish(make_site(tmp_path / "html", "one"), served.folder)
    for path in ("/", "/index.html", "/day1/page.html", "/index.html?highlight=x"):
        page = served.read(path)
        assert "<p>one</p>" in page
        assert page.count('<script src="/_reload.js?') == 1
        # the pages' content security policy refuses any script that stands in the page itself
        assert "<script>" not in page
    assert served.read("/style.css") == "p { color: red }"


def test_a_page_learns_that_a_newer_site_is_served(tmp_path, served):
    serve.publish(make_site(tmp_path / "html", "one"), served.folder)
    shown = served.read("/").split("/_reload.js?")[1].split('"')[0]
    assert served.read("/_served") == shown
    serve.publish(make_site(tmp_path / "html", "two"), served.folder)
    assert served.read("/_served") != shown
    assert "<p>two</p>" in served.read("/")


def test_an_unknown_address_answers_404_with_the_books_own_page(tmp_path, served):
    serve.publish(make_site(tmp_path / "html", "one"), served.folder)
    with pytest.raises(urllib.error.HTTPError) as refused:
        served.read("/day1/missing.html")
    assert refused.value.code == 404
    assert "no such page" in refused.value.read().decode()


def test_a_failed_build_leaves_the_last_good_site(tmp_path, monkeypatch, capfd):
    site, folder = make_site(tmp_path / "html", "good"), tmp_path / "served"
    monkeypatch.setattr(serve, "SITE", site)
    monkeypatch.setattr(serve, "SERVED", folder)
    monkeypatch.setattr(serve.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=0))
    serve.build_and_publish()
    make_site(site, "half")
    monkeypatch.setattr(serve.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1))
    serve.build_and_publish()
    assert "<p>good</p>" in (folder / "index.html").read_text(encoding="utf-8")
    assert "last good site" in capfd.readouterr().out


def test_the_next_free_port_is_taken(served, tmp_path):
    second = serve.open_server(tmp_path, range(served.port, served.port + 50))
    assert second.server_port > served.port
    second.server_close()
    with pytest.raises(SystemExit, match=f"No port from {served.port} to {served.port} is free"):
        serve.open_server(tmp_path, range(served.port, served.port + 1))


def test_every_save_in_the_book_and_its_code_is_seen(tmp_path, monkeypatch):
    for name in ("book/day1", "code/mathforml", "code/frontend/node_modules/katex", "tests"):
        (tmp_path / name).mkdir(parents=True)
    files = {
        name: tmp_path / name
        for name in (
            "_config.yml",
            "_toc.yml",
            "book/day1/page.md",
            "code/mathforml/linalg.py",
            "code/frontend/node_modules/katex/katex.js",
            "tests/test_page.py",
        )
    }
    for path in files.values():
        path.write_text("one", encoding="utf-8")
    monkeypatch.setattr(inputs, "ROOT", tmp_path)
    monkeypatch.setattr(inputs, "BOOK", tmp_path / "book")
    monkeypatch.setattr(inputs, "CODE", tmp_path / "code")

    def seen_after(change):
        before = serve.snapshot()
        change()
        return serve.snapshot() != before

    def save(path):
        os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))

    seen = {name: seen_after(lambda path=path: save(path)) for name, path in files.items()}
    ignored = {"code/frontend/node_modules/katex/katex.js", "tests/test_page.py"}
    assert seen == {name: name not in ignored for name in files}
    assert seen_after((tmp_path / "book" / "new.md").touch)
    assert seen_after((tmp_path / "book" / "new.md").unlink)
