"""EM: its law, closed forms, SciPy's densities, and scikit-learn from the same start."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice

import numpy as np
import pytest
import sklearn.mixture
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import DivergenceError, column, last, take, until
from mathforml.unsupervised.expectation_maximisation import em, m_step
from mathforml.unsupervised.mixture import Mixture
from scipy.special import logsumexp
from scipy.stats import multivariate_normal


def samples(n_samples=200, n_features=2, n_components=3, seed=0):
    rng = np.random.default_rng(seed)
    centres = 3 * rng.normal(size=(n_components, n_features))
    noise = rng.normal(size=(n_samples, n_features)) @ rng.normal(size=(n_features, n_features))
    return centres[rng.integers(n_components, size=n_samples)] + noise


def start(X, n_components=3, seed=0):
    """Uneven probabilities, samples as means, and a covariance of its own for each component."""
    rng = np.random.default_rng(seed)
    log_pi = np.log(rng.dirichlet(np.full(n_components, 5.0)))
    mu = X[rng.choice(len(X), n_components, replace=False)]
    spread = rng.uniform(0.5, 2, n_components)[:, None, None]
    return Mixture(log_pi, mu, spread * np.diag(X.var(axis=0)))


def log_joint(X, mixture):
    """Log of pi_k N(x_i | mu_k, Sigma_k), from SciPy."""
    return np.column_stack(
        [
            log_pi + multivariate_normal(mu, Sigma).logpdf(X)
            for log_pi, mu, Sigma in zip(*mixture, strict=True)
        ]
    )


def test_by_hand():
    """Two pairs, far apart: each component gets the mean and the variance of one pair."""
    X = [[0.0], [2.0], [80.0], [84.0]]
    begin = Mixture(np.log([0.9, 0.1]), [[0.0], [90.0]], [[[1.0]], [[1.0]]])
    end = take(em(X, begin), 2)[1]
    np.testing.assert_allclose(end.mixture.mu, [[1], [82]], rtol=1e-14)
    np.testing.assert_allclose(end.mixture.Sigma, [[[1]], [[4]]], rtol=1e-14)
    np.testing.assert_allclose(np.exp(end.mixture.log_pi), [0.5, 0.5], rtol=1e-14)
    density = 0.5 * np.array([1, 1, 0.5, 0.5]) * np.exp(-0.5) / np.sqrt(2 * np.pi)
    assert end.log_likelihood == pytest.approx(np.log(density).mean(), rel=1e-12)


@given(st.integers(0, 1000), st.integers(1, 4), st.integers(1, 3))
def test_the_log_likelihood_never_decreases(seed, n_components, n_features):
    X = samples(60, n_features, seed=seed)
    steps = []
    with suppress(ValueError):  # a component may collapse in the end
        steps.extend(islice(em(X, start(X, n_components, seed)), 12))
    assert column(steps, "gap").min() > -1e-12
    log_likelihood = column(steps, "log_likelihood")
    np.testing.assert_allclose(np.diff(log_likelihood), column(steps, "gap")[1:], atol=1e-12)
    assert steps[0].gap == np.inf


@given(st.integers(0, 1000))
def test_each_step_follows_the_formulas(seed):
    """Written out with loops over components and with SciPy's densities."""
    X = samples(50, seed=seed)
    before, after = take(em(X, start(X, seed=seed), reg_covar=0.1), 2)
    joint = log_joint(X, before.mixture)
    density = logsumexp(joint, axis=1)
    np.testing.assert_allclose(before.log_r, joint - density[:, None], atol=1e-9)
    assert before.log_likelihood == pytest.approx(density.mean(), rel=1e-12)
    r = np.exp(joint - density[:, None])
    for k in range(3):
        assert np.exp(after.mixture.log_pi[k]) == pytest.approx(r[:, k].mean())
        mu = np.average(X, axis=0, weights=r[:, k])
        np.testing.assert_allclose(after.mixture.mu[k], mu, rtol=1e-9)
        Sigma = np.cov(X.T, aweights=r[:, k], ddof=0) + 0.1 * np.eye(2)
        np.testing.assert_allclose(after.mixture.Sigma[k], Sigma, atol=1e-9)


def test_an_m_step_by_hand():
    """A third sample that half belongs to each component: weights 1, 1/2 and 1/2, 1."""
    log_r = np.log([[1 - 1e-300, 1e-300], [1e-300, 1 - 1e-300], [0.5, 0.5]])
    mixture = m_step(np.array([[0.0], [6.0], [3.0]]), log_r, reg_covar=0.25)
    np.testing.assert_allclose(np.exp(mixture.log_pi), [0.5, 0.5], rtol=1e-14)
    np.testing.assert_allclose(mixture.mu, [[1], [5]], rtol=1e-14)
    np.testing.assert_allclose(mixture.Sigma, [[[2.25]], [[2.25]]], rtol=1e-14)


