"""Averages over samples: against closed forms, SciPy, and their own error bars."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.probability.continuous import Exponential, Normal, Uniform
from mathforml.probability.monte_carlo import mean_with_error, running_means
from mathforml.probability.multivariate_normal import MultivariateNormal
from scipy import stats

vectors = arrays(float, st.integers(2, 30), elements=st.floats(-1e6, 1e6))


@given(vectors)
def test_mean_and_error_against_scipy(values):
    estimate = mean_with_error(values)
    assert estimate.value == pytest.approx(np.sum(values) / len(values), abs=1e-6)
    assert estimate.standard_error == pytest.approx(stats.sem(values), rel=1e-9)
    assert estimate.n == len(values)


@given(vectors)
def test_running_means_from_the_definition(values):
    expected = [values[: i + 1].mean() for i in range(len(values))]
    np.testing.assert_allclose(running_means(values), expected, rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize(
    ("f", "distribution", "exact"),
    [
        (np.square, Normal(1, 2), 5),
        (np.exp, Uniform(), np.e - 1),
        (lambda x: x > 1, Exponential(2), np.exp(-2)),
        (lambda x: x[:, 0] * x[:, 1], MultivariateNormal([0, 0], [[2, 0.7], [0.7, 1]]), 0.7),
    ],
)
def test_closed_forms(f, distribution, exact, rng):
    estimate = mean_with_error(f(distribution.sample(50_000, rng=rng)))
    # five standard errors: a correct estimate fails once in a million seeds or so
    assert abs(estimate.value - exact) < 5 * estimate.standard_error
    assert estimate.standard_error < 0.02 * max(1, exact)


def test_error_bars_hold_what_they_promise(rng):
    runs = [mean_with_error(np.exp(Uniform().sample(500, rng=rng))) for _ in range(2000)]
    inside = sum(abs(run.value - (np.e - 1)) < 1.96 * run.standard_error for run in runs)
    # of 2000 runs 1900 on average; outside this range once in a million seeds, wrong by 3 % caught
    low, high = stats.binom(2000, 0.95).ppf([5e-7, 1 - 5e-7])
    assert low <= inside <= high
    assert not low <= stats.binom(2000, 0.92).ppf(0.5) <= high


def test_the_error_shrinks_with_the_root(rng):
    samples = [Uniform().sample(n, rng=rng) for n in (1000, 100_000)]
    errors = [mean_with_error(np.exp(sample)).standard_error for sample in samples]
    assert errors[0] / errors[1] == pytest.approx(10, rel=0.1)


def test_refusals():
    with pytest.raises(ValueError, match="at least two numbers"):
        mean_with_error([1.0])
    with pytest.raises(ValueError, match="values must be finite"):
        mean_with_error([1.0, np.nan])
    with pytest.raises(ValueError, match="values must be a vector"):
        running_means([[1.0]])
