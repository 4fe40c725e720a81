"""The estimator of ridge regression: scikit-learn's checks and its numbers."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.linear_model
from mathforml.estimators.ridge import Ridge
from sklearn.utils.estimator_checks import check_estimator


def test_it_is_an_estimator_of_scikit_learn():
    check_estimator(Ridge(), expected_failed_checks={}, on_skip=None)


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (2, 1), (30, 4), (8, 8), (7, 20)])
def test_against_scikit_learn(shape):
    rng = np.random.default_rng(0)
    n, p = shape
    X = rng.normal(loc=3, size=shape) * np.linspace(1, 5, p)
    y = 10 + X @ rng.normal(size=p) + rng.normal(size=n)
    for alpha in (0.1, 10.0):
        ours = Ridge(alpha=alpha).fit(X, y)
        other = sklearn.linear_model.Ridge(alpha=alpha, solver="svd").fit(X, y)
        np.testing.assert_allclose(ours.coef_, other.coef_, rtol=1e-9, atol=1e-12)
        assert ours.intercept_ == pytest.approx(other.intercept_, rel=1e-9)
        np.testing.assert_allclose(ours.predict(X), other.predict(X), rtol=1e-9)


@pytest.mark.parametrize(
    ("alpha", "error", "message"),
    [
        (-1, ValueError, "alpha must be at least 0 and finite, got -1"),
        (np.inf, ValueError, "alpha must be at least 0 and finite, got inf"),
        (None, TypeError, "alpha must hold real numbers, got None"),
    ],
)
def test_penalties_that_are_refused(alpha, error, message):
    with pytest.raises(error, match=message):
        Ridge(alpha=alpha).fit([[0.0], [1.0]], [0.0, 1.0])