def test_one_gaussian_is_found_in_one_step():
    X = samples()
    begin = Mixture([0.0], [[50.0, -50.0]], [1e4 * np.eye(2)])
    end = take(em(X, begin), 2)[1]
    np.testing.assert_allclose(end.mixture.mu[0], X.mean(axis=0), rtol=1e-13)
    np.testing.assert_allclose(end.mixture.Sigma[0], np.cov(X.T, ddof=0), rtol=1e-13)
    # the entropy of the Gaussian, negative
    entropy = np.linalg.slogdet(2 * np.pi * np.e * np.cov(X.T, ddof=0))[1] / 2
    assert end.log_likelihood == pytest.approx(-entropy, rel=1e-13)


@pytest.mark.parametrize("seed", range(3))
def test_from_the_same_start_as_scikit_learn(seed):
    X = samples(seed=seed)
    begin = start(X, seed=seed)
    model = sklearn.mixture.GaussianMixture(
        3,
        weights_init=np.exp(begin.log_pi),
        means_init=begin.mu,
        precisions_init=np.linalg.inv(begin.Sigma),
        tol=1e-4,
        max_iter=1000,
    ).fit(X)
    end = take(em(X, begin, reg_covar=1e-6), model.n_iter_ + 1)[-1]
    np.testing.assert_allclose(np.exp(end.mixture.log_pi), model.weights_, rtol=1e-8)
    np.testing.assert_allclose(end.mixture.mu, model.means_, rtol=1e-8)
    np.testing.assert_allclose(end.mixture.Sigma, model.covariances_, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(np.exp(end.log_r), model.predict_proba(X), atol=1e-8)


def test_at_the_end_the_likelihood_is_flat():
    """Its slopes, by central differences, vanish in every mean and in the probabilities."""
    X = samples()
    end = last(until(em(X, start(X)), tol=1e-15)).mixture

    def log_likelihood(mixture):
        return logsumexp(log_joint(X, mixture), axis=1).mean()

    h = 1e-5
    for k in range(3):
        for j in range(2):
            up, down = end.mu.copy(), end.mu.copy()
            up[k, j], down[k, j] = up[k, j] + h, down[k, j] - h
            rise = log_likelihood(end._replace(mu=up)) - log_likelihood(end._replace(mu=down))
            assert rise / (2 * h) == pytest.approx(0, abs=1e-6)
        slopes = []
        for sign in (1, -1):
            pi = np.exp(end.log_pi)
            pi[k] += sign * h
            slopes.append(log_likelihood(end._replace(log_pi=np.log(pi / pi.sum()))))
        assert (slopes[0] - slopes[1]) / (2 * h) == pytest.approx(0, abs=1e-6)


@given(st.integers(0, 1000), st.floats(-2, 2), st.floats(-100, 100))
def test_units_change_the_parameters_and_nothing_else(seed, power, shift):
    X, scale = samples(60, seed=seed), 10.0**power
    begin = start(X, 2, seed)
    scaled = Mixture(begin.log_pi, scale * begin.mu + shift, scale**2 * begin.Sigma)
    one, other = (take(em(*given), 5)[-1] for given in ((X, begin), (scale * X + shift, scaled)))
    np.testing.assert_allclose(other.log_r, one.log_r, atol=1e-6, rtol=1e-6)
    np.testing.assert_allclose(other.mixture.mu, scale * one.mixture.mu + shift, rtol=1e-6)
    in_new_units = one.log_likelihood - 2 * np.log(scale)  # a density is per unit of volume
    assert other.log_likelihood == pytest.approx(in_new_units, abs=1e-8)


def test_a_component_far_from_all_samples_is_fetched():
    """It goes to the sample that is the least unlikely, 3; its probability is tiny, but no 0."""
    begin = Mixture(np.log([0.5, 0.5]), [[1.0], [1e3]], [[[1.0]], [[1.0]]])
    end = take(em([[0.0], [1.0], [3.0]], begin, reg_covar=0.01), 2)[1]
    np.testing.assert_allclose(end.mixture.mu[1], [3])
    assert -1e6 < end.mixture.log_pi[1] < -1e5
    np.testing.assert_allclose(end.mixture.Sigma[1], [[0.01]])


@pytest.mark.parametrize("shift", [0.0, 0.1, 1e6])
@pytest.mark.parametrize("copies", [1, 3, 1000])
def test_a_component_that_collapses_is_named(shift, copies):
    """On one sample, or copies of it. Rounding must not hide it."""
    begin = Mixture(np.log([0.5, 0.5]), [[shift], [shift + 50]], [[[1.0]], [[1.0]]])
    walk = em(np.array([[0.0], [0.3]] + [[50.7]] * copies) + shift, begin)
    next(walk)
    message = r"Sigma\[1\] must be positive definite, but feature 0 does not vary in it"
    with pytest.raises(ValueError, match=message):
        next(walk)


@pytest.mark.parametrize("constant", [0.0, 5.0, 0.1, 1e9 / 3])
@pytest.mark.parametrize("n_samples", [6, 1000])
def test_a_constant_feature_needs_reg_covar(constant, n_samples):
    X = np.column_stack([np.arange(n_samples) / 7, np.full(n_samples, constant)])
    begin = Mixture(np.log([0.4, 0.6]), X[[1, 4]], [np.eye(2), 2 * np.eye(2)])
    message = r"Sigma\[0\] must be positive definite, but feature 1 does not vary in it"
    with pytest.raises(ValueError, match=message):
        take(em(X, begin), 2)
    end = take(em(X, begin, reg_covar=1e-3), 2)[1]
    np.testing.assert_allclose(end.mixture.mu[:, 1], constant, rtol=1e-15)
    np.testing.assert_allclose(end.mixture.Sigma[:, 1, 1], 1e-3, rtol=1e-12)


def test_a_dependent_feature_needs_reg_covar():
    X = np.column_stack([np.arange(6.0), 2 * np.arange(6.0)])
    begin = Mixture([0.0], [[1.0, 1.0]], [np.eye(2)])
    with pytest.raises(ValueError, match=r"Sigma\[0\] must be positive definite"):
        take(em(X, begin), 2)
    end = take(em(X, begin, reg_covar=1e-3), 2)[1]
    expected = np.cov(X.T, ddof=0) + 1e-3 * np.eye(2)
    np.testing.assert_allclose(end.mixture.Sigma[0], expected, rtol=1e-12)


def test_far_from_the_origin():
    """The data have 8 digits left, and so have the means and covariances."""
    X, far = samples(), np.array([1e8, -1e8])
    begin = start(X)
    near = take(em(X, begin), 5)[-1].mixture
    moved = take(em(X + far, begin._replace(mu=begin.mu + far)), 5)[-1].mixture
    np.testing.assert_allclose(moved.mu - far, near.mu, atol=1e-6)
    np.testing.assert_allclose(moved.Sigma, near.Sigma, atol=1e-6)


def test_duplicates():
    begin = Mixture(np.log([0.5, 0.5]), [[0.0], [3.0]], [[[1.0]], [[1.0]]])
    end = take(em([[1.0]] * 5, begin, reg_covar=0.25), 2)[1]
    np.testing.assert_allclose(end.mixture.mu, [[1], [1]])
    np.testing.assert_allclose(end.mixture.Sigma, [[[0.25]], [[0.25]]])


def test_steps_own_their_arrays():
    X = samples()
    expected = take(em(X, start(X)), 4)
    begin, seen = start(X), []
    walk = em(X, begin)
    for array in begin:
        array[:] = 99
    for _ in range(4):
        step = next(walk)
        seen.append([step.log_r.copy(), *map(np.copy, step.mixture)])
        for array in (step.log_r, *step.mixture):
            array[:] = 99
    for step, copies in zip(expected, seen, strict=True):
        for array, copy in zip((step.log_r, *step.mixture), copies, strict=True):
            np.testing.assert_array_equal(array, copy)


ONE = Mixture([0.0], [[0.0]], [[[1.0]]])


def test_what_the_density_refuses_is_refused_at_the_call():
    with pytest.raises(ValueError, match="X must be finite"):
        em([[np.nan]], ONE)
    with pytest.raises(ValueError, match=r"Sigma\[0\] must be positive definite"):
        em([[1.0]], ONE._replace(Sigma=[[[-1.0]]]))
    with pytest.raises(DivergenceError, match="a log density is not finite"):
        em([[1e10]], ONE._replace(Sigma=[[[1e-300]]]))


def test_refuses_a_negative_reg_covar():
    with pytest.raises(ValueError, match="reg_covar must be at least 0"):
        em([[1.0]], ONE, reg_covar=-1e-6)
