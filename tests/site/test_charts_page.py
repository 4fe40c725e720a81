"""Interactive charts in a browser, on a page of their own with the kinds of chart the book has."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bookbuild.commands.build import bundle_frontend
from bookbuild.execution.store import KERNEL_HOME
from bookbuild.paths import BOOK, BUNDLE
from bookbuild.site.head import POLICY
from bookbuild.site.server import serve_site
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.slow

PAGE = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
# Charts

<div style="height: 3000px"></div>

```{code-cell} python
---
mystnb:
  figure: {name: fig-line, caption: "A line with two sliders."}
---
import altair as alt
import pandas as pd

w = alt.param("w", value=1, bind=alt.binding_range(min=-2, max=4, step=0.5, name="slope w"))
b = alt.param("b", value=0, bind=alt.binding_range(min=-5, max=5, step=1, name="intercept b"))
rows = alt.Chart(pd.DataFrame({"x": range(9), "y": [0, 3, 3, 7, 8, 11, 11, 15, 16]}))
line = rows.transform_calculate(y="w * datum.x + b").mark_line().encode(x="x", y="y:Q")
loss = rows.transform_calculate(square="pow(datum.y - w * datum.x - b, 2)")
loss = loss.transform_aggregate(loss="mean(square)")
loss = loss.transform_calculate(text="'loss ' + format(datum.loss, '.2f')")
loss = loss.mark_text().encode(text="text:N", x=alt.value(50), y=alt.value(12))
chart = rows.mark_point().encode(x="x", y="y") + line + loss.properties(name="readout")
description = "Nine points and a line through the origin with slope 1, below most of them."
chart.add_params(w, b).properties(width=480, description=description)
```

<div style="height: 3000px"></div>

```{code-cell} python
step = alt.param("step", value=0, bind=alt.binding_range(min=0, max=50, step=1, name="step"))
walk = alt.Chart(pd.DataFrame({"k": range(51), "x": [50 - k for k in range(51)]}))
walk = walk.transform_filter("datum.k <= step").mark_line(point=True).encode(x="k", y="x")
place = walk.transform_filter("datum.k == step").transform_calculate(text="'at ' + datum.x")
place = place.mark_text().encode(text="text:N", x=alt.value(50), y=alt.value(12))
chart = walk + place.properties(name="readout")
chart.add_params(step).properties(description="A walk that comes one nearer in every step.")
```

<div style="height: 3000px"></div>

```{code-cell} python
runs = pd.DataFrame(
    [
        (start, eta, k, x * (1 - eta) ** k)
        for start, x in (("left", -2), ("right", 3))
        for eta in (0.1, 0.2, 0.3)
        for k in range(5)
    ],
    columns=["start", "eta", "k", "x"],
)
sizes = alt.binding_range(min=0.1, max=0.3, step=0.1, name="step size")
starts = alt.binding_select(options=["left", "right"], name="start")
eta = alt.param("eta", value=0.2, bind=sizes)
start = alt.param("start", value="left", bind=starts)
dots = alt.param("dots", value=True, bind=alt.binding_checkbox(name="show points"))
now = alt.Chart(runs).transform_filter("abs(datum.eta - eta) < 0.01 && datum.start === start")
path = now.mark_line().encode(x="k", y="x")
points = now.transform_filter("dots").mark_point().encode(x="k", y="x")
last = now.transform_filter("datum.k == 4").transform_calculate(text="'ends at ' + datum.x")
last = last.mark_text().encode(text="text:N", x=alt.value(50), y=alt.value(12))
folded = now.mark_line().encode(x="k", y=alt.Y("x", scale=alt.Scale(type="symlog")))
description = "The path of five steps, and the same path on a logarithmic axis."
chart = (path + points + last.properties(name="readout")) | folded
chart.add_params(eta, start, dots).properties(description=description)
```
"""
STYLE = """
:root { --pst-color-text-base: rgb(20, 20, 20); }
:root[data-theme="dark"] { --pst-color-text-base: rgb(230, 230, 230); background: #111; }
"""
SOME_BEATS = 1500  # milliseconds of a chart that plays


@pytest.fixture(scope="module")
def base_url(build_book) -> Iterator[str]:
    """The address of a site of three charts, in place of the book's."""
    bundle_frontend()
    settings = {
        "html_theme_options": {"body_min_width": 0},
        "html_sidebars": {"**": []},
        "html_favicon": str(BOOK / "_static" / "favicon.svg"),
        "html_static_path": ["_static", str(BUNDLE)],
        "html_css_files": ["book/book.css", "theme.css"],
        "html_js_files": [("book/book.js", {"type": "module"})],
        "nb_execution_mode": "force",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(KERNEL_HOME))
        files = {"index": PAGE, "_static/theme.css": STYLE}
        book = build_book(files, "directives.charts", **settings)
    assert not book.warnings
    not_found = "<title>No such page</title><link rel='icon' href='data:,'>"
    (book.out / "404.html").write_text(not_found, encoding="utf-8")
    with serve_site(book.out) as address:
        yield address


