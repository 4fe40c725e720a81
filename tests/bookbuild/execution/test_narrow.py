"""The drawing of a figure for phones: its width, its letters, its panels."""

from __future__ import annotations

import re
import runpy
from types import SimpleNamespace

import matplotlib.pyplot as plt
import pytest
from bookbuild.execution.store import KERNEL_HOME, NARROW
from IPython.core.formatters import DisplayFormatter
from mathforml import figures

PROFILE = KERNEL_HOME / "profile_default"


@pytest.fixture(scope="module")
def draw_narrow():
    shell = SimpleNamespace(display_formatter=DisplayFormatter())
    left = runpy.run_path(str(PROFILE / "startup" / "narrow.py"), {"get_ipython": lambda: shell})
    assert "register" not in left  # no name stays that a cell could use
    return shell.display_formatter.formatters[NARROW]


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def size(svg: str) -> tuple[float, float]:
    """Return the width and height of a drawing, in inches."""
    return tuple(
        float(side) / 72 for side in re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups()
    )


def places(figure, axes) -> list[tuple[int, int]]:
    """Return the left and the lower edge of panels, in whole hundredths of the figure."""
    figure.canvas.draw()
    return [tuple((100 * ax.get_position().p0).round().astype(int)) for ax in axes]


def test_a_narrow_drawing_keeps_its_height(draw_narrow):
    figure, ax = figures.subplots(height=2.5)
    ax.plot([1, 2], [3, 4])
    assert size(draw_narrow(figure)) == pytest.approx((3.6, 2.5))


def test_a_figure_that_is_narrow_has_no_other(draw_narrow):
    figure, _ = figures.subplots(width=3.6)
    assert draw_narrow(figure) is None


def test_a_map_keeps_its_shape(draw_narrow):
    figure, ax = figures.subplots(width=5.4, height=3)
    ax.set_aspect("equal")
    assert size(draw_narrow(figure)) == pytest.approx((3.6, 2))


def test_panels_stand_below_each_other_and_return(draw_narrow, monkeypatch):
    figure, axes = figures.subplots(1, 2, height=2, sharey=True)
    before, seen = places(figure, axes), []
    draw = figure.canvas.print_figure

    def spy(*arguments, **options):
        draw(*arguments, **options)
        seen.extend(places(figure, axes))

    monkeypatch.setattr(figure.canvas, "print_figure", spy)
    draw_narrow(figure)
    (left, upper), (also_left, lower) = seen
    assert abs(left - also_left) <= 2
    assert upper > lower
    assert places(figure, axes) == before
    assert tuple(figure.get_size_inches()) == (5.6, 2)


def test_the_second_panel_of_a_shared_axis_gets_its_numbers(draw_narrow):
    figure, axes = figures.subplots(1, 2, height=2, sharey=True)
    for ax in axes:
        ax.plot([0, 1], [0, 1])
        ax.set_yticks([0.25, 0.75], ["low", "high"])
    plain = draw_narrow(figure)
    assert size(plain) == pytest.approx((3.6, 4))
    assert plain.count("<!-- high -->") == 2
    assert not axes[1].yaxis.get_tick_params()["labelleft"]
