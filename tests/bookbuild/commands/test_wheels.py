"""`make wheels`, from a server on this machine with a lock of our own."""

from __future__ import annotations

import hashlib
import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from bookbuild.browser import pyodide
from bookbuild.commands.wheels import WheelError, fetch_all, missing, wheels
from packaging.requirements import Requirement
from packaging.version import Version

CONTENT = {"top": b"the top", "part_a": b"a part", "shared": b"for both", "other": b"not wanted"}
DEPENDS = {"top": ["part-a", "Shared"], "part_a": ["shared"]}
# there is no newer SciPy than 1.17 for Python 3.11, on which the book runs too
MAY_DIFFER = {("scipy", 'python_full_version < "3.12"')}


def package(name: str) -> dict:
    return {
        **{"name": name, "version": "1.0", "file_name": f"{name}-1.0.whl", "imports": [name]},
        "sha256": hashlib.sha256(CONTENT[name]).hexdigest(),
        "depends": DEPENDS.get(name, []),
    }


@pytest.fixture
def packages():
    return {name: package(name) for name in CONTENT}


@pytest.fixture
def source(tmp_path):
    """The address of a server with a file for each package; `source.asked` has what it gave."""
    folder = tmp_path / "served"
    folder.mkdir()
    for name, content in CONTENT.items():
        (folder / f"{name}-1.0.whl").write_bytes(content)

    class Address(str):
        """An address, and what was asked of it."""

        asked: ClassVar[list[str]] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            Address.asked.append(self.path.removeprefix("/"))

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Address(f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_package_comes_with_all_that_it_needs_and_nothing_else(packages, source, tmp_path):
    fetch_all(["top"], packages, source, tmp_path / "wheels")
    found = {path.name: path.read_bytes() for path in (tmp_path / "wheels").iterdir()}
    assert found == {f"{name}-1.0.whl": CONTENT[name] for name in ("top", "part_a", "shared")}
    assert set(pyodide.present(packages, tmp_path / "wheels")) == {"top", "part_a", "shared"}


def test_what_is_there_is_not_fetched_again_and_what_is_not_wanted_goes(
    packages, source, tmp_path
):
    folder = tmp_path / "wheels"
    fetch_all(["top"], packages, source, folder)
    source.asked.clear()
    fetch_all(["part_a"], packages, source, folder)
    assert not source.asked
    assert {path.name for path in folder.iterdir()} == {"part_a-1.0.whl", "shared-1.0.whl"}


def test_a_file_that_someone_changed_is_fetched_again(packages, source, tmp_path):
    fetch_all(["shared"], packages, source, tmp_path / "wheels")
    (tmp_path / "wheels" / "shared-1.0.whl").write_bytes(b"mine")
    fetch_all(["shared"], packages, source, tmp_path / "wheels")
    assert (tmp_path / "wheels" / "shared-1.0.whl").read_bytes() == CONTENT["shared"]


def test_another_content_than_that_of_the_lock_is_refused(packages, source, tmp_path):
    packages["shared"]["sha256"] = "0" * 64
    with pytest.raises(WheelError, match=r"shared-1\.0\.whl .* expected 0000"):
        fetch_all(["top"], packages, source, tmp_path / "wheels")
    assert not (tmp_path / "wheels" / "shared-1.0.whl").exists()
    assert "top" not in pyodide.present(packages, tmp_path / "wheels")


def test_a_file_that_is_not_there_is_named(packages, source, tmp_path):
    packages["part_a"]["file_name"] = "nowhere.whl"
    with pytest.raises(WheelError, match=r"nowhere\.whl did not come from http://127.*404"):
        fetch_all(["top"], packages, source, tmp_path / "wheels")


def test_a_package_that_the_lock_does_not_know_is_named(packages, source, tmp_path):
    with pytest.raises(KeyError, match="unknown"):
        fetch_all(["unknown"], packages, source, tmp_path / "wheels")


def test_the_command_says_what_is_missing_and_that_the_book_builds_without(monkeypatch, tmp_path):
    monkeypatch.setenv("BOOK_WHEELS_SOURCE", "http://127.0.0.1:9")  # where nobody answers
    monkeypatch.setattr("bookbuild.commands.wheels.WHEELS", tmp_path)
    with pytest.raises(SystemExit, match=r"(?s)did not come from http://127.*works without them"):
        wheels()


def test_the_lock_of_pyodide_has_all_that_the_package_needs():
    packages = pyodide.lock()["packages"]
    found = pyodide.with_dependencies(pyodide.wanted(), packages)
    assert {"numpy", "scipy", "scikit-learn", "matplotlib", "altair"} <= set(found)
    assert all(package["file_name"].endswith(".whl") for package in found.values())
    assert pyodide.public_source().startswith("https://")


def locked() -> list[tuple[str, str, str]]:
    """Return what the book's lock has: name, version, and for which Python."""
    from bookbuild.paths import CODE

    lines = (CODE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    found = [line.removesuffix(" \\") for line in lines if line and line[0].isalnum()]
    requirements = map(Requirement, found)
    return [(r.name, str(r.specifier)[2:], str(r.marker or "")) for r in requirements]


def test_the_book_is_locked_to_the_versions_of_pyodide():
    """Else the page would show other numbers than the book; patch releases may differ."""
    packages = pyodide.lock()["packages"]
    drifted = []
    for name, version, marker in locked():
        if name not in pyodide.wanted() or (name, marker) in MAY_DIFFER:
            continue
        ours, theirs = Version(version), Version(packages[name]["version"])
        if (ours.major, ours.minor) != (theirs.major, theirs.minor):
            drifted.append(f"{name}: the book has {ours}, Pyodide {theirs}")
    assert not drifted, "change code/requirements.in and run `make lock`"


def test_what_a_site_has_not_of_what_chapters_need_is_named(tmp_path):
    (tmp_path / "live").mkdir()
    settings = tmp_path / "live" / "settings.json"
    needed = pyodide.wanted()
    settings.write_text(json.dumps({"available": [*needed[1:], "other"]}), encoding="utf-8")
    assert missing(tmp_path) == [needed[0]]
    settings.write_text(json.dumps({"available": needed}), encoding="utf-8")
    assert missing(tmp_path) == []
