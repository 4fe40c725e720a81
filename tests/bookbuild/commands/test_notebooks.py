"""What `make notebooks` lays out for Colab and Binder."""

from __future__ import annotations

import re
import subprocess
import sys

import nbformat
import pytest
from bookbuild.commands import notebooks as notebooks_branch
from bookbuild.commands.notebooks import BRANCH, lay_out, locked
from bookbuild.notebooks.own_wheel import build_wheel
from bookbuild.paths import CODE, ROOT

PAGES = ["day1/first", "cases/last-class"]
MATHEMATICS = {"altair", "matplotlib", "numpy", "pandas", "scikit-learn", "scipy", "statsmodels"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with the notebooks of two pages, and of one that is none any more."""
    site = tmp_path_factory.mktemp("site")
    build_wheel(site / "wheels")
    for number, page in enumerate([*PAGES, "day1/gone"]):
        for suffix in ("", "-class"):
            path = site / "downloads" / f"{page}{suffix}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            code = f"import mathforml, requests\n{number}, {suffix!r}"
            cell = nbformat.v4.new_code_cell(code, id="one")
            nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return site


@pytest.fixture(scope="module")
def branch(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("branch")
    (folder / "stale.ipynb").write_text("of an earlier build")
    lay_out(folder, site, PAGES)
    return folder


def test_the_branch_has_the_notebooks_of_the_site_and_nothing_else(branch, site):
    found = {path.relative_to(branch).as_posix() for path in branch.rglob("*") if path.is_file()}
    (wheel,) = (path.name for path in site.glob("wheels/*"))
    assert found == {
        *("README.md", "LICENSE", "book/LICENSE", "code/LICENSE"),
        *(".binder/requirements.txt", ".binder/runtime.txt", f".binder/{wheel}"),
        *("day1/first.ipynb", "class/day1/first.ipynb"),
        *("cases/last-class.ipynb", "class/cases/last-class.ipynb"),
    }
    for page in PAGES:
        for suffix, folder in ("", ""), ("-class", "class/"):
            copy = (branch / f"{folder}{page}.ipynb").read_bytes()
            assert copy == (site / f"downloads/{page}{suffix}.ipynb").read_bytes()
    assert (branch / f".binder/{wheel}").read_bytes() == (site / f"wheels/{wheel}").read_bytes()
    assert (branch / "book/LICENSE").read_bytes() == (ROOT / "book/LICENSE").read_bytes()


def test_binder_installs_the_versions_of_the_lock_and_the_wheel(branch):
    *pinned, wheel = (branch / ".binder/requirements.txt").read_text("utf-8").splitlines()
    versions = dict(line.split("==") for line in pinned)
    # and what a notebook imports besides
    assert set(versions) == MATHEMATICS | {"requests"}
    lock = (CODE / "requirements.txt").read_text(encoding="utf-8")
    for name, version in versions.items():
        assert re.search(rf"^{name}=={re.escape(version)}[ ;]", lock, re.MULTILINE), name
    assert (branch / wheel).is_file()  # repo2docker runs pip in the root of the branch
    assert wheel.startswith("./.binder/mathforml-")


def test_binder_runs_the_python_that_made_the_results(branch):
    version = ".".join(map(str, sys.version_info[:2]))
    assert (branch / ".binder/runtime.txt").read_text("utf-8") == f"python-{version}\n"


def test_the_lock_is_read_for_this_python():
    assert locked().keys() >= MATHEMATICS
    assert "appnope" not in locked() or sys.platform == "darwin"
    assert all(re.fullmatch(r"[\w.]+", version) for version in locked().values())


def test_the_readme_says_what_this_is_and_from_which_commit(branch):
    readme = (branch / "README.md").read_text("utf-8")
    head = ("git", "rev-parse", "HEAD")
    commit = subprocess.run(head, cwd=ROOT, capture_output=True, text=True, check=True)
    assert readme.startswith("# Mathematics for Machine Learning: notebooks\n")
    assert re.search(rf"commit `{commit.stdout.strip()}(-dirty)?`", readme)
    for link in re.findall(r"\]\((.*?)\)", readme):
        assert (branch / link).is_file()


def test_a_chapter_without_its_notebook_is_refused(site, tmp_path):
    with pytest.raises(FileNotFoundError, match="day1/absent"):
        lay_out(tmp_path / "branch", site, ["day1/absent"])


def test_outside_a_repository_the_command_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(notebooks_branch, "ROOT", tmp_path)
    with pytest.raises(SystemExit, match="from which commit they are: fatal"):
        notebooks_branch.commit()


@pytest.mark.parametrize(
    ("state", "message"),
    [(None, "no whole site"), ({"files": {"book/index.md": "other"}}, "sources changed")],
)
def test_without_the_site_of_these_sources_there_is_no_branch(
    state, message, tmp_path, monkeypatch
):
    (tmp_path / "stale.ipynb").write_text("of an earlier build")
    monkeypatch.setattr(notebooks_branch, "BRANCH", tmp_path)
    monkeypatch.setattr(notebooks_branch, "SITE", ROOT)
    monkeypatch.setattr(notebooks_branch, "last_state", lambda: state)
    with pytest.raises(SystemExit, match=message):
        notebooks_branch.notebooks()
    assert not tmp_path.exists()
    assert BRANCH.is_relative_to(ROOT / "_build")
