"""Coverage by hand and where it is known, and intervals against SciPy and a closed form."""

from __future__ import annotations

import numpy as np
import pytest
from mathforml.statistics.interval import Interval, coverage, t_interval
from scipy import stats


def test_by_hand():
    """Of [0, 1], [1, 2], [2, 3] and [3, 3] the number 1 lies in the first two: ends belong."""
    share = coverage([0, 1, 2, 3], [1, 2, 3, 3], 1)
    assert share == (0.5, 0.25, 4)
    assert Interval(1.0, 2.0).low == 1.0


def test_known_coverage(rng, plausible):
    """The mean of 25 standard normal numbers, give or take 0.2 z, holds 0 with probability 0.9."""
    means = rng.normal(size=(4000, 25)).mean(axis=1)
    reach = 0.2 * 1.6448536269514722
    share = coverage(means - reach, means + reach, 0.0)
    assert plausible(np.arange(4000) < share.value * 4000, 0.9)
    assert not plausible(np.arange(4000) < share.value * 4000, 0.93)
    assert share.standard_error == pytest.approx(np.sqrt(0.9 * 0.1 / 4000), rel=0.1)


@pytest.mark.parametrize(
    ("low", "high", "truth", "message"),
    [
        ([2.0], [1.0], 0, "high must not be below low, but is in 1 intervals"),
        ([1.0, 2.0], [3.0], 0, "low and high must have the same number of rows"),
        ([], [], 0, "low must not be empty"),
        ([np.nan], [1.0], 0, "low must be finite"),
        ([0.0], [1.0], np.inf, "truth must be finite"),
    ],
)
def test_refusals(low, high, truth, message):
    with pytest.raises(ValueError, match=message):
        coverage(low, high, truth)


@pytest.mark.parametrize("df", [0.7, 1, 12.5, 1e6])
@pytest.mark.parametrize("level", [0.5, 0.95])
def test_t_interval_against_scipy(df, level):
    centre, error = np.array([[1.0, -2.0, 0.0]]), np.array([[0.5, 3.0, 0.0]])
    interval = t_interval(centre, error, df=df, level=level)
    reach = stats.t.ppf((1 + level) / 2, df)
    np.testing.assert_allclose(interval.low, centre - reach * error, rtol=1e-9)
    np.testing.assert_allclose(interval.high, centre + reach * error, rtol=1e-9)


def test_t_interval_of_one_number_in_closed_form():
    """With one degree of freedom the quantile is a tangent."""
    low, high = t_interval(3, 2, df=1, level=0.9)
    assert (low, high) == pytest.approx(
        (3 - 2 * np.tan(0.45 * np.pi), 3 + 2 * np.tan(0.45 * np.pi))
    )
    assert type(low) is type(high) is float


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"estimate": np.nan}, ValueError, "estimate must be finite"),
        ({"standard_error": -1.0}, ValueError, "standard_error must hold numbers of at least 0"),
        (
            {"standard_error": [1.0, 1.0]},
            ValueError,
            "standard_error must .* in the shape of esti",
        ),
        ({"standard_error": None}, TypeError, "standard_error must hold real numbers"),
        ({"df": 0}, ValueError, "df must be positive"),
        ({"level": 95}, ValueError, "level must lie between 0 and 1"),
    ],
)
def test_refusals_of_t_interval(changes, error, message):
    given = {"estimate": 1.0, "standard_error": 1.0, "df": 3, "level": 0.9}
    with pytest.raises(error, match=message):
        t_interval(**given | changes)
