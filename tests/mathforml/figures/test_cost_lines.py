import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml.figures import cost_lines, subplots
from mathforml.probability.decisions import expected_costs

DAMAGES = {"A": 800.0, "B": 400.0}


@pytest.fixture
def ax():
    fig, ax = subplots()
    yield ax
    plt.close(fig)


def test_lines_are_expected_costs(ax):
    assert cost_lines(ax, price=50, damages=DAMAGES, p=0.1) is ax
    lines = [drawn for drawn in ax.lines if len(drawn.get_xdata()) > 2]
    x = lines[0].get_xdata()
    for drawn, damage in zip(lines, (None, *DAMAGES.values()), strict=True):
        rows = [[50, 50]] if damage is None else [[0, damage]]
        expected = [expected_costs(rows, [1 - q, q])[0] for q in x]
        np.testing.assert_allclose(drawn.get_ydata(), expected)


def test_thresholds_stand_where_both_cost_the_same(ax):
    cost_lines(ax, price=50, damages=DAMAGES, p=0.1)
    dotted = [drawn.get_xdata()[0] for drawn in ax.lines if drawn.get_linestyle() == ":"]
    assert dotted == [50 / 800, 50 / 400]
    words = [text.get_text() for text in ax.texts]
    assert words == ["act", "wait, A", "6.2%", "wait, B", "12.5%", "10.0%"]


def test_the_star_stands_at_the_probability(ax):
    cost_lines(ax, price=50, damages=DAMAGES, p=0.1)
    (star,) = (drawn for drawn in ax.lines if drawn.get_marker() == "*")
    assert (star.get_xdata()[0], star.get_ydata()[0]) == (0.1, 50)


def test_refusals(ax):
    with pytest.raises(ValueError, match="p must be a probability"):
        cost_lines(ax, price=50, damages=DAMAGES, p=2)
    with pytest.raises(ValueError, match="damages must name 1 to 4 cases, got 0"):
        cost_lines(ax, price=50, damages={}, p=0.1)
