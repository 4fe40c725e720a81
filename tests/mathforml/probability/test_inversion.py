"""Inversion against the exact distributions."""

from __future__ import annotations

import numpy as np
import pytest
from mathforml.probability.inversion import inversion
from scipy import stats

PEERS = [stats.expon(), stats.norm(2, 3), stats.cauchy(), stats.beta(2, 5), stats.uniform(-1, 4)]


@pytest.mark.parametrize("peer", PEERS, ids=lambda p: p.dist.name)
def test_samples_fit(peer, rng, continuous_fit):
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
        (lambda u: u[:2], 3, ValueError, r"for each of 3 probabilities, got shape \(2,\)"),
        (lambda u: np.full_like(u, np.nan), 3, ValueError, "with 0 finite numbers"),
        (None, 3, TypeError, "quantile must be a function"),
        (np.log, 0, ValueError, "n must be at least 1"),
    ],
)
def test_refusals(quantile, n, error, message, rng):
    with pytest.raises(error, match=message):
        inversion(quantile, n, rng=rng)
