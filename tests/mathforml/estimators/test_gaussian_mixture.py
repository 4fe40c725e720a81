"""The estimator of Gaussian mixtures: scikit-learn's checks, its results, and hard cases."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.mixture
from mathforml.estimators.gaussian_mixture import GaussianMixture
from mathforml.iteration import ConvergenceWarning
from scipy.integrate import quad
from scipy.stats import multivariate_normal
from sklearn.datasets import load_iris
from sklearn.utils.estimator_checks import check_estimator

X = load_iris().data


def test_is_a_scikit_learn_estimator():
    check_estimator(GaussianMixture(), on_skip=None)


@pytest.mark.parametrize("n_components", [1, 2, 3])
def test_is_as_likely_as_scikit_learns(n_components):
    ours, other = (
        kind(n_components, tol=1e-6, max_iter=1000, random_state=0).fit(X)
        for kind in (GaussianMixture, sklearn.mixture.GaussianMixture)
    )
    assert ours.score(X) >= other.score(X) - 1e-4


def test_one_component_is_the_gaussian_of_the_moments():
    model = GaussianMixture(reg_covar=0).fit(X)
    gaussian = multivariate_normal(X.mean(axis=0), np.cov(X.T, ddof=0))
    np.testing.assert_allclose(model.score_samples(X), gaussian.logpdf(X), rtol=1e-12)
    assert model.score(X) == pytest.approx(gaussian.logpdf(X).mean())
    np.testing.assert_allclose(model.weights_, [1])


def test_probabilities_and_labels_belong_together():
    model = GaussianMixture(3, random_state=0).fit(X)
    proba = model.predict_proba(X)
    np.testing.assert_allclose(proba.sum(axis=1), 1, rtol=1e-12)
    np.testing.assert_array_equal(model.predict(X), proba.argmax(axis=1))
    np.testing.assert_allclose(model.weights_, np.exp(model.mixture_.log_pi))
    # Bayes' rule with the fitted parameters
    densities = [
        multivariate_normal(mu, Sigma).pdf(X)
        for mu, Sigma in zip(model.means_, model.covariances_, strict=True)
    ]
    joint = model.weights_ * np.transpose(densities)
    np.testing.assert_allclose(proba, joint / joint.sum(axis=1, keepdims=True), atol=1e-10)


def test_the_density_integrates_to_one():
    model = GaussianMixture(2, random_state=0).fit(X[:, [2]])
    mass = quad(lambda x: np.exp(model.score_samples([[x]])[0]), -5, 15, points=[1.5, 5])[0]
    assert mass == pytest.approx(1, abs=1e-6)


def test_fewer_different_samples_than_components():
    model = GaussianMixture(3, random_state=0).fit([[1.0, 2.0]] * 4 + [[5.0, 6.0]] * 4)
    assert np.isfinite(model.score_samples([[1.0, 2.0], [3.0, 3.0]])).all()
    np.testing.assert_allclose(model.predict_proba([[1.0, 2.0]]).sum(), 1)


def test_a_single_sample_is_a_gaussian_of_reg_covar():
    model = GaussianMixture(reg_covar=0.01).fit([[1.0, 2.0]])
    expected = multivariate_normal([1, 2], 0.01 * np.eye(2)).logpdf([1.1, 2])
    assert model.score([[1.1, 2]]) == pytest.approx(expected)


def test_the_same_seed_gives_the_same_mixture():
    first, again = (GaussianMixture(5, random_state=1).fit(X) for _ in range(2))
    np.testing.assert_array_equal(first.means_, again.means_)


def test_says_when_it_has_not_converged():
    with pytest.warns(ConvergenceWarning, match="after 2 steps gap is"):
        model = GaussianMixture(3, max_iter=1, tol=1e-9, random_state=0).fit(X)
    assert model.n_iter_ == 1


@pytest.mark.parametrize(
    ("parameters", "error", "message"),
    [
        ({"n_components": 0}, ValueError, "n_components must be at least 1"),
        ({"max_iter": 1.0}, TypeError, "max_iter must be an integer"),
        ({"tol": np.nan}, ValueError, "tol must be finite"),
        ({"reg_covar": -1}, ValueError, "reg_covar must be at least 0"),
        ({"n_components": 4}, ValueError, r"3 sample\(s\) .* a minimum of 4 is required"),
    ],
)
def test_refused_parameters(parameters, error, message):
    with pytest.raises(error, match=message):
        GaussianMixture(**parameters).fit([[1.0], [2.0], [4.0]])


def test_a_constant_column_without_reg_covar():
    with pytest.raises(ValueError, match=r"Sigma\[0\] must be positive definite"):
        GaussianMixture(reg_covar=0).fit([[1.0, 7.0], [2.0, 7.0], [4.0, 7.0]])
