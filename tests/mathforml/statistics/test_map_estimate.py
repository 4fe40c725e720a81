"""Priors against ridge, the lasso, scikit-learn, the normal equations and brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.estimators.lasso import Lasso
from mathforml.statistics.map_estimate import lasso_penalty, linear_posterior, ridge_penalty
from scipy import optimize, stats
from sklearn.linear_model import Ridge

rng = np.random.default_rng(5)
X = rng.normal(size=(30, 3))
Y = X @ [1.0, -2.0, 0.5] + rng.normal(size=30)


@given(st.floats(0.1, 10), st.floats(0.1, 10))
def test_the_peak_is_scikit_learns_ridge(sigma, tau):
    lam = ridge_penalty(sigma=sigma, tau=tau)
    peer = Ridge(alpha=lam, fit_intercept=False, solver="cholesky").fit(X, Y)
    mean = linear_posterior(X, Y, sigma=sigma, tau=tau).mean
    np.testing.assert_allclose(mean, peer.coef_, rtol=1e-9, atol=1e-12)


def test_the_peak_of_the_posterior_by_brute_force():
    def minus_log_posterior(w):
        return -stats.norm.logpdf(Y, X @ w, 0.8).sum() - stats.norm.logpdf(w, 0, 0.3).sum()

    peak = optimize.minimize(minus_log_posterior, np.zeros(3), tol=1e-12).x
    posterior = linear_posterior(X, Y, sigma=0.8, tau=0.3)
    np.testing.assert_allclose(posterior.mean, peak, atol=1e-6)
    precision = X.T @ X / 0.8**2 + np.eye(3) / 0.3**2
    np.testing.assert_allclose(posterior.covariance @ precision, np.eye(3), atol=1e-12)


def test_the_peak_under_a_laplace_prior_is_the_lasso():
    """A small change of any weight of our lasso makes the posterior less probable."""
    sigma, scale = 1.0, 0.2
    centred, y = X - X.mean(axis=0), Y - Y.mean()
    lam = lasso_penalty(sigma=sigma, scale=scale, n_samples=30)
    w = Lasso(lam, tol=1e-12).fit(centred, y).coef_

    def log_posterior(w):
        noise = stats.norm.logpdf(y, centred @ w, sigma).sum()
        return noise + stats.laplace.logpdf(w, scale=scale).sum()

    best = log_posterior(w)
    for j in range(3):
        for change in (1e-3, -1e-3):
            assert log_posterior(w + change * np.eye(3)[j]) < best


def test_coverage_of_the_posterior(plausible):
    """Weights drawn from the prior lie in the middle 80% of their posterior in 80% of the runs."""
    rng, inside = np.random.default_rng(1), []
    for _ in range(3000):
        w = rng.normal(0, 2, size=3)
        y = X @ w + rng.normal(0, 3, size=30)
        mean, covariance = linear_posterior(X, y, sigma=3, tau=2)
        inside.append(abs(w[0] - mean[0]) < 1.2815515655446004 * np.sqrt(covariance[0, 0]))
    assert plausible(inside, 0.8)
    assert not plausible(inside, 0.85)


def test_limits():
    flat = linear_posterior(X, Y, sigma=1, tau=1e6).mean
    np.testing.assert_allclose(flat, np.linalg.lstsq(X, Y)[0], rtol=1e-9)
    assert np.abs(linear_posterior(X, Y, sigma=1, tau=1e-6).mean).max() < 1e-9
    double = np.column_stack([X[:, 0], X[:, 0]])  # the prior decides between equal columns
    w = linear_posterior(double, Y, sigma=1, tau=1).mean
    assert w[0] == pytest.approx(w[1])
    assert linear_posterior(X[:1], Y[:1], sigma=1, tau=1).mean.shape == (3,)


def test_penalties_by_hand():
    assert ridge_penalty(sigma=3, tau=0.5) == 36
    assert lasso_penalty(sigma=3, scale=0.5, n_samples=6) == 3


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: ridge_penalty(sigma=0, tau=1), ValueError, "sigma must be positive"),
        (lambda: ridge_penalty(sigma=1, tau=-1), ValueError, "tau must be positive"),
        (lambda: lasso_penalty(sigma=1, scale=0, n_samples=1), ValueError, "scale must be pos"),
        (lambda: lasso_penalty(sigma=1, scale=1, n_samples=0), ValueError, "n_samples must be at"),
        (lambda: ridge_penalty(sigma=1e200, tau=1), ValueError, "sigma / tau must have a square"),
        (lambda: ridge_penalty(sigma=1e200, tau=1e-200), ValueError, "sigma / tau must have a"),
        (lambda: ridge_penalty(sigma=1e-200, tau=1), ValueError, "sigma / tau must have a square"),
        (lambda: lasso_penalty(sigma=1e200, scale=1, n_samples=1), ValueError, "sigma and scale"),
        (lambda: lasso_penalty(sigma=1e-200, scale=1, n_samples=1), ValueError, "sigma and scale"),
        (lambda: linear_posterior(X, Y, sigma=1e-310, tau=1), ValueError, "X / sigma and 1 / tau"),
        (lambda: linear_posterior(X, Y, sigma=1, tau=1e-310), ValueError, "X / sigma and 1 / tau"),
        (lambda: linear_posterior(X, Y * 1e100, sigma=1e-60, tau=1), ValueError, "y / sigma must"),
        (lambda: linear_posterior(X, Y[1:], sigma=1, tau=1), ValueError, "X and y must have the"),
        (lambda: linear_posterior([], Y, sigma=1, tau=1), ValueError, "X must be a matrix"),
        (lambda: linear_posterior(X, Y * np.nan, sigma=1, tau=1), ValueError, "y must be finite"),
        (lambda: linear_posterior(X * 1e200, Y, sigma=1, tau=1), ValueError, "X must be at most"),
        (lambda: linear_posterior(X, Y, sigma="1", tau=1), TypeError, "sigma must hold real"),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error, match=message):
        call()
