"""Likelihoods against SciPy and the losses of the package; maxima against nearby parameters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.losses import squared
from mathforml.probability.continuous import Cauchy, Exponential, Normal
from mathforml.probability.discrete import Bernoulli, Binomial, Poisson
from mathforml.statistics.likelihood import (
    fit_bernoulli,
    fit_normal,
    fit_poisson,
    log_likelihood,
)
from mathforml.supervised.logistic import log_loss
from scipy import optimize, stats

X = np.array([1.2, 0.4, 3.3, 2.2, 2.9])
K = np.array([0, 3, 1, 2, 2, 7])


@pytest.mark.parametrize(
    ("ours", "peer", "x"),
    [
        pytest.param(Normal(1, 2), stats.norm(1, 2).logpdf, X, id="normal"),
        pytest.param(Exponential(0.5), stats.expon(scale=2).logpdf, X, id="exponential"),
        pytest.param(Cauchy(1, 2), stats.cauchy(1, 2).logpdf, X, id="Cauchy"),
        pytest.param(Poisson(2.5), stats.poisson(2.5).logpmf, K, id="Poisson"),
        pytest.param(Binomial(9, 0.3), stats.binom(9, 0.3).logpmf, K, id="binomial"),
        pytest.param(Bernoulli(0.3), stats.bernoulli(0.3).logpmf, K > 1, id="Bernoulli"),
    ],
)
def test_against_scipy(ours, peer, x):
    assert log_likelihood(ours, x) == pytest.approx(peer(x).sum(), rel=1e-12)


@given(st.floats(-5, 5), st.floats(0.1, 9))
def test_normal_noise_is_squared_loss(mu, sigma):
    expected = squared(X, mu).sum() / (2 * sigma**2) + 5 * np.log(sigma * np.sqrt(2 * np.pi))
    assert -log_likelihood(Normal(mu, sigma), X) == pytest.approx(expected, rel=1e-12)


@given(st.floats(-8, 8))
def test_bernoulli_outcomes_are_cross_entropy(z):
    y = [1, 0, 1, 1]
    expected = log_loss(y, np.full(4, z)).sum()
    assert -log_likelihood(Bernoulli(1 / (1 + np.exp(-z))), y) == pytest.approx(expected, rel=1e-9)


@given(st.lists(st.integers(0, 1), min_size=1, max_size=20), st.floats(0.001, 0.999))
def test_no_other_probability_is_more_likely(y, p):
    best = log_likelihood(fit_bernoulli(y), y)
    assert best >= log_likelihood(Bernoulli(p), y) - 1e-12


@given(st.floats(-3, 7), st.floats(0.05, 9))
def test_no_other_bell_is_more_likely(mu, sigma):
    assert log_likelihood(fit_normal(X), X) >= log_likelihood(Normal(mu, sigma), X)


@given(st.floats(0.01, 50))
def test_no_other_rate_is_more_likely(lam):
    assert log_likelihood(fit_poisson(K), K) >= log_likelihood(Poisson(lam), K)


def test_maxima_against_scipy():
    best = fit_normal(X)
    np.testing.assert_allclose([best.mu, best.sigma], stats.norm.fit(X), rtol=1e-12)
    found = optimize.minimize_scalar(
        lambda lam: -log_likelihood(Poisson(lam), K), bounds=(0.1, 20), method="bounded"
    )
    assert fit_poisson(K).lam == pytest.approx(found.x, rel=1e-4)
    assert fit_poisson(K).lam == 2.5
    assert fit_bernoulli([1] * 7 + [0] * 3).p == 0.7


def test_what_the_model_rules_out():
    assert log_likelihood(Bernoulli(1.0), [1, 1]) == 0
    assert log_likelihood(Bernoulli(1.0), [1, 0]) == -np.inf
    assert log_likelihood(Exponential(), [-1.0]) == -np.inf
    assert fit_bernoulli([0, 0]).p == 0


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: log_likelihood(Normal(), []), ValueError, "x must not be empty"),
        (lambda: log_likelihood(Normal(), [[1.0]]), ValueError, "x must be a vector"),
        (lambda: log_likelihood("normal", [1.0]), TypeError, "distribution must be one of"),
        (lambda: fit_normal([2.0, 2.0]), ValueError, "at least two different values, got only 2"),
        (lambda: fit_normal([1e-200, 2e-200]), ValueError, "x must vary by so much"),
        (lambda: fit_normal([1.0, np.nan]), ValueError, "x must be finite"),
        (lambda: fit_normal([1e200, 0]), ValueError, "x must be at most 1e150"),
        (lambda: fit_bernoulli([0, 2]), ValueError, "y must hold 0 and 1, got 2"),
        (lambda: fit_poisson([-1, 2]), ValueError, "k must hold whole numbers from 0 on, got -1"),
        (lambda: fit_poisson([0.5]), ValueError, "k must hold whole numbers"),
        (lambda: fit_poisson([0, 0]), ValueError, "k must not hold only 0"),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error, match=message):
        call()
