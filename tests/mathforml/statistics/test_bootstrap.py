"""The bootstrap against SciPy, a closed form, every possible sample, and its coverage."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.statistics import _resampling
from mathforml.statistics.bootstrap import Bootstrap, bootstrap, resample_rows
from mathforml.statistics.t_test import t_test_of_mean
from scipy import stats

X = np.random.default_rng(3).exponential(size=40)


def test_the_standard_error_of_a_mean_has_a_closed_form(rng):
    """Drawn from the n values, the mean has variance s^2 / n, with s^2 that divides by n."""
    boot = bootstrap(X, np.mean, n_resamples=20_000, rng=rng)
    exact = X.std() / np.sqrt(len(X))
    # a standard deviation of 20,000 values is off by a share of 1 / sqrt(40,000): five of these
    assert boot.standard_error == pytest.approx(exact, rel=5 / 200)
    assert boot.estimate == X.mean()


def test_against_every_possible_sample(rng):
    x = np.array([1.0, 2.0, 4.0, 9.0])
    every = np.array([np.median(sample) for sample in product(x, repeat=4)])
    boot = bootstrap(x, np.median, n_resamples=30_000, rng=rng)
    values, counts = np.unique(every, return_counts=True)
    observed = np.array([(boot.replicates == value).sum() for value in values])
    assert observed.sum() == 30_000
    assert stats.chisquare(observed, counts / counts.sum() * 30_000).pvalue > 1e-6


@pytest.mark.parametrize(("ours", "method"), [("percentile", "percentile"), ("basic", "basic")])
def test_intervals_against_scipy(ours, method, rng):
    boot = bootstrap(X, np.mean, n_resamples=20_000, rng=rng)
    interval = getattr(boot, f"{ours}_interval")(0.9)
    peer = stats.bootstrap(
        (X,), np.mean, n_resamples=20_000, method=method, confidence_level=0.9, random_state=1
    )
    np.testing.assert_allclose(interval, peer.confidence_interval, atol=0.06 * peer.standard_error)


def test_the_standard_error_by_hand():
    assert Bootstrap(0.0, np.array([1.0, 2.0, 3.0])).standard_error == 1


def test_basic_mirrors_percentile():
    boot = Bootstrap(3.0, np.array([1.0, 2.0, 5.0, 8.0]))
    low, high = boot.percentile_interval(0.8)
    assert boot.basic_interval(0.8) == (6 - high, 6 - low)
    np.testing.assert_allclose([low, high], np.quantile(boot.replicates, [0.1, 0.9]))


def test_coverage_of_normal_samples(rng, plausible):
    """With n = 40 the percentile interval at 90% covers nearly as it should, and t exactly."""
    inside, inside_t = [], []
    for x in rng.normal(5, 2, size=(700, 40)):
        low, high = bootstrap(x, np.mean, n_resamples=150, rng=rng).percentile_interval(0.9)
        inside.append(low <= 5 <= high)
        low, high = t_test_of_mean(x).interval(0.9)
        inside_t.append(low <= 5 <= high)
    assert plausible(inside, 0.88)
    assert plausible(inside_t, 0.9)
    assert not plausible(inside, 0.8)


def test_the_maximum_is_where_it_fails(rng):
    """A sample of n has its maximum in 1 - (1 - 1/n)^n of the resamples: 63% of them."""
    boot = bootstrap(X, np.max, n_resamples=10_000, rng=rng)
    share = (boot.replicates == X.max()).mean()
    assert share == pytest.approx(1 - (1 - 1 / 40) ** 40, abs=5 * np.sqrt(0.25 / 10_000))


def test_rows_are_uniform(rng, plausible):
    rows = resample_rows(7, 3000, rng=rng)
    assert rows.shape == (3000, 7)
    assert {*rows.flat} == {*range(7)}
    for k in range(7):
        assert plausible(rows.ravel() == k, 1 / 7)


def test_blocks_change_nothing(monkeypatch):
    def run():
        return bootstrap(X, np.mean, n_resamples=50, rng=np.random.default_rng(0)).replicates

    whole = run()
    monkeypatch.setattr(_resampling, "BLOCK", 7 * 40)
    np.testing.assert_array_equal(whole, run())


@given(st.floats(-100, 100), st.floats(0.1, 10))
def test_units(shift, scale):
    def run(x):
        return bootstrap(x, np.mean, n_resamples=20, rng=np.random.default_rng(0))

    here, there = run(X), run(shift + scale * X)
    np.testing.assert_allclose(
        there.percentile_interval(),
        shift + scale * np.array(here.percentile_interval()),
        atol=1e-9,
    )
    assert there.standard_error == pytest.approx(scale * here.standard_error, rel=1e-9, abs=1e-9)


def test_a_statistic_that_sorts_in_place_leaves_the_data_alone(rng):
    def smallest(samples, axis):
        samples.sort(axis=axis)
        return samples[:, 0]

    x = np.array([3.0, 1.0, 2.0])
    assert bootstrap(x, smallest, n_resamples=5, rng=rng).estimate == 1
    np.testing.assert_array_equal(x, [3.0, 1.0, 2.0])


def test_one_value_is_repeated(rng):
    boot = bootstrap([4.0], np.mean, n_resamples=5, rng=rng)
    assert boot.standard_error == 0
    assert boot.basic_interval() == (4.0, 4.0)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"x": []}, ValueError, "x must not be empty"),
        ({"x": [1, np.inf]}, ValueError, "x must be finite"),
        ({"x": np.ones((2, 2))}, ValueError, "x must be a vector"),
        ({"statistic": None}, TypeError, "statistic must be a function"),
        ({"statistic": lambda x, axis: x}, ValueError, "statistic must give one number for"),
        ({"statistic": lambda x, axis: x[:, 0] * np.nan}, ValueError, "statistic must be finite"),
        ({"n_resamples": 1}, ValueError, "n_resamples must be at least 2"),
        ({"rng": 1}, TypeError, "rng must be a generator"),
    ],
)
def test_refusals(changes, error, message):
    given = {"x": X, "statistic": np.mean, "n_resamples": 9, "rng": np.random.default_rng(0)}
    with pytest.raises(error, match=message):
        bootstrap(**given | changes)


def test_more_refusals(rng):
    with pytest.raises(ValueError, match="level must lie between 0 and 1"):
        Bootstrap(0.0, np.arange(3.0)).percentile_interval(1.0)
    with pytest.raises(ValueError, match="n must be at least 1"):
        resample_rows(0, 3, rng=rng)
