"""The classifier of logistic regression: scikit-learn's numbers, names and checks."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.linear_model
from mathforml.estimators.logistic_regression import LogisticRegression
from mathforml.iteration import ConvergenceWarning
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator


@pytest.fixture(scope="module")
def patients():
    X, y = load_breast_cancer(return_X_y=True)
    return StandardScaler().fit_transform(X), y


@pytest.mark.parametrize("C", [1e-4, 1.0, 100.0])
def test_against_scikit_learn(patients, C):
    X, y = patients
    ours = LogisticRegression(C=C, tol=1e-12).fit(X, y)
    other = sklearn.linear_model.LogisticRegression(C=C, tol=1e-12, solver="newton-cholesky")
    other.fit(X, y)
    np.testing.assert_allclose(ours.coef_, other.coef_, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(ours.intercept_, other.intercept_, rtol=1e-6)
    np.testing.assert_allclose(ours.predict_proba(X), other.predict_proba(X), atol=1e-9)
    np.testing.assert_allclose(ours.decision_function(X), other.decision_function(X), rtol=1e-5)
    np.testing.assert_array_equal(ours.predict(X), other.predict(X))


def test_the_default_tolerance_is_close_enough(patients):
    X, y = patients
    loose, tight = LogisticRegression().fit(X, y), LogisticRegression(tol=1e-14).fit(X, y)
    np.testing.assert_allclose(loose.coef_, tight.coef_, atol=1e-5)
    assert loose.n_iter_ < tight.n_iter_ < 15


def test_no_penalty(patients):
    X, y = patients
    X = X[:, :1]
    ours = LogisticRegression(C=np.inf, tol=1e-12).fit(X, y)
    almost = sklearn.linear_model.LogisticRegression(C=1e12, tol=1e-12, solver="newton-cholesky")
    np.testing.assert_allclose(ours.coef_, almost.fit(X, y).coef_, rtol=1e-6)


def test_the_units_of_the_features_do_not_matter(patients):
    """In their own units, from 1e-3 to 1e3, a quasi-Newton method needs thousands of steps."""
    X, y = load_breast_cancer(return_X_y=True)
    assert LogisticRegression().fit(X, y).n_iter_ < 15


def test_probabilities_keep_their_digits_at_both_ends():
    model = LogisticRegression(C=1e3).fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1])
    probabilities = model.predict_proba([[-10.0], [13.0]])
    np.testing.assert_allclose(probabilities[0], probabilities[1, ::-1], rtol=1e-6)
    assert 0 < probabilities[0, 1] < 1e-18


def test_classes_may_have_names():
    model = LogisticRegression().fit([[0.0], [1.0], [2.0]], ["ill", "ill", "well"])
    np.testing.assert_array_equal(model.classes_, ["ill", "well"])
    np.testing.assert_array_equal(model.predict([[-9.0], [9.0]]), ["ill", "well"])


def test_too_few_steps_warn(patients):
    message = "not converged: after 3 steps gap is .* above tol=1e-06"
    with pytest.warns(ConvergenceWarning, match=message):
        assert LogisticRegression(max_iter=2).fit(*patients).n_iter_ == 2


@pytest.mark.parametrize(
    ("y", "message"),
    [
        ([0, 1, 2], "Only binary classification is supported.* multiclass, with 3 classes"),
        ([1, 1, 1], "y must hold two classes, got one class, 1"),
        ([0.1, 0.2, 0.7], "Unknown label type: continuous"),
    ],
)
def test_targets_that_are_not_two_classes(y, message):
    with pytest.raises(ValueError, match=message):
        LogisticRegression().fit([[0.0], [1.0], [2.0]], y)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"C": 0.0}, ValueError, "C must be positive and finite, got 0"),
        ({"C": -1.0}, ValueError, "C must be positive and finite, got -1"),
        ({"C": np.nan}, ValueError, "C must be positive and finite, got nan"),
        ({"C": None}, TypeError, "C must hold real numbers, got None"),
        ({"C": "1"}, TypeError, "C must hold real numbers, got '1'"),
        ({"tol": -1.0}, ValueError, "tol must be at least 0"),
        ({"max_iter": 0}, ValueError, "max_iter must be at least 1"),
        ({"C": np.inf}, ValueError, "separates the classes of y"),
    ],
)
def test_settings_that_are_refused(options, error, message):
    with pytest.raises(error, match=message):
        LogisticRegression(**options).fit([[0.0], [1.0], [2.0]], [0, 0, 1])


def test_it_is_an_estimator_of_scikit_learn():
    check_estimator(LogisticRegression(), expected_failed_checks={}, on_skip=None)
