"""t-tests against SciPy, and the level and coverage that they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.statistics.t_test import t_test_of_mean, welch_test
from scipy import stats

rng = np.random.default_rng(2)
X, Y = rng.normal(1, 1, size=14), rng.normal(0, 3, size=18)


@pytest.mark.parametrize(("x", "y"), [(X, Y), (Y, X), (X[:2], Y[:2]), (X * 1e60, Y * 1e60)])
def test_two_groups_against_scipy(x, y):
    ours, peer = welch_test(x, y), stats.ttest_ind(x, y, equal_var=False)
    assert ours.t == pytest.approx(peer.statistic, rel=1e-11)
    assert ours.df == pytest.approx(peer.df, rel=1e-11)
    assert ours.p_value == pytest.approx(peer.pvalue, rel=1e-10)
    for level in (0.5, 0.95):
        np.testing.assert_allclose(
            ours.interval(level), peer.confidence_interval(level), rtol=1e-10
        )
    assert ours.estimate == pytest.approx(ours.t * ours.standard_error)


def test_one_group_against_scipy():
    ours, peer = t_test_of_mean(X), stats.ttest_1samp(X, 0)
    assert (ours.t, ours.p_value) == pytest.approx((peer.statistic, peer.pvalue), rel=1e-10)
    np.testing.assert_allclose(ours.interval(0.9), peer.confidence_interval(0.9), rtol=1e-10)


def test_by_hand():
    """Means 4 and 1, variances 1 and 1, three values each: se^2 = 2/3, t = 3 / 0.8165."""
    ours = welch_test([3, 4, 5], [0, 1, 2])
    assert ours[:4] == pytest.approx((3, np.sqrt(2 / 3), 4, 3 / np.sqrt(2 / 3)))


def test_the_level_of_welch_and_where_pooling_breaks_it(plausible):
    """With unequal variances and sizes Welch keeps its 5%; a test that pools them does not."""
    rng, welch, pooled = np.random.default_rng(4), [], []
    for _ in range(1500):
        x, y = rng.normal(0, 4, size=8), rng.normal(0, 1, size=40)
        welch.append(welch_test(x, y).p_value <= 0.05)
        pooled.append(stats.ttest_ind(x, y).pvalue <= 0.05)
    assert plausible(welch, 0.05)
    assert not plausible(pooled, 0.1)  # it is beyond 30%
    assert np.mean(pooled) > 0.3


@given(st.floats(-1e3, 1e3), st.floats(0.01, 100))
def test_units(shift, scale):
    here, there = welch_test(X, Y), welch_test(shift + scale * X, shift + scale * Y)
    assert there.t == pytest.approx(here.t, rel=1e-6)
    assert there.df == pytest.approx(here.df, rel=1e-6)
    assert welch_test(Y, X).t == pytest.approx(-here.t)


def test_huge_values():
    assert welch_test(X * 1e140, Y * 1e140)[2:] == pytest.approx(welch_test(X, Y)[2:], rel=1e-12)


@given(st.floats(0.01, 0.99))
def test_interval_and_p_value_agree(level):
    """0 is outside the interval exactly when p is below 1 - level."""
    test = welch_test(X, Y)
    low, high = test.interval(level)
    assert (low > 0 or high < 0) == (test.p_value < 1 - level)


def test_one_constant_group_is_enough_to_measure_with_the_other():
    ours, peer = welch_test(X, [2.0, 2.0, 2.0]), stats.ttest_1samp(X, 2.0)
    assert (ours.t, ours.df, ours.p_value) == pytest.approx((peer.statistic, 13, peer.pvalue))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: welch_test([1.0], Y), "x must hold at least two values"),
        (lambda: welch_test(X, []), "y must not be empty"),
        (lambda: welch_test([1.0, 1.0], [2.0, 2.0]), "x, or one of x and y, must vary"),
        (lambda: welch_test([0.1] * 3, [0.3] * 3), "must vary"),
        (lambda: welch_test([0.1] * 7, [0.1] * 11), "must vary"),
        (lambda: welch_test([0.1] * 3, [0.1] * 3), "must vary"),
        (lambda: welch_test([1e-200, 2e-200], [3e-200, 5e-200]), "its variance is above 0"),
        (lambda: t_test_of_mean([0.1] * 7), "must vary"),
        (lambda: t_test_of_mean([[1.0, 2.0]]), "x must be a vector"),
        (lambda: welch_test([1.0, np.nan], Y), "x must be finite"),
        (lambda: welch_test([1e200, 0], Y), "x must be at most 1e150"),
        (lambda: welch_test(X, Y).interval(1), "level must lie between 0 and 1"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(ValueError, match=message):
        call()
