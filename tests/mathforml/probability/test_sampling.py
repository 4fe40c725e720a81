"""Inversion and rejection against the exact distributions, and their cost against the theory."""

from __future__ import annotations

import numpy as np
import pytest
from mathforml.probability.continuous import Cauchy, Normal, Uniform
from mathforml.probability.sampling import inversion, log_ratio, rejection
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


def test_the_ratio_of_two_densities():
    x = np.array([0.0, 0.5, 1.0])
    ratio = log_ratio(Normal(1, 1).log_density, Normal(0, 1), x)
    np.testing.assert_allclose(ratio, x - 0.5)  # exp(-(x - 1)^2 / 2 + x^2 / 2)
    outside = log_ratio(Uniform(0.2, 2).log_density, Normal(0, 1), x)
    np.testing.assert_array_equal(np.isneginf(outside), [True, False, False])


@pytest.mark.parametrize(
    ("log_f", "log_M", "error", "message"),
    [
        (
            lambda x: x[:1],
            0.0,
            ValueError,
            r"log_f must give numbers .* \(100,\), got shape \(1,\)",
        ),
        (lambda x: x * np.nan, 0.0, ValueError, "with 100 that are NaN"),
        (lambda x: x + np.inf, 0.0, ValueError, "with 100 that are NaN or infinite"),
        (log_beta, np.inf, ValueError, "log_M must be finite"),
        ("beta", 0.0, TypeError, "log_f must be a function"),
    ],
)
def test_refusals(log_f, log_M, error, message, rng):
    with pytest.raises(error, match=message):
        rejection(log_f, Uniform(), log_M, 10, rng=rng)


PEERS = [stats.expon(), stats.norm(2, 3), stats.cauchy(), stats.beta(2, 5), stats.uniform(-1, 4)]


@pytest.mark.parametrize("peer", PEERS, ids=lambda p: p.dist.name)
def test_inverted_samples_fit(peer, rng, continuous_fit):
    assert continuous_fit(inversion(peer.ppf, 20_000, rng=rng), peer.cdf)


def test_steps_of_a_discrete_distribution(rng, discrete_fit):
    peer = stats.binom(6, 0.3)
    k = inversion(lambda u: np.searchsorted(peer.cdf(np.arange(7)), u), 20_000, rng=rng)
    assert discrete_fit(k.astype(int), peer.pmf)


def test_a_wrong_inverse_is_caught(rng, continuous_fit):
    x = inversion(lambda u: u**0.55, 20_000, rng=rng)
    assert not continuous_fit(x, lambda x: x**2)


def test_the_ends_are_never_asked_for():
    class Ends(np.random.Generator):
        def integers(self, high, size):
            return np.array([0, high - 1])

    u = inversion(lambda u: u, 2, rng=Ends(np.random.PCG64(0)))
    assert 0 < u[0] < u[1] < 1


@pytest.mark.parametrize(
    ("quantile", "n", "error", "message"),
    [
        (
            lambda u: u[:2],
            3,
            ValueError,
            r"quantile must give one number for each of 3 samples, got shape \(2,\)",
        ),
        (
            lambda u: np.full_like(u, np.nan),
            3,
            ValueError,
            "quantile must be finite, but 3 of its 3",
        ),
        (None, 3, TypeError, "quantile must be a function"),
        (np.log, 0, ValueError, "n must be at least 1"),
    ],
)
def test_refused_inversion(quantile, n, error, message, rng):
    with pytest.raises(error, match=message):
        inversion(quantile, n, rng=rng)
