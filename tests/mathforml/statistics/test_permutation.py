"""Shuffling against SciPy, Fisher's exact test, a loop, and its own promise: the level."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.statistics import _resampling
from mathforml.statistics.permutation import (
    as_extreme,
    exact_permutation_test,
    mean_difference,
    permutation_test,
)
from scipy import stats

X, Y = np.array([3.1, 4.4, 5.0, 7.2, 4.1]), np.array([1.2, 2.2, 3.9, 4.0])
SIDES = pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])


def scipy_exact(x, y, alternative):
    # SciPy's "two-sided" doubles the smaller tail, so it is asked for the size of the difference
    two_sided = alternative == "two-sided"
    return stats.permutation_test(
        (x, y),
        (lambda a, b, axis: np.abs(a.mean(axis) - b.mean(axis)))
        if two_sided
        else (lambda a, b, axis: a.mean(axis) - b.mean(axis)),
        n_resamples=np.inf,
        alternative="greater" if two_sided else alternative,
        vectorized=True,
    )


@SIDES
@pytest.mark.parametrize(("x", "y"), [(X, Y), (Y, X), (X[:2], Y), (X, Y[:3])])
def test_exact_against_scipy(x, y, alternative):
    test, peer = (
        exact_permutation_test(x, y, alternative=alternative),
        scipy_exact(x, y, alternative),
    )
    assert test.p_value == pytest.approx(peer.pvalue, abs=1e-12)
    assert test.statistic == pytest.approx(x.mean() - y.mean())
    assert len(test.null) == len(peer.null_distribution)


@SIDES
def test_outcomes_of_0_and_1_are_fishers_exact_test(alternative):
    """The 32 students of Spector and Mazzeo would be 471,435,600 ways; 12 of them are enough."""
    x, y = [1, 1, 1, 1, 0], [1, 0, 0, 0, 0, 0, 0]
    test = exact_permutation_test(x, y, alternative=alternative)
    table = [[4, 1], [1, 6]]
    assert test.p_value == pytest.approx(stats.fisher_exact(table, alternative)[1], abs=1e-12)


@SIDES
def test_shuffling_comes_close_to_the_exact_test(alternative, rng, plausible):
    exact = exact_permutation_test(X, Y, alternative=alternative)
    test = permutation_test(X, Y, n_permutations=20_000, rng=rng, alternative=alternative)
    extreme = round(test.p_value * 20_001) - 1
    assert plausible(np.arange(20_000) < extreme, exact.p_value)
    assert not plausible(np.arange(20_000) < extreme, 0.7 * exact.p_value)
    assert stats.ks_2samp(test.null, exact.null).pvalue > 1e-6


def test_the_two_ones(rng):
    """Nothing is as extreme as two groups that lie far apart: p is 1 / (1 + n), never 0."""
    x, y = np.arange(30.0), np.arange(30.0) + 1000
    assert permutation_test(x, y, n_permutations=99, rng=rng).p_value == pytest.approx(0.01)
    assert permutation_test(x, x, n_permutations=99, rng=rng).p_value == 1


def test_the_level_holds(rng, plausible):
    """Without a difference p is at most 0.05 in 5% of the samples: with 19 shuffles exactly."""
    p = [
        permutation_test(*rng.normal(size=(2, 8)), n_permutations=19, rng=rng).p_value
        for _ in range(4000)
    ]
    assert plausible(np.array(p) <= 0.05, 0.05)
    assert not plausible(np.array(p) <= 0.05, 0.08)


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=9), st.integers(1, 8))
def test_laws(values, cut):
    x, y = (
        np.array(values[: cut % len(values) or 1], float),
        np.array(values[cut % len(values) or 1 :], float),
    )
    test = exact_permutation_test(x, y)
    ways = len(test.null)
    assert 1 / ways <= test.p_value <= 1
    assert test.null.mean() == pytest.approx(0, abs=1e-9)  # over all ways chance favours nobody
    other = exact_permutation_test(3 - 2 * x, 3 - 2 * y)  # other units, upside down
    assert other.p_value == test.p_value
    assert exact_permutation_test(y, x).p_value == test.p_value
    greater, less = (
        exact_permutation_test(x, y, alternative=side).p_value for side in ("greater", "less")
    )
    assert greater + less >= 1 - 1e-12  # what was observed counts in both


@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=9),
    st.sampled_from([0, 1000, 100_000, 10**9]),
)
def test_tenths_are_as_good_as_whole_numbers(values, offset):
    """0.1 + 0.2 is not 0.3 in a computer, and yet the same deals are as extreme."""
    k = np.array(values)
    tenths = (10 * offset + k) / 10
    for side in ("two-sided", "greater", "less"):
        expected = exact_permutation_test(k[:2], k[2:], alternative=side).p_value
        assert exact_permutation_test(tenths[:2], tenths[2:], alternative=side).p_value == expected


def test_shuffled_tenths_count_their_ties_far_from_0_too():
    """In large groups, where many numbers are added and rounded, and by the same shuffles."""
    k = np.random.default_rng(0).integers(0, 4, size=100)
    for offset in (0, 1000, 100_000):
        tenths = (10 * offset + k) / 10
        expected, ours = (
            permutation_test(
                x[:40], x[40:], n_permutations=2000, rng=np.random.default_rng(1)
            ).p_value
            for x in (k, tenths)
        )
        assert ours == expected


def test_ties_count_although_they_differ_by_rounding():
    """0.1 + 0.2 and 0.3 are the same sum, but not the same number."""
    x, y = [0.3, 0.0], [0.1, 0.2]
    assert exact_permutation_test(x, y).p_value == 1
    assert exact_permutation_test(x, y, alternative="greater").p_value >= 4 / 6


def test_constant_values_give_no_evidence(rng):
    assert exact_permutation_test([5.0, 5.0], [5.0, 5.0, 5.0]).p_value == 1
    assert permutation_test([5.0] * 3, [5.0] * 3, n_permutations=9, rng=rng).p_value == 1


def test_another_statistic(rng):
    def median_difference(x, y):
        return np.median(x, axis=-1) - np.median(y, axis=-1)

    test = exact_permutation_test(X, Y, statistic=median_difference)
    assert test.statistic == pytest.approx(np.median(X) - np.median(Y))
    shuffled = permutation_test(X, Y, n_permutations=5000, rng=rng, statistic=median_difference)
    assert shuffled.p_value == pytest.approx(test.p_value, abs=5 * np.sqrt(0.25 / 5000))


def test_blocks_change_nothing(monkeypatch):
    def run():
        return permutation_test(X, Y, n_permutations=50, rng=np.random.default_rng(0))

    whole = run()
    monkeypatch.setattr(_resampling, "BLOCK", 63)  # 7 rows of 9 values
    in_blocks = run()
    assert len(in_blocks.null) == 50
    np.testing.assert_array_equal(whole.null, in_blocks.null)


def test_means_along_the_last_axis(rng):
    x, y = rng.normal(size=(4, 3)), rng.normal(size=(4, 5))
    np.testing.assert_allclose(
        mean_difference(x, y), [a.mean() - b.mean() for a, b in zip(x, y, strict=True)]
    )


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"x": []}, ValueError, "x must not be empty"),
        ({"y": [np.nan]}, ValueError, "y must be finite"),
        ({"x": [[1.0]]}, ValueError, "x must be a vector"),
        ({"n_permutations": 0}, ValueError, "n_permutations must be at least 1"),
        ({"n_permutations": 2.5}, TypeError, "n_permutations must be an integer"),
        ({"rng": None}, TypeError, "rng must be a generator"),
        ({"statistic": 3}, TypeError, "statistic must be a function"),
        ({"statistic": lambda x, y: x.mean()}, ValueError, "statistic must give one number for"),
        (
            {"statistic": lambda x, y: np.full(len(x), np.nan)},
            ValueError,
            "statistic must be finite",
        ),
        ({"statistic": lambda x, y: "far"}, TypeError, "statistic must hold real numbers"),
        ({"alternative": "both"}, ValueError, "alternative must be one of two-sided"),
    ],
)
def test_refusals(changes, error, message):
    given = {"x": X, "y": Y, "n_permutations": 9, "rng": np.random.default_rng(0)}
    with pytest.raises(error, match=message):
        permutation_test(**given | changes)


def test_too_many_ways():
    with pytest.raises(ValueError, match="at most 1,000,000 ways to deal, got 471,435,600"):
        exact_permutation_test(np.ones(14), np.ones(18))
    # one value against 9,999 others is few ways of many values each
    with pytest.raises(
        ValueError, match="at most 20,000,000 values in all ways to deal, got 100,"
    ):
        exact_permutation_test([1.0], np.ones(9999))


def test_as_extreme_by_hand():
    null, values = np.array([-3.0, -2.0, 0.0, 2.0, 3.0]), np.arange(4.0)
    for alternative, expected in {
        "two-sided": [1, 1, 0, 1, 1],
        "greater": [0, 0, 0, 1, 1],
        "less": [1, 1, 1, 1, 0],
    }.items():
        found = as_extreme(null, 2.0, values, mean_difference, alternative)
        np.testing.assert_array_equal(found, np.array(expected, bool))
    # far from 0 the means are rounded more, and of another statistic nobody knows how
    off = np.array([2.0 - 1e-10])
    assert as_extreme(off, 2.0, 1e6 + values, mean_difference, "greater")
    assert not as_extreme(off, 2.0, values, mean_difference, "greater")
    assert not as_extreme(off, 2.0, 1e6 + values, np.maximum, "greater")


def test_a_statistic_that_fails_on_the_data_alone_is_refused(rng):
    """It is finite on every shuffle, and not on the values as they were given."""

    def statistic(x, y):
        return np.where(len(x) == 1, np.nan, 0.0) * np.ones(len(x))

    with pytest.raises(ValueError, match="statistic must be finite"):
        permutation_test(X, Y, n_permutations=9, rng=rng, statistic=statistic)
