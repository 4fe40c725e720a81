"""Measurements against SciPy and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.probability.continuous import Cauchy, Exponential, Normal, Uniform
from scipy import stats

PAIRS = [
    (Uniform(), stats.uniform()),
    (Uniform(-3, 5), stats.uniform(-3, 8)),
    (Normal(), stats.norm()),
    (Normal(-2, 1e-3), stats.norm(-2, 1e-3)),
    (Exponential(), stats.expon()),
    (Exponential(0.25), stats.expon(scale=4)),
    (Cauchy(), stats.cauchy()),
    (Cauchy(3, 0.5), stats.cauchy(3, 0.5)),
]
BOTH = pytest.mark.parametrize(("ours", "peer"), PAIRS, ids=[repr(ours) for ours, _ in PAIRS])


@BOTH
def test_against_scipy(ours, peer):
    x = np.concatenate([np.linspace(-10, 10, 201), [1e3, -1e3, 1e6]])
    np.testing.assert_allclose(ours.log_density(x), peer.logpdf(x), rtol=1e-10, atol=1e-12)
    if not isinstance(ours, Cauchy):
        assert ours.mean == pytest.approx(peer.mean())
        assert ours.variance == pytest.approx(peer.var())


@BOTH
def test_samples_fit(ours, peer, rng, continuous_fit):
    assert continuous_fit(ours.sample(20_000, rng=rng), peer.cdf)


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3), st.floats(-50, 50))
def test_shift_and_scale(centre, scale, z):
    """In other units the density is the same per unit."""
    x = centre + scale * z
    z = (x - centre) / scale  # what rounding left of it
    for family in (Normal, Cauchy):
        there = family(centre, scale).log_density(x) + np.log(scale)
        assert there == pytest.approx(family().log_density(z), rel=1e-9, abs=1e-9)


@given(st.floats(0, 20), st.floats(0, 20), st.floats(0.01, 10))
def test_the_exponential_has_no_memory(s, t, rate):
    """Having waited s, you wait as at the start: f(s + t) / exp(-rate s) = f(t)."""
    waiting = Exponential(rate)
    assert waiting.log_density(s + t) + rate * s == pytest.approx(
        waiting.log_density(t), rel=1e-9, abs=1e-9
    )


def test_a_cauchy_has_no_mean_and_its_average_is_as_spread_as_one_sample(rng, continuous_fit):
    assert np.isnan(Cauchy().mean)
    assert np.isnan(Cauchy().variance)
    averages = Cauchy().sample(200_000, rng=rng).reshape(-1, 50).mean(axis=1)
    assert continuous_fit(averages, stats.cauchy().cdf)


def test_huge_and_tiny():
    assert Normal().log_density(1e300) == -np.inf
    assert Normal(0, 1e-200).log_density(0.0) == pytest.approx(200 * np.log(10) - 0.9189385332)
    assert Cauchy().log_density(1e300) == pytest.approx(-2 * 300 * np.log(10) - np.log(np.pi))
    assert Exponential(1e-300).log_density(1.0) == pytest.approx(-300 * np.log(10))
    ends = np.exp(Uniform(1, 3).log_density([0.999, 1, 3, 3.001]))
    np.testing.assert_allclose(ends, [0, 0.5, 0.5, 0])


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Uniform(1, 1), ValueError, "high - low must be positive and finite, got 0"),
        (lambda: Uniform(2, 1), ValueError, "high - low must be positive"),
        (lambda: Uniform(0, np.inf), ValueError, "high must be finite"),
        (lambda: Uniform(-1.7e308, 1.7e308), ValueError, "high - low must be positive and finite"),
        (lambda: Normal(np.nan, 1), ValueError, "mu must be finite"),
        (lambda: Normal(0, 0), ValueError, "sigma must be positive"),
        (lambda: Normal([0, 1], 1), ValueError, "mu must be one number"),
        (lambda: Exponential(-1), ValueError, "rate must be positive"),
        (lambda: Cauchy(0, None), TypeError, "scale must hold real numbers"),
        (lambda: Cauchy(np.inf, 1), ValueError, "centre must be finite"),
    ],
)
def test_refusals(make, error, message):
    with pytest.raises(error, match=message):
        make()
