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


def drawn(ax):
    """Heights and edges of the steps."""
    values, edges, _ = ax.patches[0].get_data()
    return values, edges


@pytest.mark.parametrize("fill", [True, False])
def test_areas_are_shares(ax, fill):
    figures.histogram(ax, [0.5, 1.5, 1.7, 3.9], [0, 1, 2, 4], fill=fill)
    heights, edges = drawn(ax)
    np.testing.assert_allclose(heights * np.diff(edges), [1 / 4, 2 / 4, 1 / 4])
    assert ax.patches[0].get_fill() == fill


def test_samples_out_of_sight_are_missing_and_not_moved(ax):
    figures.histogram(ax, [0.5, 0.6, 7.0, 9.0], [0, 1, 2])
    heights, _ = drawn(ax)
    np.testing.assert_allclose(heights, [1 / 2, 0])


def test_weights_are_shares_too(ax):
    figures.histogram(ax, [0.5, 1.5, 1.6], [0, 1, 2], weights=[3.0, 0.5, 0.5])
    np.testing.assert_allclose(drawn(ax)[0], [3 / 4, 1 / 4])
    with pytest.raises(ValueError, match=r"weights must hold 2 numbers; got shape \(1,\)"):
        figures.histogram(ax, [1.0, 2.0], weights=[1.0])


def test_the_exact_density_is_drawn_over_all_bins(ax):
    figures.histogram(ax, [0.0, 4.0], 4, density=lambda x: x**2)
    x, y = ax.lines[0].get_data()
    assert (x[0], x[-1]) == (0, 4)
    np.testing.assert_allclose(y, x**2)


def test_shares_stand_around_their_whole_numbers(ax):
    figures.shares(ax, [2, 2, 5], mass=lambda k: k / 100)
    heights, edges = drawn(ax)
    np.testing.assert_allclose(edges, [1.5, 2.5, 3.5, 4.5, 5.5])
    np.testing.assert_allclose(heights, [2 / 3, 0, 0, 1 / 3])
    k, p = ax.lines[0].get_data()
    np.testing.assert_allclose(k, [2, 3, 4, 5])
    np.testing.assert_allclose(p, k / 100)


def test_nothing_exact_is_drawn_unless_it_is_given(ax):
    figures.histogram(figures.shares(ax, [1, 2]), [1.0, 2.0])
    assert not ax.lines


def test_the_colour_is_that_of_the_palette(ax):
    figures.histogram(ax, [1.0, 2.0], colour="orange")
    assert to_hex(ax.patches[0].get_facecolor()) == figures.PALETTE["orange"]


def test_refusals(ax):
    with pytest.raises(ValueError, match="samples must not be empty"):
        figures.histogram(ax, [])
    with pytest.raises(ValueError, match="samples must be finite"):
        figures.histogram(ax, [0.5, np.nan], [0, 1, 2])
    with pytest.raises(ValueError, match="weights must be finite"):
        figures.histogram(ax, [0.5, 0.6], weights=[1.0, np.nan])
    for wrong in ([0.0, 0.0], [2.0, -1.0]):
        with pytest.raises(ValueError, match="weights must be at least 0, and not all 0"):
            figures.histogram(ax, [0.5, 0.6], weights=wrong)
    with pytest.raises(ValueError, match="colour must be one of"):
        figures.histogram(ax, [1.0], colour="pink")
    for wrong in ([], [1.5]):
        with pytest.raises(ValueError, match="counts must hold whole numbers"):
            figures.shares(ax, wrong)
