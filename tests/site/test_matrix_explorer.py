"""The matrix that can be dragged, in a browser, on a page that is hardened like the book's."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from bookbuild.commands.build import bundle_frontend
from bookbuild.directives.matrix_drawing import EDGE, EXAMPLES, UNIT
from bookbuild.paths import BOOK, FRONTEND
from bookbuild.site.server import serve_site
from playwright.sync_api import Locator, Page, expect
from support.frames import settle

pytestmark = pytest.mark.slow

PAGE = """# Page

<div style="height: 3000px"></div>

```{matrix-explorer}
:name: fig-one
:matrix: 2 1; 0 1

Drag the arrows.
```

```{matrix-explorer}
:name: fig-two
:matrix: 0 1; 1 0

Another one.
```

<div style="height: 3000px"></div>

```{toctree}
other
```
"""
AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
FIND_VIOLATIONS = """async () => {
    const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await axe.run(".matrix-explorer", { runOnly: levels });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}"""
PARTS = """figure => [...figure.querySelectorAll("[data-part]")].map(part =>
    part.getAttribute("d") ?? part.getAttribute("transform") ?? part.value ?? part.textContent)"""
Point = tuple[float, float]
GLIDE = 500  # milliseconds in which the plane moves to an example
PAUSE = 500  # milliseconds before a change is said


@pytest.fixture(scope="module")
def base_url(build_book) -> Iterator[str]:
    """The address of a small site, in place of the book's."""
    bundle_frontend()
    book = build_book(
        {"index": PAGE, "other": "# Other\n\nText.\n"},
        *(
            "notfound.extension",
            "sources.addresses",
            "directives.formulas",
            "directives.matrix_explorer",
        ),
        *("site.head", "site.metadata", "site.finish", "site.search"),
        html_theme="sphinx_book_theme",
        html_title="The Book",
        html_baseurl="https://example.org/",
        html_favicon=str(BOOK / "_static" / "favicon.svg"),
        html_context={"default_mode": "auto"},
    )
    assert not book.warnings
    with serve_site(book.out) as address:
        yield address


def explorer(page: Page, name: str = "fig-one") -> Locator:
    """Return a figure of the page with its script at work."""
    figure = page.locator(f"#{name} .matrix-explorer")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_class(re.compile("ready"))
    return figure


def shown(figure: Locator) -> np.ndarray:
    """Return the matrix of the NumPy line, with which all that the figure shows must agree."""
    names = {"np": np}
    exec(figure.locator("pre").inner_text(), names)
    matrix = names["A"]
    path = figure.locator("[data-part=square]").get_attribute("d")
    corners = np.array(re.findall(r"-?[\d.]+", path), float).reshape(-1, 2) * [1, -1] / UNIT
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    np.testing.assert_allclose(corners, square @ matrix.T, atol=2e-3)
    for part, column in zip(("firstTip", "secondTip"), matrix.T, strict=True):
        place = figure.locator(f"[data-part={part}]").get_attribute("transform")
        tip = np.array(re.findall(r"-?[\d.]+", place), float) * [1, -1] / UNIT
        np.testing.assert_allclose(tip, column, atol=2e-3)
    typed = [float(entry.input_value()) for entry in figure.get_by_role("textbox").all()]
    assert typed == matrix.ravel().tolist()
    det, rank = np.linalg.det(matrix), np.linalg.matrix_rank(matrix)
    assert f"Rank {rank}:" in figure.locator("[data-part=rank]").inner_text()
    said = figure.locator("[data-part=determinant]").inner_text().split()[-1]
    assert float(said.replace("\N{MINUS SIGN}", "-")) == pytest.approx(det, abs=0.006)
    return matrix


def pixel(figure: Locator, point: Point) -> Point:
    """Return where a point of the plane is in the window."""
    box = figure.locator("> svg").bounding_box()
    scale = box["width"] / (2 * EDGE) * UNIT
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return middle[0] + scale * point[0], middle[1] - scale * point[1]


def drag(
    page: Page, figure: Locator, start: tuple[float, float], end: tuple[float, float]
) -> None:
    page.mouse.move(*pixel(figure, start))
    page.mouse.down()
    page.mouse.move(*pixel(figure, end), steps=4)
    page.mouse.up()


