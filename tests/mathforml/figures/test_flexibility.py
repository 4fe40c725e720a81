import matplotlib.pyplot as plt
import numpy as np
import pytest
from mathforml import figures

SEEN = [0.0, 4.0, 6.0, 9.0]
NEW = [10.0, 7.0, 8.0, 9.5]


@pytest.fixture
def ax():
    fig, ax = figures.subplots()
    yield ax
    plt.close(fig)


def test_the_most_flexible_rule_is_at_the_right(ax):
    assert figures.flexibility_curve(ax, SEEN, NEW, yardstick=7.5, name="a line") is ax
    new, seen = ax.lines[:2]
    assert (np.diff(new.get_xdata()) > 0).all()
    np.testing.assert_array_equal(new.get_ydata(), NEW[::-1])
    np.testing.assert_array_equal(seen.get_ydata(), SEEN[::-1])
    ticks = {tick.get_text(): tick.get_position()[0] for tick in ax.get_xticklabels()}
    assert list(ticks) == ["1", "4"]
    assert ticks["1"] == new.get_xdata()[-1]
    assert ticks["4"] == new.get_xdata()[0]


def test_the_least_error_on_new_cases_is_marked_and_all_have_names(ax):
    figures.flexibility_curve(ax, SEEN, NEW, yardstick=7.5, name="a line")
    star = next(line for line in ax.lines if line.get_marker() == "*")
    np.testing.assert_allclose(star.get_xydata(), [[-np.log10(2), 7.0]])
    names = {text.get_text() for text in ax.texts}
    assert names == {"test", "training", "a line", "best: k = 2"}
    dashed = next(line for line in ax.lines if line.get_linestyle() == "--")
    assert set(dashed.get_ydata()) == {7.5}


def test_refuses_curves_of_different_lengths(ax):
    with pytest.raises(ValueError, match="seen"):
        figures.flexibility_curve(ax, SEEN[1:], NEW, yardstick=7.5, name="a line")
    with pytest.raises(ValueError, match="new must be finite"):
        figures.flexibility_curve(ax, SEEN, [*NEW[:3], np.nan], yardstick=7.5, name="a line")
