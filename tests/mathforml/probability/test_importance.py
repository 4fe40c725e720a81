"""Importance sampling against closed forms, and its effective sample size against the theory."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.probability.continuous import Cauchy, Exponential, Normal, Uniform
from mathforml.probability.importance import importance_sample, weighted_mean
from scipy import stats


def test_a_rare_event(rng):
    """Beyond 4 standard deviations: plain samples would nearly all miss it."""
    weighted = importance_sample(Normal().log_density, Normal(4, 1.5), 20_000, rng=rng)
    estimate = weighted_mean(weighted.x > 4, weighted.log_w)
    exact = stats.norm.sf(4)
    assert abs(estimate.value - exact) < 5 * estimate.standard_error
    assert estimate.standard_error < 0.1 * exact


@pytest.mark.parametrize(
    ("target", "proposal", "mean"),
    [
        (Normal(1, 1), Normal(0, 2), 1),
        (Exponential(2), Exponential(1), 0.5),
        (Normal(0, 1), Cauchy(), 0),
    ],
)
def test_means_and_a_constant_that_does_not_matter(target, proposal, mean, rng):
    weighted = importance_sample(lambda x: target.log_density(x) - 700, proposal, 20_000, rng=rng)
    estimate = weighted_mean(weighted.x, weighted.log_w)
    # five standard errors: a correct estimate fails once in a million seeds or so
    assert abs(estimate.value - mean) < 5 * estimate.standard_error
    assert np.exp(weighted.log_w).sum() == pytest.approx(1)


def test_error_bars_hold_what_they_promise(rng):
    inside = 0
    for _ in range(1000):
        weighted = importance_sample(Normal().log_density, Normal(0.5, 1.5), 400, rng=rng)
        estimate = weighted_mean(weighted.x, weighted.log_w)
        inside += abs(estimate.value) < 1.96 * estimate.standard_error
    low, high = stats.binom(1000, 0.95).ppf([5e-7, 1 - 5e-7])  # outside once in a million seeds
    assert low <= inside <= high


def test_effective_size(rng):
    same = importance_sample(Normal().log_density, Normal(), 500, rng=rng)
    assert same.effective_size == pytest.approx(500)
    # for normal densities n / E_g[(f/g)^2], with E_g[(f/g)^2] = s^2 / sqrt(2 s^2 - 1)
    wide = importance_sample(Normal().log_density, Normal(0, 2), 100_000, rng=rng)
    assert wide.effective_size / 100_000 == pytest.approx(np.sqrt(7) / 4, rel=0.02)
    far = importance_sample(Normal(60, 1).log_density, Normal(), 500, rng=rng)
    assert far.effective_size < 2


@given(arrays(float, st.integers(2, 20), elements=st.floats(-100, 100)))
def test_equal_weights_are_the_plain_mean(values):
    n = len(values)
    estimate = weighted_mean(values, np.full(n, -np.log(n)))
    assert estimate.value == pytest.approx(values.mean(), abs=1e-9)
    plain = stats.sem(values) * np.sqrt((n - 1) / n)
    assert estimate.standard_error == pytest.approx(plain, abs=1e-9)


def test_refusals(rng):
    with pytest.raises(ValueError, match="f is 0 at all 5 samples"):
        importance_sample(Uniform(5, 6).log_density, Uniform(), 5, rng=rng)
    with pytest.raises(
        ValueError, match=r"log_f must give numbers below infinity.* with 5 that are NaN"
    ):
        importance_sample(lambda x: x * np.nan, Normal(), 5, rng=rng)
    with pytest.raises(ValueError, match="n must be at least 2"):
        importance_sample(Normal().log_density, Normal(), 1, rng=rng)
    with pytest.raises(TypeError, match="log_f must be a function"):
        importance_sample(None, Normal(), 5, rng=rng)
    with pytest.raises(ValueError, match="weights that add up to 1"):
        weighted_mean([1.0, 2.0], [0.0, 0.0])
    with pytest.raises(ValueError, match="values has 2 and log_w has 3"):
        weighted_mean([1.0, 2.0], np.log([0.5, 0.25, 0.25]))