def test_script_is_fetched_once_and_when_a_figure_comes_near(open_page, record):
    page = open_page()

    def fetched() -> int:
        page.wait_for_load_state("networkidle")
        return sum("matrix-explorer" in url for url in record.requests)

    assert fetched() == 0
    before = len(record.requests)
    explorer(page)
    explorer(page, "fig-two")
    assert fetched() == 1
    assert len(record.requests) <= before + 2  # and what it shares with other scripts


def test_script_starts_with_the_figure_that_the_page_has(open_page):
    static = open_page(javascript=False).locator("#fig-one .matrix-explorer").evaluate(PARTS)
    assert explorer(open_page()).evaluate(PARTS) == static
    assert len(static) == 20


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_arrows_are_dragged_to_tenths(open_page, theme):
    page = open_page(theme=theme)
    figure = explorer(page)
    assert shown(figure).tolist() == [[2, 1], [0, 1]]
    drag(page, figure, (2, 0), (1.52, -2.03))
    assert shown(figure).tolist() == [[1.5, 1], [-2, 1]]
    # not taken in the middle of the ring, the tip follows all the same
    drag(page, figure, (1.1, 1.1), (-1.9, 0.6))
    assert shown(figure).tolist() == [[1.5, -2], [-2, 0.5]]
    page.mouse.move(*pixel(figure, (3, 3)))
    assert shown(figure).tolist() == [[1.5, -2], [-2, 0.5]]
    assert shown(explorer(page, "fig-two")).tolist() == [[0, 1], [1, 0]]


def test_arrow_is_held_at_the_edge(open_page):
    page = open_page()
    figure = explorer(page)
    drag(page, figure, (2, 0), (5, -4))
    assert shown(figure).tolist() == [[3, 1], [-3, 1]]


def test_arrow_near_the_line_of_the_other_jumps_onto_it(open_page):
    page = open_page()
    figure = explorer(page)
    drag(page, figure, (2, 0), (-1.55, -1.48))
    assert shown(figure).tolist() == [[-1.5, 1], [-1.5, 1]]
    expect(figure.locator("[data-part=rank]")).to_have_text("Rank 1: everything falls on a line.")


def test_of_two_rings_over_each_other_the_nearer_one_is_taken(open_page):
    page = open_page()
    figure = explorer(page)
    figure.get_by_label("row 1, column 1").fill("1")
    figure.get_by_label("row 2, column 1").fill("1.3")
    drag(page, figure, (1, 1.3), (0, 2))  # within the ring of the second arrow, which lies above
    assert shown(figure).tolist() == [[0, 1], [2, 1]]


