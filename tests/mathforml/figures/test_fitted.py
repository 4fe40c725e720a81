import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml import figures
from mathforml.figures.style import PALETTE
from matplotlib.colors import to_hex


@pytest.fixture
def ax():
    fig, ax = figures.subplots()
    yield ax
    plt.close(fig)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_each_error_is_a_bar_from_the_line_to_the_point(ax):
    assert figures.fitted_line(ax, [0, 1, 3], [3, 0, 8], w=2, b=1) is ax
    bars = ax.collections[0].get_segments()
    expected = [[(0, 1), (0, 3)], [(1, 3), (1, 0)], [(3, 7), (3, 8)]]
    np.testing.assert_allclose(bars, expected)


def test_the_errors_and_the_points_are_written_beside_them(ax):
    figures.fitted_line(ax, [0, 1, 3], [3, 0, 8], w=2, b=1)
    assert {"error 2", "error \N{MINUS SIGN}3", "error 1"} < set(texts(ax))
    assert {"(0, 3)", "(1, 0)", "(3, 8)", "the line"} < set(texts(ax))


def test_an_error_is_written_where_the_line_is_not(ax):
    figures.fitted_line(ax, [0, 1, 3], [3, 0, 8], w=2, b=1)
    sides = {text.get_text(): text.get_ha() for text in ax.texts}
    assert sides["error 2"] == sides["error 1"] == "right"
    assert sides["error \N{MINUS SIGN}3"] == "left"


def test_the_line_goes_beyond_the_points(ax):
    figures.fitted_line(ax, [0, 1, 3], [3, 0, 8], w=2, b=1)
    x, y = ax.lines[0].get_data()
    assert x[0] < 0
    assert x[-1] > 3
    np.testing.assert_allclose(y, 2 * x + 1)


def test_two_kinds_are_dots_and_stars(ax):
    figures.named_kinds(ax, [0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0], ("off", "on"))
    dots, stars = ax.collections
    np.testing.assert_array_equal(dots.get_offsets(), [(0, 0), (1, 1)])
    np.testing.assert_array_equal(stars.get_offsets(), [(0, 1), (1, 0)])
    assert to_hex(stars.get_facecolor()[0]) == PALETTE["orange"]
    assert len(dots.get_paths()[0].vertices) != len(stars.get_paths()[0].vertices)
    assert sorted(texts(ax)) == ["off", "off", "on", "on"]


def test_points_on_top_of_each_other_are_named_once(ax):
    figures.named_kinds(ax, [0, 1, 1, 2], [0, 0, 0, 1], [0, 1, 1, 0], ("off", "on"))
    assert texts(ax).count("on") == 1
