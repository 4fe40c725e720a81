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


def texts(ax):
    return [text.get_text().strip() for text in ax.texts]


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_bars_as_extreme_as_the_observed_have_a_colour_of_their_own(ax):
    shares = [0.1, 0.6, 0.3]
    extreme = [True, False, False]
    figures.null_bars(ax, [0, 1, 2], shares, extreme=extreme, observed=2, label="slide: 2")
    assert [bar.get_height() for bar in ax.patches] == shares
    colours = [to_hex(bar.get_facecolor()) for bar in ax.patches]
    assert colours == [figures.PALETTE[c] for c in ("purple", "blue", "blue")]
    assert texts(ax) == ["slide: 2"]
    (rule,) = ax.collections
    assert rule.get_segments()[0][0][0] == 2
    assert ax.get_ylim()[1] > 0.6
    assert list(ax.get_xticks()) == [0, 1, 2]


def test_bars_keep_apart_whatever_their_spacing(ax):
    extreme = [False] * 3
    figures.null_bars(ax, [-0.5, -0.1, 0.3], [0.2, 0.5, 0.3], extreme=extreme, observed=0.3)
    np.testing.assert_allclose([bar.get_width() for bar in ax.patches], 0.32)


def test_the_spread_shows_its_interval_and_zero(ax):
    replicates = np.arange(101) / 100
    figures.spread_bars(ax, replicates, 0.25, 0.75, bins=10)
    shares, _, _ = ax.patches[0].get_data()
    assert shares.sum() == pytest.approx(1)
    assert {"0.25", "0.75", "nothing", "middle 95%"} <= set(texts(ax))
    places = sorted(rule.get_segments()[0][0][0] for rule in ax.collections)
    assert places == [0, 0.25, 0.75]


def test_intervals_that_miss_the_truth_are_counted_and_told_apart(ax):
    figures.interval_bars(ax, [0, 1, 3, 2], [2, 3, 4, 2.5], truth=2.0)
    held, missed = ax.collections
    assert len(held.get_segments()) == 3
    assert [segment[0][0] for segment in missed.get_segments()] == [3]
    assert legend(ax) == ["holds it: 3", "misses it: 1"]
    assert texts(ax) == ["truth"]
    np.testing.assert_allclose(ax.lines[0].get_ydata(), 2)
    assert held.get_linestyle() != missed.get_linestyle()


def test_gaps_are_told_from_what_is_seen(ax):
    x, y = np.arange(4.0), np.array([10.0, 20.0, 30.0, 40.0])
    figures.gap_dots(ax, x, y, np.array([False, False, True, True]))
    missing, seen = ax.collections
    np.testing.assert_allclose(missing.get_offsets(), [[2, 30], [3, 40]])
    np.testing.assert_allclose(seen.get_offsets(), [[0, 10], [1, 20]])
    assert legend(ax) == ["missing", "seen"]
    assert texts(ax) == ["all: 25", "seen: 15"]


def test_refusals(ax):
    bars = {"extreme": [True, False], "observed": 1}
    with pytest.raises(ValueError, match="must have the same number of rows"):
        figures.null_bars(ax, [1, 2], [0.5, 0.3, 0.2], **bars)
    with pytest.raises(ValueError, match="values must be at least two, in increasing order"):
        figures.null_bars(ax, [2, 1], [0.5, 0.5], **bars)
    with pytest.raises(ValueError, match="must have the same number of rows"):
        figures.interval_bars(ax, [1, 2], [3], truth=2)
    with pytest.raises(ValueError, match="must have the same number of rows"):
        figures.gap_dots(ax, [1, 2], [3, 4], [True])
