"""Counts against exact fractions and SciPy."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.probability.discrete import Bernoulli, Binomial, Poisson
from scipy import stats


@given(st.integers(0, 60), st.fractions(0, 1, max_denominator=64))
def test_binomial_against_exact_fractions(n, p):
    exact = [Fraction(math.comb(n, k)) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    mass = np.exp(Binomial(n, float(p)).log_mass(np.arange(n + 1)))
    np.testing.assert_allclose(mass, [float(m) for m in exact], rtol=1e-11, atol=0)


PAIRS = [
    (Bernoulli(0.3), stats.bernoulli(0.3)),
    (Binomial(40, 0.01), stats.binom(40, 0.01)),
    (Binomial(100_000, 0.4), stats.binom(100_000, 0.4)),
    (Binomial(1000, 1e-12), stats.binom(1000, 1e-12)),
    (Poisson(0.02), stats.poisson(0.02)),
    (Poisson(5000.0), stats.poisson(5000)),
]


@pytest.mark.parametrize(("ours", "peer"), PAIRS, ids=[repr(ours) for ours, _ in PAIRS])
def test_against_scipy(ours, peer):
    k = np.concatenate([np.arange(-2, 45), [4900, 5100, 39_000, 40_100], [0.5, 3.5]])
    np.testing.assert_allclose(ours.log_mass(k), peer.logpmf(k), rtol=1e-9, atol=1e-9)
    assert ours.mean == pytest.approx(peer.mean())
    assert ours.variance == pytest.approx(peer.var())


@pytest.mark.parametrize(
    "distribution", [Bernoulli(0.02), Binomial(12, 0.2), Binomial(1000, 0.01), Poisson(3.5)]
)
def test_samples_fit(distribution, rng, discrete_fit):
    k = distribution.sample(20_000, rng=rng)
    assert discrete_fit(k, lambda k: np.exp(distribution.log_mass(k)))


def test_what_is_certain():
    np.testing.assert_array_equal(Binomial(3, 0).log_mass([0, 1, 3]), [0, -np.inf, -np.inf])
    np.testing.assert_array_equal(Binomial(3, 1).log_mass([0, 2, 3]), [-np.inf, -np.inf, 0])
    np.testing.assert_array_equal(Binomial(0, 0.5).log_mass([0, 1]), [0, -np.inf])
    np.testing.assert_array_equal(Bernoulli(1).log_mass([0, 1]), [-np.inf, 0])
    assert set(Bernoulli(1.0).sample(100, rng=np.random.default_rng(0))) == {1}
    assert set(Bernoulli(0.0).sample(100, rng=np.random.default_rng(0))) == {0}


def test_huge_counts():
    with np.errstate(all="raise"):
        np.testing.assert_array_equal(Poisson(4.0).log_mass([3e305, 1e308]), -np.inf)
        # nearly normal: at the mean log mass is -log(2 pi n p (1 - p)) / 2
        n = 10**9
        top = -np.log(2 * np.pi * n / 4) / 2
        assert Binomial(n, 0.5).log_mass(n / 2) == pytest.approx(top, abs=1e-5)
        assert Binomial(10**300, 0.0).log_mass(0) == 0


@given(st.integers(1, 30), st.floats(0, 1))
def test_a_bernoulli_is_a_binomial_of_one_and_zeros_are_ones_seen_from_the_other_side(n, p):
    k = np.arange(2)
    np.testing.assert_allclose(Bernoulli(p).log_mass(k), Binomial(1, p).log_mass(k))
    k, q = np.arange(n + 1), 1 - p
    if 1 - q == p:
        np.testing.assert_allclose(
            Binomial(n, p).log_mass(k), Binomial(n, q).log_mass(n - k), atol=1e-9
        )


def test_many_rare_trials_are_nearly_poisson():
    k = np.arange(15)
    gap = [
        abs(np.exp(Binomial(n, 3 / n).log_mass(k)) - np.exp(Poisson(3).log_mass(k))).max()
        for n in (10, 100, 1000)
    ]
    # Le Cam: the two differ in total by at most 2 n p^2
    assert all(g <= 2 * 9 / n for g, n in zip(gap, (10, 100, 1000), strict=True))
    assert gap[2] < gap[1] / 5 < gap[0] / 25


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Bernoulli(-0.1), ValueError, "p must be a probability, from 0 to 1, got -0.1"),
        (lambda: Bernoulli(np.nan), ValueError, "p must be a probability"),
        (lambda: Bernoulli("0.5"), TypeError, "p must hold real numbers"),
        (lambda: Binomial(3, 1.1), ValueError, "p must be a probability"),
        (lambda: Binomial(-1, 0.5), ValueError, "n must be at least 0, got -1"),
        (lambda: Binomial(2.0, 0.5), TypeError, "n must be an integer"),
        (lambda: Poisson(0), ValueError, "lam must be positive"),
        (lambda: Poisson(np.inf), ValueError, "lam must be positive"),
    ],
)
def test_refusals(make, error, message):
    with pytest.raises(error, match=message):
        make()
