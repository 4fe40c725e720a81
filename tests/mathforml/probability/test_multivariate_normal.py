"""The bell in several dimensions, against SciPy and the one-dimensional bell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.probability.continuous import Normal
from mathforml.probability.multivariate_normal import MultivariateNormal
from scipy import stats

PAIR = MultivariateNormal([1.0, -2.0], [[4.0, 2.4], [2.4, 2.0]])


def random_normal(p, seed):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(p, p + 2))
    return rng.normal(size=p), A @ A.T, rng.normal(size=(7, p))


@given(st.integers(1, 6), st.integers(0, 500))
def test_density_against_scipy(p, seed):
    mu, Sigma, x = random_normal(p, seed)
    peer = stats.multivariate_normal(mu, Sigma)
    ours = MultivariateNormal(mu, Sigma)
    np.testing.assert_allclose(ours.log_density(x), np.atleast_1d(peer.logpdf(x)), rtol=1e-8)
    assert ours.log_density(x[0]) == pytest.approx(peer.logpdf(x[0]), rel=1e-8)


@given(st.integers(1, 6), st.integers(0, 500))
def test_distance_does_not_change_with_the_units(p, seed):
    mu, Sigma, x = random_normal(p, seed)
    units = np.diag(10.0 ** np.arange(p))
    other = MultivariateNormal(units @ mu, units @ Sigma @ units)
    np.testing.assert_allclose(
        MultivariateNormal(mu, Sigma).distance(x), other.distance(x @ units), rtol=1e-8
    )


def test_independent_entries_multiply():
    joint = MultivariateNormal([1.0, 5.0], [[4.0, 0.0], [0.0, 9.0]])
    x = np.array([[0.0, 0.0], [3.0, -1.0]])
    apart = Normal(1, 2).log_density(x[:, 0]) + Normal(5, 3).log_density(x[:, 1])
    np.testing.assert_allclose(joint.log_density(x), apart, rtol=1e-14)


def test_samples_fit_in_every_direction(rng, continuous_fit):
    x = PAIR.sample(20_000, rng=rng)
    for direction in ([1, 0], [0, 1], [1, 1], [1, -2]):
        a = np.array(direction, dtype=float)
        peer = stats.norm(a @ PAIR.mean, np.sqrt(a @ PAIR.variance @ a))
        assert continuous_fit(x @ a, peer.cdf)
    assert continuous_fit(PAIR.distance(x) ** 2, stats.chi2(2).cdf)
    # a sample with the factor on the wrong side is found
    wrong = PAIR.mean + rng.standard_normal((20_000, 2)) @ PAIR.L
    assert not continuous_fit(PAIR.distance(wrong) ** 2, stats.chi2(2).cdf)


def test_ellipse():
    points = PAIR.ellipse(1.5, 9)
    np.testing.assert_allclose(PAIR.distance(points), 1.5, rtol=1e-12)
    np.testing.assert_allclose(points[0], points[-1])
    with pytest.raises(ValueError, match="drawn for 2 features, got 1"):
        MultivariateNormal([0.0], [[1.0]]).ellipse(1.0)
    with pytest.raises(ValueError, match="radius must be positive"):
        PAIR.ellipse(0)


def test_what_was_given_can_change_later():
    mu, Sigma = np.zeros(2), np.eye(2)
    normal = MultivariateNormal(mu, Sigma)
    mu[0], Sigma[0, 0] = 9, 9
    assert normal.mu[0] == 0
    assert normal.Sigma[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        normal.Sigma[0, 0] = 4


def test_far_away_and_nearly_flat():
    assert PAIR.log_density([1e200, 0.0]) == -np.inf
    thin = MultivariateNormal([0.0, 0.0], [[1.0, 0.0], [0.0, 1e-20]])
    assert thin.distance([0.0, 1e-10]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("mu", "Sigma", "message"),
    [
        ([0, 0], [[1, 2], [2, 1]], "Sigma must be positive definite, but .* is -1"),
        ([0, 0], [[1, 1], [1, 1]], "Sigma must be positive definite"),
        ([0, 0], [[2, 6], [6, 18]], "Sigma must be positive definite"),
        ([0, 0], np.zeros((2, 2)), "Sigma must be positive definite"),
        ([0, 0], [[1, 0.5], [0, 1]], "Sigma must be symmetric"),
        ([0, 0], np.eye(3), "mu has 2 and Sigma has 3"),
        ([0, 0], [[1, 0]], "Sigma must be square"),
        ([], np.eye(2), "mu must not be empty"),
        ([0, np.nan], np.eye(2), "mu must be finite"),
        ([0, 0], [[1, np.inf], [np.inf, 1]], "Sigma must be finite"),
    ],
)
def test_refusals(mu, Sigma, message):
    with pytest.raises(ValueError, match=message):
        MultivariateNormal(mu, Sigma)


@pytest.mark.parametrize("x", [[1.0], np.ones((3, 3)), np.ones((1, 1, 2)), 1.0])
def test_refused_points(x):
    with pytest.raises(ValueError, match="x must hold points of 2 numbers"):
        PAIR.log_density(x)
