"""Mixtures of Gaussians: SciPy's densities, Bayes' rule, and samples far away."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import DivergenceError
from mathforml.unsupervised.mixture import Mixture, responsibilities
from scipy.integrate import quad
from scipy.stats import multivariate_normal


def mixture_of(n_components, n_features, seed=0):
    rng = np.random.default_rng(seed)
    roots = rng.normal(size=(n_components, n_features, n_features))
    Sigma = roots @ roots.swapaxes(1, 2) + 0.1 * np.eye(n_features)
    pi = rng.dirichlet(np.ones(n_components))
    return Mixture(np.log(pi), rng.normal(size=(n_components, n_features)), Sigma)


@given(st.integers(0, 1000), st.integers(1, 4), st.integers(1, 3))
def test_against_scipy_and_bayes_rule(seed, n_components, n_features):
    mixture = mixture_of(n_components, n_features, seed)
    X = np.random.default_rng(seed).normal(size=(6, n_features))
    joint = np.column_stack(
        [
            np.exp(log_pi) * multivariate_normal(mu, Sigma).pdf(X)
            for log_pi, mu, Sigma in zip(*mixture, strict=True)
        ]
    )
    log_r, log_density = responsibilities(X, mixture)
    np.testing.assert_allclose(np.exp(log_density), joint.sum(axis=1), rtol=1e-9)
    np.testing.assert_allclose(np.exp(log_r), joint / joint.sum(axis=1, keepdims=True), rtol=1e-9)


def test_by_hand():
    """The standard Gaussian at 0 and at 1."""
    one = Mixture([0.0], [[0.0]], [[[1.0]]])
    expected = -np.log(2 * np.pi) / 2 - np.array([0, 0.5])
    np.testing.assert_allclose(responsibilities([[0], [1]], one).log_density, expected)


def test_the_density_integrates_to_one():
    mixture = mixture_of(3, 1)

    def density(x):
        return np.exp(responsibilities([[x]], mixture).log_density[0])

    assert quad(density, -30, 30, points=mixture.mu[:, 0])[0] == pytest.approx(1, abs=1e-8)


def test_samples_far_from_all_components():
    """Densities of exp(-5e7) are 0 as numbers; their logarithms tell them apart."""
    mixture = Mixture(np.log([0.5, 0.5]), [[0.0], [1.0]], [[[1.0]], [[1.0]]])
    log_r, log_density = responsibilities([[1e4]], mixture)
    # log N(x|1) - log N(x|0) = x - 1/2
    np.testing.assert_allclose(log_r, [[-(1e4 - 0.5), 0]], rtol=1e-10)
    assert log_density[0] == pytest.approx(-((1e4 - 1) ** 2) / 2, rel=1e-6)


def test_a_log_density_that_is_no_number_is_named():
    mixture = Mixture([0.0], [[0.0]], [[[1e-300]]])
    with pytest.raises(DivergenceError, match="a log density is not finite"):
        responsibilities([[0.0], [1e10]], mixture)


ONE = Mixture([0.0], [[0.0]], [[[1.0]]])


@pytest.mark.parametrize(
    ("X", "mixture", "error", "message"),
    [
        ([1.0], ONE, ValueError, "X must be a matrix"),
        (np.empty((0, 1)), ONE, ValueError, "X must not be empty"),
        ([[np.nan]], ONE, ValueError, "X must be finite"),
        ([[1e160]], ONE, ValueError, "X must be at most 1e150"),
        ([[1.0]], ONE._replace(mu=[[1e160]]), ValueError, "mu must be at most 1e150"),
        ([[1.0, 2.0]], ONE, ValueError, r"mu must have shape \(1, 2\).*got \(1, 1\)"),
        ([[1.0]], ONE._replace(Sigma=[[1.0]]), ValueError, r"and Sigma \(1, 1, 1\)"),
        ([[1.0]], ONE._replace(Sigma=[[[-1.0]]]), ValueError, r"Sigma\[0\] must be positive def"),
        ([[1.0]], ONE._replace(Sigma=[[[np.inf]]]), ValueError, r"Sigma\[0\] must be finite"),
        (
            [[1.0, 2.0]],
            Mixture([0.0], [[0.0, 0.0]], [[[1.0, 0.5], [0.0, 1.0]]]),
            ValueError,
            r"Sigma\[0\] must be symmetric",
        ),
        (
            [[1.0]],
            ONE._replace(log_pi=[0.5]),
            ValueError,
            r"log_pi must add up to 1, got 1 \+ 0\.6",
        ),
        ([[1.0]], ONE._replace(log_pi=[-np.inf]), ValueError, "log_pi must be finite"),
    ],
)
def test_refusals(X, mixture, error, message):
    with pytest.raises(error, match=message):
        responsibilities(X, mixture)
