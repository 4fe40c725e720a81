"""JupyterLite: the application, what its kernel loads, and the notebooks that it shows."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from bookbuild.browser import pyodide
from bookbuild.browser.lite import application, kernel, notebook
from bookbuild.browser.lite.contents import listings
from bookbuild.commands.lock import BROWSER
from bookbuild.paths import CODE, ROOT
from bookbuild.site.pages import site_pages

# that of the book, whose application is kept
TITLE = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["title"]
FRONT_MATTER = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
"""
CELL = "```{code-cell} python\nprint(6 * 7)\n```\n"
CHAPTER = FRONT_MATTER + "# A chapter\n\n" + CELL
PAGES = {
    "index": "# Index\n\n```{toctree}\nday2/zebra\nday2/ape\nday1/cow\n```\n",
    "day2/zebra": CHAPTER,
    "day2/ape": CHAPTER,
    "day1/cow": CHAPTER,
}
PARTS = (
    *("sources.addresses", "notebooks.own_wheel", "notebooks.downloads"),
    *("browser.live", "browser.lite"),
)
SETTINGS = {
    "html_baseurl": "https://example.org/book/",
    "html_title": TITLE,
}


@pytest.fixture(scope="module")
def book(build_book):
    book = build_book(PAGES, *PARTS, **SETTINGS)
    assert not book.warnings
    return book


@pytest.fixture(scope="module")
def lite(book) -> Path:
    return book.out / "lite"


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def listed(lite: Path, folder: str = "") -> list[str]:
    return [item["path"] for item in read(lite / "api/contents" / folder / "all.json")["content"]]


