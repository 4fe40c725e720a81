"""Cross-validation against scikit-learn and the closed form of leaving one out."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.linear_model
import sklearn.model_selection
from hypothesis import given
from hypothesis import strategies as st
from mathforml.losses import absolute
from mathforml.selection.cross_validation import (
    CrossValidation,
    cross_validate,
    mean_loss,
    one_standard_error,
)
from mathforml.selection.splits import Split, block_folds, k_fold


def data(n=30, p=3):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, p))
    return X, X @ np.arange(1, p + 1) + rng.normal(size=n)


def least_squares(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.linalg.lstsq(A, y, rcond=None)[0]
    return lambda X_new: theta[0] + X_new @ theta[1:]


def constants(X, y):
    """Two models at once: the mean, and 0."""
    return lambda X_new: np.column_stack([np.full(len(X_new), y.mean()), np.zeros(len(X_new))])


@pytest.mark.parametrize(
    ("loss", "scoring"),
    [(None, "neg_mean_squared_error"), (absolute, "neg_mean_absolute_error")],
)
def test_errors_are_those_of_scikit_learn(loss, scoring):
    X, y = data()
    folds = k_fold(len(y), n_folds=5, rng=np.random.default_rng(1))
    result = cross_validate(least_squares, X, y, folds, **({"loss": loss} if loss else {}))
    model = sklearn.linear_model.LinearRegression()
    scores = sklearn.model_selection.cross_val_score(model, X, y, cv=folds, scoring=scoring)
    np.testing.assert_allclose(result.errors, -scores, rtol=1e-10)
    assert result.mean == pytest.approx(-scores.mean())
    assert result.standard_error == pytest.approx(scores.std(ddof=1) / np.sqrt(5))


def test_folds_may_be_those_of_scikit_learn():
    X, y = data()
    other = sklearn.model_selection.KFold(5)
    ours = cross_validate(least_squares, X, y, block_folds(len(y), n_folds=5))
    theirs = cross_validate(least_squares, X, y, other.split(X))  # a generator of pairs
    np.testing.assert_array_equal(ours.errors, theirs.errors)


def test_leaving_one_out_has_a_closed_form():
    """The residual of the fit to all rows, divided by 1 minus the leverage."""
    X, y = data()
    result = cross_validate(least_squares, X, y, block_folds(len(y), n_folds=len(y)))
    A = np.column_stack([np.ones(len(X)), X])
    H = A @ np.linalg.pinv(A)
    expected = ((y - H @ y) / (1 - np.diag(H))) ** 2
    np.testing.assert_allclose(result.errors, expected, rtol=1e-9)


def test_several_models_at_once_are_each_tried_alone():
    X, y = data()
    folds = block_folds(len(y), n_folds=4)
    both = cross_validate(constants, X, y, folds)
    assert both.errors.shape == (4, 2)
    for k in range(2):
        alone = cross_validate(lambda X, y, k=k: lambda Z: constants(X, y)(Z)[:, k], X, y, folds)
        np.testing.assert_allclose(both.errors[:, k], alone.errors)
        assert both.mean[k] == pytest.approx(alone.mean)
        assert both.standard_error[k] == pytest.approx(alone.standard_error)


def test_a_model_sees_only_its_training_rows():
    X, y = data()
    seen = []

    def spy(X_train, y_train):
        seen.append(y_train)
        return lambda X_new: np.zeros(len(X_new))

    folds = k_fold(len(y), n_folds=3, rng=np.random.default_rng(0))
    cross_validate(spy, X, y, folds)
    for fold, rows in zip(folds, seen, strict=True):
        np.testing.assert_array_equal(rows, y[fold.train])


def test_the_mean_loss_by_hand():
    X, y = np.array([[0.0], [1.0], [4.0]]), np.array([1.0, 1.0, 1.0])
    assert mean_loss(lambda X: X[:, 0], X, y) == pytest.approx(10 / 3)
    assert mean_loss(lambda X: X[:, 0], X, y, loss=absolute) == pytest.approx(4 / 3)
    two = mean_loss(lambda X: np.hstack([X, -X]), X, y, loss=absolute)
    np.testing.assert_allclose(two, [4 / 3, 8 / 3])
    with pytest.raises(ValueError, match=r"prediction must have 3 rows, got shape \(1,\)"):
        mean_loss(lambda X: X[0], X, y)


@given(st.lists(st.floats(0, 10), min_size=1, max_size=8), st.floats(0, 5))
def test_the_rule_takes_the_first_within_reach(means, se):
    means = np.array(means)
    result = CrossValidation(np.vstack([means, means]), means, np.full(len(means), se))
    chosen = one_standard_error(result)
    assert means[chosen] <= means.min() + se
    assert (means[:chosen] > means.min() + se).all()


def test_the_standard_error_is_that_of_the_best_model():
    means, se = np.array([5.0, 4.0, 3.0]), np.array([9.0, 9.0, 0.5])
    assert one_standard_error(CrossValidation(np.vstack([means, means]), means, se)) == 2


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"X": np.ones((3, 1))}, ValueError, "X has 3 and y has 30"),
        ({"y": np.full(30, np.nan)}, ValueError, "y must be finite"),
        ({"fit": 3}, TypeError, "fit must be a function"),
        ({"folds": []}, ValueError, "at least two folds, got 0"),
        ({"folds": [Split(np.arange(9), np.array([30]))] * 2}, ValueError, "rows from 0 to 29"),
        ({"folds": [Split(np.arange(9), np.array([-1]))] * 2}, ValueError, "test must hold rows"),
        ({"folds": [Split(np.array([]), np.array([1]))] * 2}, ValueError, "train must hold rows"),
        ({"folds": [Split(np.arange(9), np.array([8]))] * 2}, ValueError, "share rows, got 8"),
        ({"folds": [Split(np.arange(9), np.array([9.0]))] * 2}, ValueError, "test must hold rows"),
        (
            {"folds": [(np.arange(30) > 3, np.arange(30) < 3)] * 2},
            ValueError,
            "train must hold row",
        ),
        ({"folds": [Split(np.arange(9), np.array([[9]]))] * 2}, ValueError, "test must hold rows"),
        ({"folds": 5}, TypeError, "folds must be pairs of row numbers"),
        ({"folds": [1, 2]}, TypeError, "folds must be pairs of row numbers"),
        ({"folds": [([0], [1], [2])] * 2}, TypeError, "folds must be pairs of row numbers"),
        (
            {"loss": lambda y, f: y * np.nan},
            ValueError,
            "loss must be finite on every fold, got nan",
        ),
        (
            {"fit": lambda X, y: lambda Z: np.empty((15, 0))},
            ValueError,
            "prediction must have a column for each model",
        ),
        ({"fit": lambda X, y: lambda Z: np.zeros(2)}, ValueError, "prediction must have 15 rows"),
        ({"fit": lambda X, y: lambda Z: 1.0}, ValueError, "prediction must have 15 rows"),
    ],
)
def test_refusals(changes, error, message):
    X, y = data()
    given = {"fit": least_squares, "X": X, "y": y, "folds": block_folds(30, n_folds=2)}
    with pytest.raises(error, match=message):
        cross_validate(**given | changes)


def test_one_model_is_no_choice():
    result = cross_validate(least_squares, *data(), block_folds(30, n_folds=2))
    with pytest.raises(ValueError, match="mean must be a vector"):
        one_standard_error(result)