def answer_with_policy(route: Route) -> None:
    """Give the page the policy of the published book: no eval, no other host."""
    answer = route.fetch()
    headers = {**answer.headers, "content-security-policy": POLICY}
    route.fulfill(response=answer, headers=headers)


@pytest.fixture
def open_charts(open_page):
    """A function that opens the page of charts under the book's policy."""

    def open_charts(**options: object) -> Page:
        page = open_page("404.html", **options)
        page.route("**/index.html", answer_with_policy)
        page.goto(page.url.replace("404.html", "index.html"))
        return page

    return open_charts


def chart(page: Page, number: int):
    """Return one chart of the page, drawn."""
    found = page.locator(".chart").nth(number)
    found.scroll_into_view_if_needed()
    expect(found).to_have_class(re.compile("drawn"))
    return found


def lines(drawn) -> list[str]:
    return drawn.locator(".mark-line path").evaluate_all(
        "all => all.map(e => e.getAttribute('d'))"
    )


def test_arrow_keys_on_a_slider_change_drawing_value_and_readout(open_charts):
    page = open_charts()
    drawn = chart(page, 0)
    before = lines(drawn)
    slider = page.get_by_role("slider", name="slope w")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("1.5")
    expect(slider).to_have_attribute("aria-valuetext", "1.5")
    expect(drawn.locator("output").first).to_have_text("1.5")
    # by hand: residuals 0, 1.5, 0, 2.5, 2, 3.5, 2, 4.5, 4, whose squares sum to 65
    expect(drawn.get_by_role("status")).to_have_text("loss 7.22")
    assert lines(drawn) != before
    page.keyboard.press("End")
    expect(slider).to_have_value("4")
    page.keyboard.press("Home")
    expect(slider).to_have_value("-2")


def test_buttons_take_a_step_and_one_back_and_stay_between_the_ends(open_charts):
    page = open_charts()
    drawn = chart(page, 1)
    dots = drawn.locator(".mark-symbol path")
    slider = page.get_by_role("slider", name="step", exact=True)
    step, back = (page.get_by_role("button", name=name, exact=True) for name in ("Step", "Back"))
    step.click()
    step.press("Enter")
    expect(dots).to_have_count(3)
    expect(slider).to_have_value("2")
    expect(drawn.locator("output")).to_have_text("2")
    expect(drawn.get_by_role("status")).to_have_text("at 48")
    for _ in range(3):
        back.click()
    expect(slider).to_have_value("0")
    slider.press("End")
    step.click()
    expect(slider).to_have_value("50")
    expect(dots).to_have_count(51)


def test_playing_can_be_paused_and_ends_when_the_reader_moves_the_slider(open_charts):
    page = open_charts()
    dots = chart(page, 1).locator(".mark-symbol path")
    play = page.get_by_role("button", name="Play")
    slider = page.get_by_role("slider", name="step", exact=True)
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # from here on time passes when the test says so
    play.click()
    page.clock.run_for(SOME_BEATS)
    stopped = int(slider.input_value())
    assert 0 < stopped < 50
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(SOME_BEATS)
    expect(slider).to_have_value(str(stopped))
    expect(dots).to_have_count(stopped + 1)
    play.click()
    page.clock.run_for(SOME_BEATS)
    assert int(slider.input_value()) > stopped
    slider.press("Home")
    expect(play).to_be_visible()
    page.clock.run_for(SOME_BEATS)
    expect(slider).to_have_value("0")
    expect(dots).to_have_count(1)


def test_playing_goes_on_to_the_end_and_then_begins_again(open_charts):
    page = open_charts()
    dots = chart(page, 1).locator(".mark-symbol path")
    play = page.get_by_role("button", name="Play")
    slider = page.get_by_role("slider", name="step", exact=True)
    slider.press("End")
    slider.press("ArrowLeft")
    play.click()
    expect(slider).to_have_value("50")
    expect(play).to_be_visible()
    play.click()
    expect(dots).to_have_count(1)
    expect(dots).not_to_have_count(1)


def test_list_and_box_change_the_drawing(open_charts):
    page = open_charts()
    drawn = chart(page, 2)
    before = lines(drawn)
    page.get_by_role("combobox", name="start").select_option("right")
    expect(drawn.locator(".mark-symbol path")).to_have_count(5)
    # by hand: 3 times 0.8 to the power 4
    expect(drawn.get_by_role("status")).to_have_text(re.compile("^ends at 1.2288"))
    assert lines(drawn) != before
    page.get_by_role("checkbox", name="show points").press("Space")
    expect(drawn.locator(".mark-symbol path")).to_have_count(0)


