"""Altair charts: from the kernel's output to the page, and what an author is told to change."""

from __future__ import annotations

import base64
import json
import re
from copy import deepcopy
from pathlib import Path

import altair as alt
import nbformat
import pandas as pd
import pytest
from bookbuild.directives.chart_controls import ChartError, controls_html
from bookbuild.directives.charts import NARROW_PLOT, compile_chart
from bookbuild.execution.pictures import VEGALITE, add_pictures
from bookbuild.execution.store import KERNEL_HOME
from bs4 import BeautifulSoup

SHOWS = "Two points on a line through the origin."
THEME = ("--pst-color-text-base", "--pst-color-border")

INDEX = """# A book

```{toctree}
day1/page
```
"""
PAGE = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
# A page

{numref}`fig-line` can be moved.

```{code-cell} python
---
mystnb:
  figure:
    name: fig-line
    caption: "The slope is *yours*."
---
import altair as alt
import pandas as pd

slope = alt.param("slope", value=1, bind=alt.binding_range(min=0, max=2, step=0.25, name="slope"))
points = alt.Chart(pd.DataFrame({"x": [1, 2], "y": [1, 2]}))
points.mark_point().encode(x="x", y="y").add_params(slope).properties(PROPERTIES)
```
"""


def scatter(**properties: object) -> alt.Chart:
    points = alt.Chart(pd.DataFrame({"x": [1, 2], "y": [1, 2], "kind": ["a", "b"]}))
    return points.mark_point().encode(x="x", y="y").properties(**properties)


def source(chart: alt.TopLevelMixin, **properties: object) -> dict:
    return chart.properties(**{"description": SHOWS, **properties}).to_dict()


def bound(binding: object, value: object = alt.Undefined) -> dict:
    """Return the source of a chart whose parameter `knob` has a form control."""
    return source(scatter().add_params(alt.param("knob", value=value, bind=binding)))


def controls(chart_source: dict) -> str:
    return controls_html(compile_chart(chart_source).controls, "chart-1-0")


@pytest.fixture
def build_chapter(build_book, monkeypatch):
    """A function that builds a book of one page whose cell ends with a chart."""
    monkeypatch.setenv("IPYTHONDIR", str(KERNEL_HOME))

    def build(properties: str):
        pages = {"index": INDEX, "day1/page": PAGE.replace("PROPERTIES", properties)}
        return build_book(pages, "directives.charts", nb_execution_mode="force")

    return build


def test_chart_of_a_cell_reaches_the_page_and_the_notebook(build_chapter):
    book = build_chapter(f"description={SHOWS!r}")
    assert not book.warnings
    check_page(book.html("day1/page"), book.out / "day1")
    check_notebook(book.out.parent / "jupyter_execute" / "day1" / "page.ipynb")


def check_page(page: BeautifulSoup, folder: Path) -> None:
    """The chart is a figure with number and caption; it has a picture, a slider and a file."""
    figure = page.find("figure", id="fig-line")
    caption = figure.figcaption.find(class_="caption-text")
    assert caption.get_text() == "The slope is yours."
    assert page.find("a", href="#fig-line", class_="reference").get_text() == "Fig. 1"

    picture = figure.find("img")
    assert picture["alt"] == SHOWS
    drawn = (folder / picture["src"]).read_text("utf-8")
    assert f'width="{picture["width"]}" height="{picture["height"]}"' in drawn
    assert (folder / figure.find("source")["srcset"]).is_file()

    slider = figure.find("input", type="range")
    assert figure.find("label", attrs={"for": slider["id"]}).get_text() == "slope"
    limits = [slider[key] for key in ("min", "max", "step", "value")]
    assert limits == ["0", "2", "0.25", "1"]
    assert slider["aria-valuetext"] == figure.find("output").get_text() == "1.00"

    vega = json.loads((folder / figure.div["data-vega"]).read_text("utf-8"))
    assert "vega/v6" in vega["$schema"]
    assert {"name": "slope", "value": 1} in vega["signals"]
    assert not figure.find_all("script"), "the page's policy allows no script in it"


def check_notebook(path: Path) -> None:
    """The notebook that readers download has the source, and a picture at twice its size."""
    cell = nbformat.read(path, as_version=4).cells[1]
    add_pictures(cell.outputs)  # as bookbuild.notebooks.downloads does
    (output,) = cell.outputs
    assert set(output.data) == {VEGALITE, "image/png", "text/plain"}
    assert output.data[VEGALITE]["description"] == SHOWS
    assert SHOWS in output.data["text/plain"]
    png = base64.b64decode(output.data["image/png"])
    assert png.startswith(b"\x89PNG")
    shown = output.metadata["image/png"]
    pixels = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    assert pixels == (2 * shown["width"], 2 * shown["height"])


def test_refused_chart_fails_the_build_and_names_the_page(build_chapter):
    warnings = build_chapter("title='A line'").warnings
    (refusal,) = [line for line in warnings if "description" in line]
    assert re.search(r"day1/page\.md:\d+: WARNING: the chart has no", refusal)


@pytest.mark.parametrize("description", ["", "fig-line", "A chart", "descent.svg"])
def test_description_that_says_not_what_the_chart_shows_is_refused(description):
    with pytest.raises(ChartError, match="no description that says what it shows"):
        compile_chart(scatter(description=description).to_dict())


def test_same_chart_gives_the_same_bytes_whatever_was_drawn_before():
    panels = source(scatter().mark_line(clip=True) | scatter())
    first = compile_chart(panels)
    compile_chart(source(scatter().mark_area(clip=True)))
    backwards = json.loads(json.dumps(panels), object_pairs_hook=lambda items: dict(items[::-1]))
    assert compile_chart(backwards) == first
    assert "clip-path" in first.wide.svg


def test_slider_that_counts_steps_has_buttons_and_no_other():
    def sliders(name: str, step: float) -> BeautifulSoup:
        binding = alt.binding_range(min=0, max=9, step=step, name="step")
        chart = scatter().add_params(alt.param(name, value=0, bind=binding))
        return BeautifulSoup(controls(source(chart)), "html.parser")

    assert [button.get_text() for button in sliders("step", 1)("button")] == [
        "Back",
        "Step",
        "Play",
    ]
    assert not sliders("stride", 1)("button")
    with pytest.raises(ChartError, match="counts steps: expected whole numbers"):
        sliders("step", 0.5)


def test_text_from_the_data_cannot_leave_its_place():
    attack = '</script><script src="x">"\'&'
    data = pd.DataFrame({"x": [1], "word": [attack]})
    binding = alt.binding_select(options=[attack], name=attack)
    chart = alt.Chart(data).mark_text().encode(x="x", text="word")
    chart = chart.add_params(alt.param("knob", value=attack, bind=binding))
    compiled = compile_chart(source(chart))
    assert json.loads(compiled.vega)["data"][0]["values"][0]["word"] == attack
    assert "<script" not in compiled.wide.svg
    html = controls_html(compiled.controls, "chart-1-0")
    assert "<script" not in html
    assert "&lt;/script&gt;" in html


@pytest.mark.parametrize(
    "panels",
    [
        lambda: scatter(width=400) | scatter(width=300),
        lambda: scatter(name="left") | scatter(name="right"),
        lambda: alt.concat(scatter(), scatter(), columns=2),
    ],
)
def test_panels_go_below_each_other_on_a_narrow_page(panels):
    chart = compile_chart(source(panels()))
    assert chart.wide.width > 600
    assert NARROW_PLOT < chart.narrow.width < 360
    assert chart.narrow.height > 1.8 * chart.wide.height


def test_plot_shrinks_on_a_narrow_page_only_when_it_is_wide():
    wide = compile_chart(source(scatter(width=480)))
    assert wide.wide.width - wide.narrow.width == 480 - NARROW_PLOT
    assert wide.wide.height == wide.narrow.height
    small = compile_chart(source(scatter(width=200)))
    assert small.wide.width == small.narrow.width


def test_photograph_keeps_its_proportions_on_a_narrow_page():
    table = pd.DataFrame({"x": [0], "y": [0], "url": ["data:image/png;base64,"]})
    photograph = alt.Chart(table).mark_image().encode(x="x", y="y", url="url")
    above = photograph.properties(width=2 * NARROW_PLOT, height=300)
    below = scatter(width=2 * NARROW_PLOT, height=100)
    chart = compile_chart(source(above & below))
    assert chart.wide.height - chart.narrow.height == 300 - 150


def test_axes_take_the_colours_of_the_theme_unless_the_author_chose():
    compiled = compile_chart(source(scatter()))
    assert all(name in compiled.wide.svg for name in THEME)
    chosen = scatter().encode(x=alt.X("x", axis=alt.Axis(titleColor="#b00020")))
    assert "#b00020" in compile_chart(source(chosen)).wide.svg


def test_list_keeps_the_kind_of_its_values():
    html = controls(bound(alt.binding_select(options=[0.5, 1], name="step"), 0.5))
    assert '<option value="0.5" selected>0.5</option><option value="1">1</option>' in html
    labelled = alt.binding_select(options=[None, "a"], labels=["all", "only a"], name="kind")
    assert '<option value="null" selected>all</option>' in controls(bound(labelled, None))


def test_box_shows_its_start():
    assert " checked>" in controls(bound(alt.binding_checkbox(name="squares"), True))
    assert " checked" not in controls(bound(alt.binding_checkbox(name="squares"), False))


@pytest.mark.parametrize(
    ("binding", "value", "message"),
    [
        (alt.binding_range(min=0, max=1, step=0.1), 0, "'knob' has no label"),
        (
            alt.binding_range(min=0, max=1, step=0.1, name="k"),
            2,
            "starts at 2: expected 0 to 1",
        ),
        (alt.binding_range(min=0, name="k"), 0, "has no max and no step"),
        (
            alt.binding_select(options=["a"], name="k"),
            "b",
            "starts at 'b': expected one of",
        ),
        (alt.binding_checkbox(name="k"), 1, "starts at 1: expected True or False"),
        (
            alt.binding_radio(options=["a"], name="k"),
            "a",
            "kind 'radio': expected one of range",
        ),
    ],
)
def test_wrong_control_is_refused(binding, value, message):
    with pytest.raises(ChartError, match=message):
        controls(bound(binding, value))


def test_selection_with_a_start_value_is_refused():
    binding = alt.binding_select(options=["a", "b"], name="kind")
    kind = alt.selection_point(name="pick", fields=["kind"], value="a", bind=binding)
    with pytest.raises(ChartError, match=r"use alt\.param"):
        controls(source(scatter().add_params(kind)))


def test_compiling_leaves_the_source_as_it_was():
    given = source(scatter() | scatter())
    before = deepcopy(given)
    compile_chart(given)
    assert given == before
