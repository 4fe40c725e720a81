"""Cells run in Pyodide without a browser, and compared with what a book shows of them.

The page needs no package but the book's own, so this runs everywhere. What the book shows is
written here by hand, so that it can be wrong.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

import mathforml
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from support import live_outputs
from support.live_outputs import Shown, differences, live, stored

TABLE = "<table><tr><td>0.123456789</td></tr></table>"


def printed(text: str) -> list[NotebookNode]:
    return [new_output("stream", name="stdout", text=text)]


def value(**data: str) -> list[NotebookNode]:
    names = {"plain": "text/plain", "html": "text/html"}
    return [new_output("execute_result", {names[kind]: text for kind, text in data.items()})]


class Case(NamedTuple):
    """A cell of the page: its code, its tags, and what a right book shows of it."""

    code: str
    shown: Sequence[NotebookNode] = ()
    tags: str = ""


CASES = {
    "assignment": Case("total = 20"),
    "shared": Case(
        'print("total:", total)\nprint("twice:", 2 * total)', printed("total: 20\ntwice: 40\n")
    ),
    "hidden": Case(
        "secret = 7\nglue('secret', secret)",
        [new_output("display_data", {"application/papermill.record/text/plain": "'7'"})],
        tags="remove-cell",
    ),
    "glued": Case("glue('secret', secret)", tags="remove-cell"),
    "value": Case("(secret, 'a secret')", value(plain="(7, 'a secret')")),
    "once": Case("total += 1\ntotal", value(plain="21")),
    "twice": Case("total += 1\ntotal", value(plain="22")),
    "number": Case("print('almost', 1.2345678)", printed("almost 1.2345671\n")),
    "table": Case(
        f"class Table:\n    def _repr_html_(self):\n        return {TABLE!r}\n\nTable()",
        value(html=TABLE, plain="<Table>"),
    ),
    "error": Case(
        "import decimal\ndecimal.Decimal('x')",
        [
            new_output(
                "error",
                **{"ename": "InvalidOperation", "traceback": ["In Jupyter, otherwise"]},
                evalue="[<class 'decimal.ConversionSyntax'>]",
            )
        ],
        tags="raises-exception",
    ),
    "elsewhere": Case("import torch", printed("never compared\n")),
    "package": Case(
        "import mathforml\nmathforml.__version__", value(plain=repr(mathforml.__version__))
    ),
    "past Python": Case("import os\ncount = os.write(1, b'past Python: ')"),
    "folded": Case("[secret] * 2", value(plain="[7, 7]"), tags="hide-input"),
}
PARTS = ("sources.addresses", "notebooks.own_wheel", "browser.live")
FRONT_MATTER = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
# Cells
"""
PAGE = FRONT_MATTER + "".join(
    f"\n```{{code-cell}} python\n:tags: [{case.tags}]\n{case.code}\n```\n"
    for case in CASES.values()
)
BROKEN = FRONT_MATTER + "\n```{code-cell} python\nimport os\nos._exit(3)\n```\n"


@pytest.fixture(scope="module")
def site(build_book, tmp_path_factory):
    """A site with the page of these cells, and one whose cell ends Python."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bookbuild.browser.live.WHEELS", tmp_path_factory.mktemp("wheels"))
        settings = {"html_baseurl": "https://example.org/book/"}
        pages = {"index": PAGE, "part/broken": BROKEN}
        return build_book(pages, *PARTS, **settings).out


@pytest.fixture(scope="module")
def cells(site):
    return json.loads((site / "live/cells/index.json").read_text(encoding="utf-8"))["cells"]


@pytest.fixture(scope="module")
def answers(site):
    """What the cells of the page show in Pyodide, which runs once for all tests."""
    return live_outputs.run(site, "index")


@pytest.fixture
def compare(cells, answers):
    """A function that compares with a book which shows something else of one cell."""

    def compare(name: str = "", shown: Sequence[NotebookNode] = ()) -> list[str]:
        chapter = [
            new_code_cell(case.code, outputs=[*(shown if case is CASES.get(name) else case.shown)])
            for case in CASES.values()
        ]
        return differences("index", chapter, cells, answers)

    return compare


def number_of(name: str) -> int:
    return list(CASES).index(name)


def test_what_the_book_shows_is_what_pyodide_shows(compare):
    assert not compare()


def test_a_cell_that_no_browser_can_run_is_left_out(answers, cells):
    assert [cell["cannot"] for cell in cells].count(["torch"]) == answers.count(None) == 1


@pytest.mark.parametrize(
    ("name", "shown", "lines"),
    [
        ("shared", printed("total: 20\n"), ["+twice: 40"]),
        ("number", printed("almost 1.23\n"), ["-almost 1.23", "+almost 1.23457"]),
        ("value", value(plain="(8, 'a secret')"), ["-(8, 'a secret')", "+(7, 'a secret')"]),
        ("table", value(html=TABLE.replace("0.123", "0.124"), plain=""), ["+<table><tr><td> 0.1"]),
        ("table", value(plain="<Table>"), ["-[value]", "+[html]"]),
        ("error", [], ["+[error]", "+InvalidOperation: [<class 'decimal.Con"]),
        ("assignment", printed("20\n"), ["-[printed]", "-20"]),
        ("folded", [], ["+[value]", "+[7, 7]"]),
    ],
)
def test_what_differs_is_named_with_its_cell(compare, name, shown, lines):
    (fault,) = compare(name, shown)
    assert fault.startswith(f"index, cell {number_of(name)}")
    for line in lines:
        assert f"\n{line}" in fault


def test_an_error_that_the_book_does_not_have_is_named_with_its_line(compare):
    (fault,) = compare("error", [])
    assert fault.startswith(f"index, cell {number_of('error')}, line 2:\n")


def test_the_order_of_what_is_printed_and_shown_counts(compare):
    both = [*value(plain="1"), *printed("20\n")]
    assert stored(both) == [Shown("value", "1"), Shown("printed", "20\n")]
    sent = [{"text": "2", "stream": "stdout"}, {"text": "0\n", "stream": "stdout"}]
    assert live([*sent, {"text": "1", "stream": "result"}], {}) == stored(both)[::-1]


def test_of_pictures_and_charts_counts_that_they_are_there():
    figure = {"image/png": "iVBOR", "text/plain": "<Figure>"}
    chart = {"application/vnd.vegalite.v6+json": {}, "image/png": "iVBOR", "text/plain": "Chart"}
    shown = [new_output("display_data", data) for data in (figure, chart, figure)]
    kinds = [Shown("picture"), Shown("chart"), Shown("picture")]
    assert stored(shown) == kinds
    assert live([{"svg": "<svg>"}, {"chart": "{}"}, {"png": "iVBOR", "width": 9}], {}) == kinds


def test_a_warning_is_not_taken_for_what_is_printed():
    warned = [new_output("stream", name="stderr", text="careful\n")]
    assert stored(warned) != stored(printed("careful\n"))
    assert stored(warned) == live([{"text": "careful\n", "stream": "stderr"}], {})


def test_a_cell_that_ends_python_is_named_with_its_page(site):
    with pytest.raises(RuntimeError, match="part/broken: Pyodide did not run its cells") as caught:
        live_outputs.run(site, "part/broken")
    assert "in this cell:\nimport os\nos._exit(3)" in str(caught.value)


def test_a_page_that_takes_too_long_is_named(site, monkeypatch):
    monkeypatch.setattr(live_outputs, "SECONDS", 0.01)
    with pytest.raises(RuntimeError, match=r"index: its cells ran longer than 0\.01 seconds"):
        live_outputs.run(site, "index")