def test_change_of_theme_recolours_the_axes_and_keeps_the_value(open_charts):
    page = open_charts()
    drawn = chart(page, 0)
    page.get_by_role("slider", name="slope w").press("End")
    moved = lines(drawn)
    label = drawn.locator(".role-axis-label text").first
    expect(label).to_have_css("fill", "rgb(20, 20, 20)")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(label).to_have_css("fill", "rgb(230, 230, 230)")
    expect(drawn.locator("output").first).to_have_text("4.0")
    assert lines(drawn) == moved


def test_value_that_was_set_before_the_drawing_counts(open_charts):
    page = open_charts()
    page.locator("[data-signal=eta]").evaluate("slider => { slider.value = 0.3 }")
    drawn = chart(page, 2)
    expect(drawn.locator("output")).to_have_text("0.3")
    last = lines(drawn)[0]
    page.get_by_role("slider", name="step size").press("Home")
    page.get_by_role("slider", name="step size").press("End")
    expect(drawn.locator("output")).to_have_text("0.3")
    assert lines(drawn)[0] == last


def test_nothing_is_fetched_before_a_chart_comes_near(open_charts, record):
    def fetched(ending: str) -> int:
        page.wait_for_load_state("networkidle")
        return sum(re.search(ending, url) is not None for url in record.requests)

    page = open_charts()
    script, vega = r"/chart-view-\w+\.js$", r"/_charts/\w+\.json$"
    assert (fetched(script), fetched(vega)) == (0, 0)
    chart(page, 0)
    assert (fetched(script), fetched(vega)) == (1, 1)
    chart(page, 2)
    assert (fetched(script), fetched(vega)) == (1, 2)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_drawing_moves_nothing_and_fits_the_page(open_charts, width):
    page = open_charts(width=width)
    page.evaluate(
        """() => {
          window.shifts = 0;
          new PerformanceObserver(list => list.getEntries().forEach(e => window.shifts += e.value))
            .observe({type: "layout-shift", buffered: true});
        }"""
    )
    for number in (0, 1, 2):
        drawn = chart(page, number)
        box = drawn.locator(".chart-box").bounding_box()
        svg = drawn.locator("svg.marks").bounding_box()
        assert svg == pytest.approx(box, abs=1)
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.evaluate("window.shifts") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_panels_stand_side_by_side_only_on_a_wide_page(open_charts):
    page = open_charts(width=390)
    drawn = chart(page, 2)
    drawing = drawn.locator("svg.marks")
    panels = drawn.locator(".role-scope > g > .background")
    first, second = (panel.bounding_box() for panel in panels.all())
    assert second["y"] > first["y"] + first["height"]

    page.set_viewport_size({"width": 1280, "height": 900})
    # the fonts of the browser and of the picture's maker may differ by some hundredths
    width = int(drawn.locator("img").get_attribute("width"))
    sizes = "|".join(map(str, range(int(0.95 * width), int(1.05 * width))))
    expect(drawing).to_have_attribute("viewBox", re.compile(f"^0 0 ({sizes}) "))
    first, second = (panel.bounding_box() for panel in panels.all())
    assert second["x"] > first["x"] + first["width"]


def test_without_javascript_the_picture_shows_and_no_dead_control(open_charts):
    page = open_charts(javascript=False)
    picture = page.get_by_role("img", name="Nine points and a line")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 400
    expect(page.get_by_role("slider")).to_have_count(0)


def test_print_shows_the_picture(open_charts):
    page = open_charts()
    drawn = chart(page, 0)
    picture = drawn.locator("img")
    expect(picture).not_to_be_visible()
    page.emulate_media(media="print")
    expect(picture).to_be_visible()
    expect(drawn.locator("svg.marks")).not_to_be_visible()


def test_failure_keeps_the_picture_and_says_so_once(open_charts, record):
    page = open_charts()
    page.route("**/*.json", lambda route: route.fulfill(status=200, body="{}"))
    second = page.locator(".chart").nth(2)
    second.scroll_into_view_if_needed()
    expect(second.locator("input")).to_have_count(0)
    expect(second.locator("img")).to_be_visible()
    (error,) = record.errors
    assert "could not be drawn" in error
    record.errors.clear()


def test_screen_reader_meets_the_description_and_not_every_point(open_charts):
    page = open_charts()
    drawn = chart(page, 0)
    picture = drawn.locator(".chart-drawing")
    expect(picture).to_have_attribute("role", "graphics-document")
    expect(picture).to_have_attribute("aria-label", re.compile("Nine points"))
    assert drawn.locator(".mark-symbol").first.get_attribute("aria-hidden") == "true"
    expect(drawn.get_by_role("group", name="Controls of the chart")).to_be_visible()
