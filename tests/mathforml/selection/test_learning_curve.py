"""Learning curves against scikit-learn and the closed form of least squares."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.linear_model
import sklearn.model_selection
from mathforml.losses import absolute
from mathforml.selection.learning_curve import learning_curve


def least_squares(X, y):
    theta = np.linalg.lstsq(X, y, rcond=None)[0]
    return lambda X_new: X_new @ theta


def data(n=60, p=4):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, p))
    return X, X.sum(axis=1) + rng.normal(size=n)


def test_against_scikit_learn_on_the_same_orders():
    X, y = data()
    sizes, n_test = [5, 20, 40], 20
    ours = learning_curve(
        least_squares, X, y, sizes=sizes, n_test=n_test, n_repeats=3, rng=np.random.default_rng(1)
    )
    rng = np.random.default_rng(1)
    orders = [rng.permutation(60) for _ in range(3)]
    _, train, test = sklearn.model_selection.learning_curve(
        sklearn.linear_model.LinearRegression(fit_intercept=False),
        X,
        y,
        train_sizes=sizes,
        cv=[(order[:40], order[40:]) for order in orders],
        scoring="neg_mean_squared_error",
    )
    np.testing.assert_array_equal(ours.sizes, sizes)
    np.testing.assert_allclose(ours.train, -train.T, rtol=1e-9)
    np.testing.assert_allclose(ours.test, -test.T, rtol=1e-9)


def test_least_squares_has_a_closed_form():
    """With p normal features and noise 1: training 1 - p/m, test 1 + p/(m - p - 1).

    At five standard errors a right function fails once in some million seeds.
    """
    p, m, n_repeats, rng = 5, 20, 400, np.random.default_rng(0)
    errors = np.empty((2, n_repeats))
    for repeat in range(n_repeats):
        X = rng.normal(size=(m + 20, p))
        y = X.sum(axis=1) + rng.normal(size=len(X))
        curve = learning_curve(least_squares, X, y, sizes=[m], n_test=20, rng=rng)
        errors[:, repeat] = curve.train[0, 0], curve.test[0, 0]
    standard_error = errors.std(axis=1, ddof=1) / np.sqrt(n_repeats)
    expected = np.array([1 - p / m, 1 + p / (m - p - 1)])
    assert (np.abs(errors.mean(axis=1) - expected) < 5 * standard_error).all()
    assert (standard_error < 0.06).all()


def test_no_row_is_learned_from_and_tested_on():
    y = np.arange(10.0)
    seen = []

    def spy(X, y):
        seen.append(set(y))
        return lambda X_new: seen.append(set(X_new[:, 0])) or np.zeros(len(X_new))

    learning_curve(spy, y[:, None], y, sizes=[6], n_test=4, rng=np.random.default_rng(0))
    train, shown_again, test = seen
    assert train == shown_again
    assert train | test == set(y)
    assert not train & test


def test_training_sets_grow_and_the_loss_can_be_chosen():
    X, y = data()
    settings = {"sizes": [10, 30], "n_test": 10, "loss": absolute}
    seen = []

    def spy(X, y):
        seen.append(y)
        return lambda X_new: np.zeros(len(X_new))

    curve = learning_curve(spy, X, y, rng=np.random.default_rng(0), **settings)
    np.testing.assert_array_equal(seen[1][:10], seen[0])
    np.testing.assert_allclose(curve.train[0], [np.abs(rows).mean() for rows in seen])


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"sizes": []}, ValueError, "at least one size"),
        ({"sizes": 3}, TypeError, "sizes must be a sequence of integers, got 3"),
        ({"sizes": [0]}, ValueError, "sizes must be at least 1"),
        ({"sizes": [51]}, ValueError, "at most 50, the 60 rows without the 10"),
        ({"sizes": [2.5]}, TypeError, "sizes must be an integer"),
        ({"n_test": 0}, ValueError, "n_test must be at least 1"),
        ({"n_repeats": 0}, ValueError, "n_repeats must be at least 1"),
        ({"rng": 1}, TypeError, "rng must be a generator"),
        ({"fit": None}, TypeError, "fit must be a function"),
        ({"X": np.ones((2, 2))}, ValueError, "X has 2 and y has 60"),
    ],
)
def test_refusals(changes, error, message):
    X, y = data()
    given = {"fit": least_squares, "X": X, "y": y, "sizes": [5], "n_test": 10}
    with pytest.raises(error, match=message):
        learning_curve(**given | {"rng": np.random.default_rng(0)} | changes)
