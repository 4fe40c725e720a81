"""The estimator of principal components: scikit-learn's checks and its numbers."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.decomposition
from mathforml.estimators.pca import PCA
from sklearn.datasets import load_wine
from sklearn.utils.estimator_checks import check_estimator

shapes = pytest.mark.parametrize("shape", [(30, 5), (5, 30), (12, 12), (2, 3), (50, 1)], ids=str)


def samples(shape, seed=0):
    """Data that vary differently in each direction, away from the origin."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=shape) * np.linspace(1, 4, shape[1]) + 10


def test_is_a_scikit_learn_estimator():
    check_estimator(PCA(), on_skip=None)


def test_transforms_as_scikit_learn():
    X = load_wine().data
    ours, other = PCA(5).fit(X), sklearn.decomposition.PCA(5, svd_solver="full").fit(X)
    np.testing.assert_allclose(ours.transform(X), other.transform(X), atol=1e-7)
    np.testing.assert_allclose(
        ours.explained_variance_ratio_, other.explained_variance_ratio_, rtol=1e-9
    )
    Z = ours.transform(X)
    np.testing.assert_allclose(ours.inverse_transform(Z), other.inverse_transform(Z), rtol=1e-7)


@shapes
def test_all_components_give_the_samples_back(shape):
    X = samples(shape)
    model = PCA().fit(X)
    np.testing.assert_allclose(model.inverse_transform(model.transform(X)), X, rtol=1e-10)
    assert model.explained_variance_ratio_.sum() == pytest.approx(1)


def test_equal_samples_explain_no_variance():
    model = PCA().fit([[1.0, 2.0]] * 3)
    np.testing.assert_array_equal(model.explained_variance_ratio_, [0, 0])
    np.testing.assert_array_equal(model.transform([[1.0, 2.0]]), [[0, 0]])


def test_the_estimator_refuses_too_many_components():
    with pytest.raises(ValueError, match=r"X of shape \(3, 2\) has 2 principal components"):
        PCA(3).fit([[1.0, 2.0], [2.0, 1.0], [5.0, 5.0]])
