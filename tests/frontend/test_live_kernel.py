"""The Python of live cells, run in this Python instead of a browser's."""

from __future__ import annotations

import json
import sys
from importlib.util import module_from_spec, spec_from_file_location

import matplotlib.pyplot as plt
import pytest
from bookbuild.paths import FRONTEND

NAME = "live_kernel"


@pytest.fixture
def kernel(monkeypatch):
    """The kernel, started afresh; what it sends is in `kernel.sent`."""
    plt.close("all")  # of other tests in this process, which it would show
    spec = spec_from_file_location(NAME, FRONTEND / "src" / "live" / "kernel.py")
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, NAME, module)
    spec.loader.exec_module(module)
    module.sent = []
    module.start(module.sent.append)
    return module


@pytest.fixture(autouse=True)
def _no_hurry(kernel, monkeypatch):
    """Send what is printed when something else comes, however long this machine takes."""
    monkeypatch.setattr(kernel, "PAUSE", 60)


def text(kernel, stream: str) -> str:
    return "".join(output["text"] for output in kernel.sent if output.get("stream") == stream)


def test_cells_share_names_and_the_last_value_is_shown(kernel):
    assert kernel.run("a = 20", "cell 1") == {}
    assert kernel.run("print(a)\na + 1", "cell 2") == {}
    assert kernel.sent == [
        {"text": "20\n", "stream": "stdout"},
        {"text": "21", "stream": "result"},
    ]


@pytest.mark.parametrize("code", ["1;", "None", "a = 1", "", "# nothing"])
def test_what_has_no_value_shows_nothing(kernel, code):
    assert kernel.run(code, "cell 1") == {}
    assert not kernel.sent


def test_an_error_has_its_line_and_a_traceback_of_the_cells_alone(kernel):
    kernel.run("def halve(n):\n    return n / 0", "cell 1")
    end = kernel.run("x = 1\nhalve(x)", "cell 2")
    assert end == {"error": "ZeroDivisionError: division by zero", "line": 2}
    trace = text(kernel, "error")
    assert trace.startswith('Traceback (most recent call last):\n  File "<cell 2>", line 2')
    assert 'File "<cell 1>", line 2, in halve\n    return n / 0' in trace
    assert "kernel" not in trace


def test_a_syntax_error_has_its_line(kernel):
    assert kernel.run("x = 1\ny = = 2", "cell 1")["line"] == 2
    assert text(kernel, "error").count("Traceback") <= 1


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "raise KeyboardInterrupt", "input('?')"])
def test_no_cell_ends_python(kernel, code):
    assert kernel.run(code, "cell 1")["line"] == 1
    assert kernel.run("print('alive')", "cell 2") == {}


def test_what_is_printed_comes_before_what_is_shown_after_it(kernel):
    kernel.run("print('one')\ndisplay([2])\nprint('three')", "cell 1")
    assert [output["text"] for output in kernel.sent] == ["one\n", "[2]", "three\n"]


def test_output_has_a_limit(kernel):
    kernel.run("for i in range(10_000): print('x' * 99)", "cell 1")
    printed = text(kernel, "stdout")
    assert printed.startswith("x" * 99)
    assert len(printed) < kernel.MOST + 100
    assert printed.endswith(f"only {kernel.MOST:,} characters are shown.\n")
    kernel.run("print('a new cell')", "cell 2")
    assert text(kernel, "stdout").endswith("a new cell\n")


def test_what_is_printed_is_sent_while_the_cell_runs(kernel, monkeypatch):
    monkeypatch.setattr(kernel, "PAUSE", -1)
    kernel.run("print('one')\nsent = len(__import__('live_kernel').sent)\nsent", "cell 1")
    assert int(text(kernel, "result")) > 0


def test_a_table_goes_as_html_with_its_text(kernel):
    kernel.run("import pandas as pd\npd.DataFrame({'n': [1]})", "cell 1")
    (table,) = kernel.sent
    assert "<table" in table["html"]
    assert table["text"].split() == ["n", "0", "1"]


def test_a_chart_goes_as_its_source(kernel):
    code = "import altair as alt\nalt.Chart(alt.Data(values=[])).mark_point()"
    kernel.run(code, "cell 1")
    assert json.loads(kernel.sent[0]["chart"])["mark"] == {"type": "point"}


def test_figures_are_shown_in_their_place_and_closed(kernel, monkeypatch):
    import matplotlib.pyplot as plt

    before = plt.get_backend()
    plt.close("all")
    plt.switch_backend(f"module://{NAME}")
    try:
        code = "import matplotlib.pyplot as plt\nfor i in (1, 2):\n    plt.subplots()\n"
        kernel.run(code + "print('before')\nplt.show()\nprint('after')", "cell 1")
        kinds = [next(iter(output)) for output in kernel.sent]
        assert kinds == ["text", "svg", "svg", "text"]
        assert not plt.get_fignums()
        kernel.sent.clear()
        monkeypatch.setattr(kernel, "LARGEST", 100)
        kernel.run("plt.subplots(figsize=(5, 3));", "cell 2")
        (picture,) = kernel.sent
        assert picture["width"] == 480
        assert picture["png"].startswith("iVBOR")  # a PNG in base64
    finally:
        plt.switch_backend(before)
