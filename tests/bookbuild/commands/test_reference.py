"""What counts as the same output, and what is stored of it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from base64 import b64encode

import nbformat
import numpy as np
import pytest
from bookbuild import execution
from bookbuild.commands import reference
from bookbuild.commands.reference import difference, normalised, pictures, small, text_only
from bookbuild.execution import store
from bookbuild.execution.pictures import VEGALITE
from bookbuild.paths import ROOT
from bookbuild.sources import chapters
from PIL import Image, ImageDraw


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("loss 0.30000000000000004", "loss 0.3"),
        ("[1.00000000e+00 2.22044605e-16]", "[1. 0.]"),
        ("[ 1. -0.]", "[1. 0.]"),
        ("residual 4.4e-16", "residual -8.9e-17"),
        ("<td>2.5000000001</td>", "<td>2.5</td>"),
        ("-1.0e+05", "-100000.04"),
        ("0.12345611", "0.12345622"),
    ],
)
def test_noise_of_floating_point_is_the_same(one, other):
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("loss 0.123456", "loss 0.123457"),
        ("1e-8", "0.0"),
        ("1000001 rows", "1000002 rows"),
        ("version 1.2.30", "version 1.2.3"),
        ("x_0.10", "x_0.1"),
        ("0.5 up", "-0.5 up"),
        ("0.5\n0.6", "0.5 0.6"),
        ("nan", "0.0"),
    ],
)
def test_difference_that_a_reader_would_see_is_one(one, other):
    assert normalised(one) != normalised(other)


def test_numbers_within_an_output_are_rounded_in_place():
    output = {"data": {"text/html": ["<b>0.1000000001</b>"]}, "count": 3}
    assert normalised(output) == {"data": {"text/html": ["<b> 0.1</b>"]}, "count": 3}


def png(draw_line: bool) -> bytes:
    """Return a picture of 200 by 100 with a frame and perhaps a line."""
    picture = Image.new("RGBA", (200, 100), (255, 255, 255, 0))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((10, 10, 190, 90), outline="black", width=2)
    if draw_line:
        draw.line((10, 90, 190, 10), fill="#0072b2", width=3)
    file = io.BytesIO()
    picture.save(file, "png")
    return file.getvalue()


def test_stored_picture_is_half_as_large_and_keeps_what_matters():
    framed, lined = small(png(False)), small(png(True))
    assert framed.size == (100, 50)
    assert difference(framed, small(png(False))) == 0
    assert difference(framed, lined) > reference.TOLERANCE
    assert framed.convert("RGB").getpixel((50, 25)) == (255, 255, 255)


def test_difference_is_the_root_mean_square():
    black, grey = Image.new("RGB", (3, 2), "black"), Image.new("RGB", (3, 2), (30, 30, 30))
    assert difference(black, grey) == pytest.approx(30)
    assert difference(black, Image.new("RGB", (2, 3))) == np.inf


def notebook(*cells: tuple[str, list]) -> nbformat.NotebookNode:
    """Return an executed notebook from pairs of source and outputs."""
    return nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        cells=[
            nbformat.v4.new_code_cell(source, outputs=outputs, execution_count=i)
            for i, (source, outputs) in enumerate(cells, 1)
        ],
    )


def shown(**data: object) -> nbformat.NotebookNode:
    """Return an output of a cell by its kinds: `shown(text_plain="1")`."""
    kinds = {kind.replace("_", "/"): value for kind, value in data.items()}
    return nbformat.v4.new_output("display_data", data=kinds)


def test_pictures_are_named_by_cell_and_picture_and_leave_the_notebook():
    drawn = shown(text_plain="<Figure>", image_png=b64encode(png(True)).decode())
    chart = shown(text_plain="<chart>", image_png=b64encode(png(False)).decode())
    chart.data[VEGALITE] = {"mark": "line"}
    executed = notebook(("1", []), ("2", [shown(text_plain="1"), drawn, chart]))
    assert list(pictures(executed)) == ["01-00.png", "01-01.png"]
    kinds = [list(output.data) for output in text_only(executed).cells[1].outputs]
    assert kinds == [["text/plain"]] * 3
    assert "image/png" in drawn.data, "the executed notebook itself must stay as it is"


def test_cells_in_directives_are_not_taken_for_cells_that_run(tmp_path, monkeypatch):
    monkeypatch.setattr(chapters, "BOOK", tmp_path)
    text = "---\nkernelspec: {name: python3}\n---\n# Title\n"
    text += "\n```{code-cell}\n:tags: [hide-input]\n1\n```\n"
    text += "\n:::{note}\n```{code-cell}\n2\n```\n:::\n"
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    (cell,) = reference.code_cells("page").cells
    assert (cell.source, cell.metadata, cell.execution_count) == (
        "1",
        {"tags": ["hide-input"]},
        None,
    )


def test_outputs_of_the_build_are_used_again(tmp_path, monkeypatch):
    """The cells of a page that was just built must not run a second time."""
    text = "---\nfile_format: mystnb\nkernelspec: {name: python3}\n---\n# Title\n\nText\n"
    text += "\n```{code-cell}\n---\ntags: [mine]\n---\n1 + 1\n```\n"
    monkeypatch.setattr(chapters, "BOOK", tmp_path)
    monkeypatch.setattr(store, "STORE", tmp_path / "outputs")
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    value = {"output_type": "execute_result", "data": {"text/plain": "2"}, "metadata": {}}
    ran = store.Executed([value | {"execution_count": 1}], execution_count=1, cpu_seconds=0.1)
    store.save("page", chapters.cells(text, "page"), [ran])
    monkeypatch.setattr(execution, "run", None)
    (cell,) = reference.executed.__wrapped__("page").cells
    assert cell.outputs[0].data["text/plain"] == "2"
    assert cell.metadata == {"tags": ["mine"]}


def test_nbval_compares_with_rounded_numbers(tmp_path):
    def stream(text):
        return nbformat.v4.new_output("stream", name="stdout", text=text)

    table = "from IPython.display import HTML; display(HTML('<td>0.25</td>'))"
    page = notebook(
        ("print(0.1 + 0.2)", [stream("0.3\n")]),
        ("print(0.1 + 0.2)", [stream("0.301\n")]),
        (
            table,
            [shown(text_plain="<IPython.core.display.HTML object>", text_html="<td>0.250</td>")],
        ),
        (
            table,
            [shown(text_plain="<IPython.core.display.HTML object>", text_html="<td>0.26</td>")],
        ),
        ("print(1000001)", [stream("1000002\n")]),
    )
    nbformat.write(page, tmp_path / "page.ipynb")
    shutil.copy(ROOT / "tests/reference/conftest.py", tmp_path)
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    failed = re.findall(r"^FAILED page.ipynb::(Cell \d)", done.stdout, re.MULTILINE)
    assert failed == ["Cell 1", "Cell 3", "Cell 4"], done.stdout