def test_finger_drags_the_arrow_and_not_the_page(open_page):
    page = open_page(width=390, has_touch=True)
    figure = explorer(page)
    scrolled = page.evaluate("scrollY")
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: Point) -> None:
        places = [dict(zip("xy", pixel(figure, point), strict=True)) for point in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    touch("touchStart", (1, 1))
    for k in range(1, 11):
        touch("touchMove", (1, 1 - k / 5))
    touch("touchEnd")
    assert shown(figure).tolist() == [[2, 1], [0, -1]]
    assert page.evaluate("scrollY") == scrolled


def test_arrow_keys_move_a_ring_and_home_goes_back(open_page):
    page = open_page()
    figure = explorer(page)
    first, second = figure.get_by_role("slider").all()
    expect(first).to_have_accessible_name("Image of the first unit vector")
    expect(second).to_have_attribute("aria-valuetext", "1.0, 1.0")
    scrolled = page.evaluate("scrollY")
    second.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert shown(figure).tolist() == [[2, 0.9], [0, 1.1]]
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    assert shown(figure).tolist() == [[2, 1.4], [0, 0.6]]
    expect(second).to_have_attribute("aria-valuetext", "1.4, 0.6")
    for _ in range(5):
        page.keyboard.press("Shift+ArrowRight")
    assert shown(figure).tolist() == [[2, 3], [0, 0.6]]
    page.keyboard.press("Home")
    assert shown(figure).tolist() == [[2, 1], [0, 1]]
    assert page.evaluate("scrollY") == scrolled
    page.keyboard.press("Shift+Tab")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    assert shown(figure).tolist() == [[2, 1], [-0.1, 1]]


def test_focus_shows(open_page):
    page = open_page()
    figure = explorer(page)
    ring = figure.locator(".matrix-ring").first
    before = ring.evaluate("ring => getComputedStyle(ring).strokeWidth")
    figure.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowUp")
    assert ring.evaluate("ring => getComputedStyle(ring).strokeWidth") != before
    expect(figure.get_by_role("slider").first).to_have_css("outline-style", "solid")


def test_numbers_can_be_typed(open_page):
    page = open_page()
    figure = explorer(page)
    entry = figure.get_by_role("textbox", name="row 2, column 1")
    entry.fill("-0,25")
    expect(figure.locator("pre")).to_have_text("A = np.array([[2.0, 1.0], [-0.25, 1.0]])")
    expect(entry).to_have_value("-0,25")
    entry.blur()
    assert shown(figure).tolist() == [[2, 1], [-0.25, 1]]
    for wrong in ("-", "4", "x"):
        entry.fill(wrong)
        expect(entry).to_have_attribute("aria-invalid", "true")
        expect(figure.locator("pre")).to_have_text("A = np.array([[2.0, 1.0], [-0.25, 1.0]])")
    entry.press("Enter")
    expect(entry).not_to_have_attribute("aria-invalid", "true")
    assert shown(figure).tolist() == [[2, 1], [-0.25, 1]]


def test_refused_number_is_told_why_until_the_next_change(open_page):
    page = open_page()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    figure = explorer(page)
    limits, status = figure.locator(".matrix-limits"), figure.get_by_role("status")
    muted = limits.evaluate("limits => getComputedStyle(limits).color")
    for wrong in ("4", "1/3"):
        entry = figure.get_by_role("textbox", name="row 1, column 2")
        entry.fill(wrong)
        expect(limits).not_to_have_css("color", muted)
        entry.blur()
        expect(entry).to_have_value("1.0")
        expect(limits).not_to_have_css("color", muted)
        expect(status).to_have_text("Not taken. Entries are numbers from \N{MINUS SIGN}3 to 3.")
        page.clock.run_for(PAUSE + 100)
        expect(status).to_contain_text("Not taken.")
        figure.get_by_role("slider").first.press("ArrowUp")
        expect(limits).to_have_css("color", muted)


def test_examples_and_the_way_back(open_page):
    figure = explorer(open_page())
    for name, matrix in EXAMPLES.items():
        figure.get_by_role("button", name=name, exact=True).click()
        assert shown(figure).ravel().tolist() == list(matrix)
    figure.get_by_role("button", name="Start").click()
    assert shown(figure).tolist() == [[2, 1], [0, 1]]


def test_plane_glides_to_an_example_until_the_reader_takes_over(open_page):
    page = open_page()
    page.emulate_media(reduced_motion="no-preference")
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # from here on time passes when the test says so
    figure = explorer(page)
    line, end = figure.locator("pre"), "A = np.array([[1.0, 1.0], [0.0, 1.0]])"
    figure.get_by_role("button", name="Shear").click()
    page.clock.run_for(GLIDE / 2)
    assert line.inner_text() != end
    page.clock.run_for(GLIDE)
    assert line.inner_text() == end
    shown(figure)
    figure.get_by_role("button", name="Zero").click()
    page.clock.run_for(GLIDE / 2)
    figure.get_by_role("textbox").first.fill("3")
    held = shown(figure).tolist()
    page.clock.run_for(GLIDE)
    assert shown(figure).tolist() == held != [[3, 0], [0, 0]]


def test_hatching_shows_that_the_plane_is_turned_over(open_page):
    figure = explorer(open_page())
    hatching = figure.locator("[data-part=hatching]")
    expect(hatching).to_have_attribute("d", "M0 0")
    figure.get_by_role("button", name="Reflection").click()
    assert hatching.get_attribute("d").count("M") == 9
    expect(figure.locator("[data-part=side]")).to_have_text("The plane is turned over: see the F.")


def test_result_is_said_once_after_a_pause(open_page):
    page = open_page()
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # from here on time passes when the test says so
    figure = explorer(page)
    status = figure.get_by_role("status")
    page.clock.run_for(PAUSE + 100)
    expect(status).to_have_text("")
    figure.get_by_role("slider").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        page.clock.run_for(PAUSE - 100)
    expect(status).to_have_text("")
    page.clock.run_for(PAUSE)
    expect(status).to_have_text(
        re.compile(r"^Determinant 2\.3\. Areas become 2\.3 times .* Rank 2")
    )


def test_copy_button_copies_the_line_as_it_is_now(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    figure = explorer(page)
    figure.get_by_role("button", name="Projection").click()
    figure.locator("pre").hover()
    figure.get_by_role("button", name="Copy").click()
    expect(figure.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "A = np.array([[0.5, 0.5], [0.5, 0.5]])"
    )


def test_change_of_theme_recolours_and_keeps_the_matrix(open_page):
    page = open_page()
    figure = explorer(page)
    figure.get_by_role("button", name="Shear").click()
    letter = figure.locator("[data-part=letter]")
    light = letter.evaluate("letter => getComputedStyle(letter).stroke")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert letter.evaluate("letter => getComputedStyle(letter).stroke") != light
    assert shown(figure).tolist() == [[1, 1], [0, 1]]


def test_without_scripts_the_figure_shows_and_nothing_pretends_to_work(open_page):
    page = open_page(javascript=False)
    figure = page.locator("#fig-one")
    expect(figure.get_by_role("img", name="A square grid, and its image")).to_be_visible()
    expect(figure.locator("pre")).to_have_text("A = np.array([[2.0, 1.0], [0.0, 1.0]])")
    expect(figure.get_by_text("Rank 2: the image is the whole plane.")).to_be_visible()
    assert not figure.locator(":is(button, .matrix-help, .matrix-ring):visible").count()
    entry = figure.get_by_role("textbox", name="row 1, column 1")
    expect(entry).to_have_value("2.0")
    expect(entry).to_have_attribute("readonly", "")


def test_failure_keeps_the_figure_and_shows_no_dead_control(open_page, record):
    page = open_page()
    page.route("**/matrix-explorer-*.js", lambda route: route.abort())
    figure = page.locator("#fig-one .matrix-explorer")
    with page.expect_console_message(lambda message: message.type == "error"):
        figure.scroll_into_view_if_needed()
    settle(page)
    expect(figure.locator("> svg")).to_be_visible()
    expect(figure.get_by_role("button", name="Shear")).to_have_count(0)
    expect(figure.get_by_role("slider")).to_have_count(0)
    assert record.errors
    record.errors.clear()


def test_print_shows_the_picture_alone(open_page):
    page = open_page()
    figure = explorer(page)
    figure.get_by_role("button", name="Shear").click()
    page.emulate_media(media="print")
    assert not figure.locator(":is(.matrix-controls, .matrix-ring):visible").count()
    expect(figure.locator("> svg")).to_be_visible()
    assert shown(figure).tolist() == [[1, 1], [0, 1]]


@pytest.mark.parametrize("width", [1280, 800, 390, 320])
def test_figure_fits_and_its_parts_are_large_enough_to_touch(open_page, width):
    page = open_page(width=width)
    page.wait_for_load_state("networkidle")  # the theme's icons are there
    page.evaluate(
        """() => {
          window.shifts = 0;
          new PerformanceObserver(list => list.getEntries().forEach(e => window.shifts += e.value))
            .observe({type: "layout-shift"});
        }"""
    )
    figure = explorer(page)
    for ring in figure.get_by_role("slider").all():
        assert min(ring.bounding_box()[side] for side in ("width", "height")) >= 44
    for control in figure.locator("button:not(.copybtn), input").all():
        assert control.bounding_box()["height"] >= 32
    below = page.locator("#fig-two")
    place = below.bounding_box()["y"]
    assert page.evaluate("window.shifts") == 0
    for name in (*EXAMPLES, "Start"):
        figure.get_by_role("button", name=name, exact=True).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert below.bounding_box()["y"] == place, f"{name} moves what is below"


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figure_is_accessible_before_and_after_a_change(open_page, theme, width):
    page = open_page(theme=theme, width=width)
    figure = explorer(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert not page.evaluate(FIND_VIOLATIONS)
    figure.get_by_role("button", name="Reflection").click()
    figure.get_by_role("textbox").first.fill("x")
    figure.get_by_role("slider").first.focus()
    assert not page.evaluate(FIND_VIOLATIONS)
