"""Coverage counted by hand, and of intervals whose coverage is known."""

from __future__ import annotations

import numpy as np
import pytest
from mathforml.statistics.interval import Interval, coverage


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
