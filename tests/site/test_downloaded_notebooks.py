"""The downloads of a chapter: a click saves them, and they run where nothing is installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bookbuild.paths import SITE
from bookbuild.sources.chapters import chapters
from support.choice import few

NOTEBOOKS = sorted(SITE.glob("downloads/**/*.ipynb"))
RESULTS = [path for path in NOTEBOOKS if not path.stem.endswith(("-class", "-path"))]
SMALL = "day1/data-as-vectors"  # the chapter that runs in the shortest time
RUN = """\
import sys, nbformat, nbclient
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, kernel_name="python3", timeout=300).execute()
nbformat.write(notebook, sys.argv[1])
"""


class Bare:
    """A fresh environment with no more than a plain Jupyter kernel."""

    def __init__(self, folder: Path) -> None:
        self.python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        book = ("PYTHON", "IPYTHON", "JUPYTER", "VIRTUAL_ENV", "MPL")
        self.environ = {k: v for k, v in os.environ.items() if not k.startswith(book)}
        uv = Path(sys.executable).with_name("uv")
        subprocess.run([uv, "venv", "--quiet", folder], check=True, env=self.environ)
        packages = ("pip", "ipykernel", "nbclient")
        self.uv_install = [uv, "pip", "install", "--quiet", "--python", self.python, *packages]

    def run(self, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            list(map(str, arguments)), env=self.environ, capture_output=True, text=True, **options
        )


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Bare:
    """The environment; without a package index the tests are skipped, but in CI they fail."""
    environment = Bare(tmp_path_factory.mktemp("bare") / "venv")
    done = environment.run(*environment.uv_install)
    if done.returncode == 0:
        done = environment.run(environment.python, "-m", "pip", "index", "versions", "pip")
    if done.returncode:
        reason = f"the package index does not answer: {done.stderr.strip()[-300:]}"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    return environment


@pytest.mark.slow
@pytest.mark.parametrize("name", few(chapters(), [SMALL]))
def test_notebook_runs_in_a_bare_environment(name, bare, base_url, tmp_path):
    path = SITE / "downloads" / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    install = next(cell for cell in notebook.cells if cell.cell_type == "code")
    install.source, n_found = re.subn(r"https://\S+/(?=wheels/)", base_url, install.source)
    assert n_found == 1, "the first cell installs from the site"
    copy = tmp_path / path.name
    nbformat.write(notebook, copy)
    done = bare.run(bare.python, "-c", RUN, copy, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    where = bare.run(
        bare.python, "-c", "import mathforml; print(mathforml.__file__)", cwd=tmp_path
    )
    assert str(bare.python.parent.parent) in where.stdout


@pytest.mark.parametrize(
    ("entry", "suffix"),
    [("Notebook with results", ".ipynb"), ("Notebook for class (no answers)", "-class.ipynb")],
)
def test_the_header_saves_a_notebook(open_page, entry, suffix):
    chapter = RESULTS[0].relative_to(SITE / "downloads").with_suffix("")
    page = open_page(f"{chapter.as_posix()}.html")
    page.get_by_role("button", name="Download this page").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=entry, exact=True).click()
    assert download.value.suggested_filename == f"{chapter.name}{suffix}"
    nbformat.read(download.value.path(), as_version=4)


def test_every_chapter_has_a_notebook_to_run(site):
    assert RESULTS
    assert {path.with_stem(f"{path.stem}-class") for path in RESULTS} < set(NOTEBOOKS)
