"""Rejection against the exact densities, and its cost against the theory."""

from __future__ import annotations

import numpy as np
import pytest
from mathforml.probability.continuous import Cauchy, Normal, Uniform
from mathforml.probability.rejection import rejection
from scipy import stats


def log_beta(x):
    """A beta density without its constant, which is 30."""
    with np.errstate(divide="ignore"):
        return np.log(x) + 4 * np.log1p(-x)


PEAK = float(log_beta(np.array([0.2]))[0])


def test_a_density_without_its_constant(rng, continuous_fit):
    samples = rejection(log_beta, Uniform(), PEAK, 20_000, rng=rng)
    assert continuous_fit(samples.x, stats.beta(2, 5).cdf)
    assert not continuous_fit(samples.x, stats.beta(2, 5.2).cdf)
    # one in M proposals, M = 30 exp(PEAK); five standard errors, once in a million seeds or so
    share, expected = 20_000 / samples.n_proposed, 1 / (30 * np.exp(PEAK))
    assert abs(share - expected) < 5 * np.sqrt(expected * (1 - expected) / samples.n_proposed)


def test_normal_from_cauchy(rng, continuous_fit):
    log_M = np.log(np.sqrt(2 * np.pi / np.e))
    samples = rejection(Normal().log_density, Cauchy(), log_M, 20_000, rng=rng)
    assert continuous_fit(samples.x, stats.norm().cdf)


def test_a_proposal_that_is_the_target_is_always_accepted(rng):
    samples = rejection(Normal(3, 2).log_density, Normal(3, 2), 0.0, 500, rng=rng)
    assert samples.n_proposed == 500
    assert samples.x.shape == (500,)


def test_an_envelope_that_is_too_low_is_named(rng):
    with pytest.raises(ValueError, match=r"f must be at most M g, but at x = 0\.\d+ .* too small"):
        rejection(log_beta, Uniform(), PEAK - 0.1, 100, rng=rng)


def test_giving_up(rng):
    with pytest.raises(ValueError, match="of 10 accepted after 1000 proposals"):
        rejection(log_beta, Uniform(), 50.0, 10, rng=rng, max_proposals=1000)


@pytest.mark.parametrize(
    ("log_f", "log_M", "error", "message"),
    [
        (lambda x: x[:1], 0.0, ValueError, r"for each of 100 points, got shape \(1,\)"),
        (lambda x: x * np.nan, 0.0, ValueError, "with 100 NaN"),
        (log_beta, np.inf, ValueError, "log_M must be finite"),
        ("beta", 0.0, TypeError, "log_f must be a function"),
    ],
)
def test_refusals(log_f, log_M, error, message, rng):
    with pytest.raises(error, match=message):
        rejection(log_f, Uniform(), log_M, 10, rng=rng)
