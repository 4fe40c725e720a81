"""The estimator of the lasso: scikit-learn's checks and its numbers."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.linear_model
from mathforml.estimators.lasso import Lasso
from mathforml.iteration import ConvergenceWarning
from mathforml.supervised.lasso import largest_penalty
from sklearn.utils.estimator_checks import check_estimator


def data(shape=(30, 4), seed=0):
    """Correlated features of uneven size and mean; half of them do nothing."""
    rng = np.random.default_rng(seed)
    n, p = shape
    X = (rng.normal(size=shape) + rng.normal(size=(n, 1)) + 3) * np.linspace(1, 3, p)
    return X, 10 + X[:, ::2].sum(axis=1) + rng.normal(size=n)


def test_it_is_an_estimator_of_scikit_learn():
    check_estimator(Lasso(), expected_failed_checks={}, on_skip=None)


@pytest.mark.parametrize("shape", [(2, 1), (30, 4), (40, 10), (10, 25)])
@pytest.mark.parametrize("fraction", [0.02, 0.2, 0.7])
def test_against_scikit_learn(shape, fraction):
    X, y = data(shape)
    alpha = fraction * largest_penalty(X, y)
    ours = Lasso(alpha=alpha, tol=1e-10, max_iter=100_000).fit(X, y)
    other = sklearn.linear_model.Lasso(alpha=alpha, tol=1e-10, max_iter=100_000).fit(X, y)
    np.testing.assert_allclose(ours.coef_, other.coef_, atol=1e-4)
    np.testing.assert_array_equal(ours.coef_ == 0, other.coef_ == 0)
    np.testing.assert_allclose(ours.predict(X), other.predict(X), atol=1e-4 * np.std(y))


def test_the_tolerance_is_relative_to_the_unit_of_y():
    X, y = data()
    grams, tonnes = Lasso(alpha=300.0).fit(X, 1e3 * y), Lasso(alpha=3e-4).fit(X, 1e-3 * y)
    assert grams.n_iter_ == tonnes.n_iter_ == Lasso(alpha=0.3).fit(X, y).n_iter_ > 1
    np.testing.assert_allclose(grams.coef_, 1e6 * tonnes.coef_, rtol=1e-9)


def test_too_few_sweeps_warn():
    X, y = data((20, 19))
    message = "not converged: after 3 steps gap is .* above tol="
    with pytest.warns(ConvergenceWarning, match=message):
        short = Lasso(alpha=1e-4, max_iter=2, tol=1e-9).fit(X, y)
    assert short.n_iter_ == 2


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"alpha": 0.0}, ValueError, "alpha must be positive and finite, got 0"),
        ({"alpha": np.nan}, ValueError, "alpha must be positive and finite, got nan"),
        ({"alpha": "1"}, TypeError, "alpha must hold real numbers"),
        ({"tol": -1.0}, ValueError, "tol must be at least 0"),
        ({"max_iter": 0}, ValueError, "max_iter must be at least 1"),
        ({"max_iter": 1.5}, TypeError, "max_iter must be an integer"),
    ],
)
def test_settings_that_are_refused(options, error, message):
    with pytest.raises(error, match=message):
        Lasso(**options).fit(*data())