def texts(value: object) -> list[str]:
    """Return every text in a value of JSON."""
    if isinstance(value, dict):
        return [text for part in (*value, *value.values()) for text in texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


# the application


def test_the_application_has_no_source_maps_and_no_more_than_is_used(lite):
    assert (lite / "lab" / "index.html").exists()
    assert (lite / "notebooks" / "index.html").exists()
    assert not (lite / "repl").exists()
    assert not [path for path in lite.rglob("*") if path.suffix in (".map", ".eot")]
    assert sum(path.stat().st_size for path in lite.rglob("*") if path.is_file()) < 25e6


def test_the_configuration_names_no_other_host(lite):
    config = read(lite / "jupyter-lite.json")["jupyter-config-data"]
    assert not [text for text in texts(config) if re.search(r"https?:|//\w", text)]
    (of_kernel,) = config["litePluginSettings"].values()
    assert of_kernel["disablePyPIFallback"] is True
    core = (lite / of_kernel["pyodideUrl"]).resolve()
    assert core.read_bytes() == (pyodide.CORE / "pyodide.mjs").read_bytes()
    assert (lite / of_kernel["loadPyodideOptions"]["lockFileURL"]).exists()
    assert config["appName"] == TITLE
    assert not config["settingsOverrides"][f"{EXTENSION}:notification"]["checkForUpdates"]
    assert config["settingsOverrides"][f"{EXTENSION}:themes"]["adaptive-theme"]


EXTENSION = "@jupyterlab/apputils-extension"


def test_every_page_of_it_has_the_title_the_policy_and_the_icon(lite):
    pages = [*lite.rglob("*.html")]
    assert len(pages) >= 3
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert html.count(f"<title>{TITLE}</title>") == 1, page
        assert "default-src 'self' data: blob:;" in html, page
        assert 'name="robots" content="noindex"' in html, page
        icon = re.search(r'rel="icon" href="([^"]+)"', html)[1]
        assert (page.parent / icon).resolve() == lite.parent / "_static" / "favicon.svg"


def test_it_is_built_again_when_what_it_depends_on_changed(monkeypatch, tmp_path):
    made = []
    monkeypatch.setattr(application, "LITE", tmp_path)

    def build(title, config, output):
        made.append(title)
        output.mkdir()

    monkeypatch.setattr(application, "build", build)
    first = application.kept_application("One")
    assert application.kept_application("One") == first
    assert made == ["One"]
    assert application.kept_application("Two") != first
    monkeypatch.setattr(kernel, "version_of_all", lambda: "another")
    assert application.kept_application("One") != first
    assert made == ["One", "Two", "One"]
    assert len([*tmp_path.iterdir()]) == 3  # and nothing half made


def test_a_build_that_fails_says_why_and_keeps_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(application, "LITE", tmp_path)
    monkeypatch.setattr(application, "APPS", ("lab", "no-such-app"))
    monkeypatch.setattr(kernel, "EXTENSION", tmp_path / "nowhere")
    with pytest.raises(RuntimeError, match=r"JupyterLite was not built:\n(.|\n)*nowhere"):
        application.kept_application("One")
    assert not [*tmp_path.iterdir()]


def test_its_pages_are_none_of_the_book(book):
    pages = {path.relative_to(book.out).as_posix() for path in site_pages(book.out)}
    assert {"index.html", "day1/cow.html"} <= pages
    assert not [page for page in pages if page.startswith(("lite", "_static"))]


# the kernel


def test_each_package_in_the_lock_is_there_as_the_lock_names_it(lite):
    packages = read(lite / "packages.json")["packages"]
    for package in packages.values():
        content = (lite / package["file_name"]).resolve().read_bytes()
        assert hashlib.sha256(content).hexdigest() == package["sha256"]
        assert package["file_name"].endswith("-none-any.whl")
    settings = read(lite / "jupyter-lite.json")["jupyter-config-data"]["litePluginSettings"]
    loaded = settings[kernel.PLUGIN]["loadPyodideOptions"]["packages"]
    # what the kernel would ask an index for, and the book's own package
    needed = {"micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"}
    assert needed | {"mathforml"} <= set(loaded) == set(packages)


def test_the_parts_of_the_kernel_have_what_they_require(lite):
    """The extension's wheels come with it, and their requirements must be in our lock."""
    packages = read(lite / "packages.json")["packages"]
    for name, package in packages.items():
        if name == "mathforml":
            continue  # what it requires is fetched by `make wheels`
        with ZipFile((lite / package["file_name"]).resolve()) as wheel:
            (about,) = (path for path in wheel.namelist() if path.endswith("/METADATA"))
            lines = wheel.read(about).decode().splitlines()
        for line in lines:
            required = re.match(r"Requires-Dist: ([\w.-]+)[^;]*$", line)  # without a condition
            if required:
                assert pyodide.normalised(required[1]) in packages, (name, line)


def test_the_wheels_are_for_the_python_of_the_browser():
    python = ".".join(pyodide.lock()["info"]["python"].split(".")[:2])
    assert BROWSER[-1] == python
    script = (CODE / "bookbuild" / "commands" / "environment.sh").read_text(encoding="utf-8")
    assert re.findall(r"--python-version (\S+)", script) == [python]


def test_a_wheel_that_is_missing_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(kernel, "DOWNLOADED", tmp_path)
    with pytest.raises(RuntimeError, match=r"not complete: .*comm \d.*They come with the env"):
        kernel.downloaded()


def test_the_packages_of_the_pages_are_those_of_the_kernel(tmp_path, lite):
    lock = {
        "packages": {
            "numpy": {"file_name": "numpy-1-x.whl", "version": "1"},
            "prompt_toolkit": {"file_name": "prompt_toolkit-0.whl", "version": "0"},
            "mathforml": {"file_name": "./mathforml-0.whl", "version": "0"},
        }
    }
    path = tmp_path / "packages.json"
    path.write_text(json.dumps(lock), encoding="utf-8")
    packages = kernel.lock(path, lite)["packages"]
    assert packages["numpy"]["file_name"] == "../pyodide/numpy-1-x.whl"
    assert packages["mathforml"]["file_name"] == "../live/mathforml-0.whl"
    assert packages["prompt-toolkit"]["version"] != "0"  # IPython's
    assert "prompt_toolkit" not in packages


# the notebooks


def test_folders_and_notebooks_stand_in_the_order_of_the_book(lite):
    assert listed(lite) == ["day2", "day1"]
    assert listed(lite, "day2") == ["day2/zebra.ipynb", "day2/ape.ipynb"]
    assert listed(lite, "day1") == ["day1/cow.ipynb"]
    (cow,) = read(lite / "api/contents/day1/all.json")["content"]
    file = lite / "files" / cow["path"]
    assert (cow["type"], cow["name"], cow["size"]) == (
        "notebook",
        "cow.ipynb",
        file.stat().st_size,
    )
    assert [path.suffix for path in (lite / "files").rglob("*.*")] == [".ipynb"] * 3


def test_a_notebook_deep_down_is_reached_from_the_root():
    found = listings({"a/b/c.ipynb": 1, "d.ipynb": 2})
    assert [item["path"] for item in found[""]["content"]] == ["a", "d.ipynb"]
    assert [item["path"] for item in found["a"]["content"]] == ["a/b"]
    assert found["a/b"]["content"][0]["size"] == 1


def test_a_notebook_starts_its_kernel_by_itself(lite):
    found = read(lite / "files/day1/cow.ipynb")
    assert found["metadata"]["kernelspec"]["name"] == "python"
    install, cell = (cell for cell in found["cells"] if cell["cell_type"] == "code")
    assert "%pip" not in install["source"]
    assert "".join(cell["source"]) == "print(6 * 7)"


def test_a_book_without_notebooks_has_an_empty_list(build_book):
    book = build_book({"index": "# Index\n"}, *PARTS, **SETTINGS)
    assert listed(book.out / "lite") == []


def test_nothing_is_left_of_a_page_that_lost_its_cells_or_is_gone(build_book, tmp_path):
    def build(pages: dict[str, str]) -> Path:
        book = build_book(pages, *PARTS, folder=tmp_path, **SETTINGS)
        return book.out / "lite"

    lite = build(PAGES)
    first = {path: path.read_bytes() for path in lite.rglob("*") if path.is_file()}
    again = build(PAGES)
    assert {path: path.read_bytes() for path in again.rglob("*") if path.is_file()} == first
    (tmp_path / "book/day2/ape.md").unlink()
    pages = {**PAGES, "day1/cow": "# Prose\n"}
    pages["index"] = pages["index"].replace("day2/ape\n", "")
    del pages["day2/ape"]
    lite = build(pages)
    assert [path.name for path in lite.rglob("*.ipynb") if "files" in path.parts] == [
        "zebra.ipynb"
    ]
    assert [path.name for path in (lite / "files").iterdir()] == ["day2"]
    assert listed(lite) == ["day2"]
    assert listed(lite, "day2") == ["day2/zebra.ipynb"]
    assert not (lite / "api/contents/day1").exists()


def test_the_first_cell_loads_what_is_needed():
    code = notebook.first_cell(["scikit-learn", "numpy"], {"numpy", "scikit-learn", "scipy"})
    assert code.splitlines()[-1] == "%pip install -q numpy scikit-learn"
    assert notebook.first_cell([], set()).startswith("# Everything")


def test_the_first_cell_says_what_the_site_does_not_have():
    code = notebook.first_cell(["torch", "numpy", "altair"], {"numpy"})
    with pytest.raises(ModuleNotFoundError, match=r"this site has no altair, torch\. Download"):
        exec(code)


def test_charts_and_drawings_are_as_jupyterlab_shows_them():
    chart = {"$schema": "https://vega.github.io/schema/vega-lite/v6.1.0.json", "mark": "point"}
    output = {"data": {notebook.VEGALITE: chart, "image/svg+xml": "<svg>\n</svg>"}}
    cell = {"metadata": {}, "outputs": [output, {"text": "printed"}]}
    notebook.show(cell)
    schema = "https://vega.github.io/schema/vega-lite/v5.json"
    assert output["data"] == {
        "application/vnd.vegalite.v5+json": {"$schema": schema, "mark": "point"},
        "image/svg+xml": "<svg>\n</svg>",
    }
    assert cell["metadata"]["trusted"]
    startup = kernel.STARTUP.read_text(encoding="utf-8")
    assert schema in startup
    assert notebook.VEGALITE_OF_JUPYTER in startup


def test_pictures_of_the_site_are_in_the_text():
    site = "https://example.org/book/"
    other = "![two](https://example.com/2.svg) [three](https://example.org/book/3.html)"
    text = f"![o\\[n\\]e]({site}_charts/1.svg) {other}"
    found = notebook.with_pictures(text, site, {"_charts/1.svg": b"<svg/>"}.__getitem__)
    assert found == f"![o\\[n\\]e](data:image/svg+xml;base64,PHN2Zy8+) {other}"


def test_the_cell_that_installs_is_replaced_wherever_it_stands():
    cells = [
        {"cell_type": kind, "source": source, "metadata": {}, "outputs": []}
        for kind, source in (("markdown", "text"), ("code", "1"), ("code", "%pip"), ("code", "2"))
    ]
    made = notebook.lite_notebook({"cells": cells, "metadata": {}}, 2, ["numpy"], set())
    sources = [cell["source"] for cell in made["cells"]]
    assert [sources[0], sources[1], sources[3]] == ["text", "1", "2"]
    assert sources[2] == notebook.first_cell(["numpy"], set())
    assert [cell["metadata"] for cell in made["cells"]] == [
        {},
        {"trusted": True},
        {},
        {"trusted": True},
    ]
