import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml import figures
from matplotlib.colors import to_hex


@pytest.fixture
def ax():
    fig, ax = figures.subplots()
    yield ax
    plt.close(fig)


def test_points_stand_at_their_data(ax):
    figures.points(ax, [1, 2, 3], [4, 5, 6])
    np.testing.assert_allclose(ax.collections[0].get_offsets(), [[1, 4], [2, 5], [3, 6]])


def test_a_line_follows_its_function_over_the_view(ax):
    ax.set_xlim(-1, 2)
    figures.line(ax, lambda x: x**2, label="square")
    x, y = ax.lines[0].get_data()
    np.testing.assert_allclose(y, x**2)
    assert (x[0], x[-1]) == (-1, 2)
    assert ax.texts[0].get_text() == "square"


def test_a_constant_function_may_return_one_number(ax):
    figures.line(ax, lambda x: 3.0, between=(0, 1))
    assert set(ax.lines[0].get_ydata()) == {3.0}


def test_a_path_passes_through_every_step(ax):
    theta = np.array([[0.0, 1.0], [2.0, 3.0], [4.0, -1.0]])
    figures.path(ax, theta)
    np.testing.assert_allclose(np.column_stack(ax.lines[0].get_data()), theta)


def test_a_path_needs_two_parameters(ax):
    with pytest.raises(ValueError, match=r"shape \(n_steps, 2\); got \(3,\)"):
        figures.path(ax, [1.0, 2.0, 3.0])


def test_contours_join_equal_losses(ax):
    grid = np.linspace(-2, 2, 101)
    figures.contours(ax, lambda t: t[0] ** 2 + t[1] ** 2, grid, grid, levels=[1.0])
    corners = ax.collections[0].get_paths()[0].vertices
    np.testing.assert_allclose(np.hypot(*corners.T), 1, atol=1e-3)


def test_contours_do_not_hang_on_the_last_bit_of_the_loss():
    """A loop that closes to the last bit was drawn in full, one that does not was thinned out."""
    grid = np.linspace(-2, 2.1, 90)
    drawn = []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        figure, ax = plt.subplots()
        figures.contours(
            ax,
            lambda t, rng=rng: (t[0] ** 2 + 3 * t[1] ** 2) * (1 + 1e-15 * rng.normal()),
            *(grid, grid),
            levels=np.linspace(0.5, 3, 8) + 0.0123,
        )
        file = io.StringIO()
        figure.savefig(file, format="svg")
        plt.close(figure)
        drawn.append(re.findall(r'<path d="([^"]*)" clip-path', file.getvalue()))
    for other in drawn[1:]:
        for one, same in zip(drawn[0], other, strict=True):
            a, b = (np.array(re.findall(r"[-\d.]+", text), float) for text in (one, same))
            np.testing.assert_allclose(a, b, atol=1e-4)


def test_a_curve_counts_its_steps_from_zero(ax):
    figures.curve(ax, [3.0, 2.0, 1.0])
    np.testing.assert_allclose(ax.lines[0].get_xdata(), [0, 1, 2])


def test_every_drawing_returns_its_axes(ax):
    drawn = [
        figures.points(ax, [1], [1]),
        figures.line(ax, np.sin),
        figures.curve(ax, [1.0, 2.0]),
        figures.path(ax, [[0, 0], [1, 1]]),
        figures.mark(ax, 0, 0, "here"),
        figures.label_axes(ax, "x", "y"),
    ]
    assert all(returned is ax for returned in drawn)


@pytest.mark.parametrize("draw", [figures.points, figures.curve])
def test_colours_outside_the_palette_are_refused(ax, draw):
    with pytest.raises(ValueError, match="colour must be one of blue, orange"):
        draw(ax, [1.0], [1.0], colour="red") if draw is figures.points else draw(
            ax, [1.0], colour="red"
        )


def test_colours_are_those_of_the_palette(ax):
    figures.curve(ax, [1.0, 2.0], colour="green")
    assert to_hex(ax.lines[0].get_color()) == figures.PALETTE["green"]
