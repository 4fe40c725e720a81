"""Pictures of drawings and charts: the right size, made when wanted, and the smaller one shown."""

from __future__ import annotations

import io
from base64 import b64decode

import matplotlib as mpl
import nbformat
import numpy as np
import pytest
from bookbuild.execution.pictures import (
    DRAWING,
    FONT,
    PICTURE,
    VEGALITE,
    add_pictures,
    choose_smaller,
    of_chart,
)
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont
from PIL import Image

CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"x": 1}, {"x": 2}]},
    "mark": "point",
    "encoding": {"x": {"field": "x", "type": "quantitative"}},
    "width": 100,
    "height": 50,
}


def drawing(points: int) -> str:
    """Return a figure of 3 by 2 inches with so many points."""
    figure = Figure(figsize=(3, 2))
    axes = figure.subplots()
    x, y = np.random.default_rng(0).uniform(size=(2, points))
    axes.plot(x, y, ".", color="black")
    file = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "test"}):
        figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def cell(**data: object) -> nbformat.NotebookNode:
    output = nbformat.v4.new_output("display_data", data=data)
    return nbformat.v4.new_code_cell("draw()", outputs=[output])


def picture_in(shown: nbformat.NotebookNode) -> Image.Image:
    return Image.open(io.BytesIO(b64decode(shown.outputs[0].data[PICTURE])))


def test_a_drawing_of_few_points_is_shown_as_it_is():
    few = cell(**{DRAWING: drawing(20)})
    choose_smaller(few.outputs)
    assert list(few.outputs[0].data) == [DRAWING]


def test_a_drawing_of_many_points_is_shown_as_a_picture_at_twice_its_size():
    many = cell(**{DRAWING: drawing(20_000)})
    choose_smaller(many.outputs)
    (output,) = many.outputs
    assert list(output.data) == [PICTURE]
    assert output.metadata[PICTURE] == {"width": 288, "height": 192}  # 96 to the inch
    assert picture_in(many).size == (576, 384)


def test_the_picture_of_a_drawing_shows_what_matplotlib_draws():
    shown = cell(**{DRAWING: drawing(200)})
    add_pictures(shown.outputs, (DRAWING,))
    figure = Figure(figsize=(3, 2), dpi=192)
    axes = figure.subplots()
    x, y = np.random.default_rng(0).uniform(size=(2, 200))
    axes.plot(x, y, ".", color="black")
    file = io.BytesIO()
    figure.savefig(file, format="png")
    # coarse, because the two programs smooth the edges of letters in different ways
    one, other = (
        np.asarray(picture.convert("L").reduce(8), float)
        for picture in (picture_in(shown), Image.open(file))
    )
    assert one.shape == other.shape
    assert np.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.97


def test_a_chart_gets_its_picture_and_a_drawing_only_when_asked():
    chart = cell(**{VEGALITE: CHART, "text/plain": "<chart>"})
    figure = cell(**{DRAWING: drawing(20)})
    for shown in (chart, figure):
        add_pictures(shown.outputs)
    assert set(chart.outputs[0].data) == {VEGALITE, PICTURE, "text/plain"}
    size = chart.outputs[0].metadata[PICTURE]
    assert picture_in(chart).size == (2 * size["width"], 2 * size["height"])
    assert set(figure.outputs[0].data) == {DRAWING}


@pytest.mark.parametrize("change", [add_pictures, choose_smaller])
def test_other_outputs_stay_as_they_are(change):
    text = nbformat.v4.new_output("stream", name="stdout", text="1\n")
    table = nbformat.v4.new_output("display_data", data={"text/html": "<b>1</b>"})
    shown = nbformat.v4.new_code_cell("1", outputs=[text, table])
    before = nbformat.from_dict(shown)
    change(shown.outputs)
    assert shown == before


def test_the_picture_of_a_chart_does_not_depend_on_the_fonts_of_a_machine():
    assert findfont(FONT, fallback_to_default=False).startswith(mpl.get_data_path())
    assert of_chart(CHART) == of_chart(CHART | {"config": {"font": FONT}})
