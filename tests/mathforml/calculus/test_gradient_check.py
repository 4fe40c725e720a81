"""The gradient check finds wrong components, and accepts right ones however small."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from mathforml.calculus.gradient_check import check_gradient
from mathforml.optimize.objectives import mean_squared_error
from mathforml.supervised.logistic import log_loss, sigmoid


def problem(p=4, seed=0):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(40, p)) * np.logspace(0, 2, p), rng.normal(size=40)
    return mean_squared_error(X, y), rng.normal(size=p)


def test_by_hand():
    check = check_gradient(lambda t: t[0] ** 2 + t[1], lambda t: [3 * t[0], 1.0], [2.0, 5.0])
    np.testing.assert_array_equal(check.wrong, [0])
    np.testing.assert_array_equal(check.given, [6, 1])
    np.testing.assert_allclose(check.numerical, [4, 1], rtol=1e-9)
    np.testing.assert_allclose(check.error, [1 / 3, 0], atol=1e-9)


@given(st.integers(0, 1000))
def test_a_right_gradient_passes(seed):
    objective, theta = problem(seed=seed)
    check = check_gradient(objective.loss, objective.grad, theta)
    assert not check.wrong.size
    norm = scipy.optimize.check_grad(objective.loss, objective.grad, theta)
    assert norm < 1e-4 * np.linalg.norm(check.given)


@given(st.integers(0, 1000), st.sets(st.integers(0, 3)), st.sampled_from([-1, 0, 0.5, 1.001]))
def test_exactly_the_wrong_components_are_found(seed, wrong, factor):
    objective, theta = problem(seed=seed)
    factors = np.where([k in wrong for k in range(4)], factor, 1)
    check = check_gradient(objective.loss, lambda t: factors * objective.grad(t), theta)
    np.testing.assert_array_equal(check.wrong, sorted(wrong))


def test_at_the_minimum_rounding_is_not_taken_for_a_mistake():
    objective, _ = problem()
    X = np.random.default_rng(1).normal(size=(50, 3))
    y = X @ [1, 2, 3] + 1000 + np.random.default_rng(2).normal(size=50)
    objective = mean_squared_error(X, y)
    best = np.linalg.lstsq(X, y)[0]
    assert not check_gradient(objective.loss, objective.grad, best).wrong.size


def test_a_forgotten_penalty_is_found():
    rng = np.random.default_rng(0)
    X, y, w = rng.normal(size=(60, 3)), rng.integers(0, 2, 60), np.array([0.5, 0.0, -2.0])

    def loss(w):
        return log_loss(y, X @ w).mean() + 0.05 * w @ w

    def forgetful(w):
        return X.T @ (sigmoid(X @ w) - y) / 60

    # the penalty of a weight that is 0 has no slope: theta must have no zeros
    np.testing.assert_array_equal(check_gradient(loss, forgetful, w).wrong, [0, 2])
    assert not check_gradient(loss, lambda w: forgetful(w) + 0.1 * w, w).wrong.size


def test_functions_that_write_into_theta_do_no_harm():
    theta = np.ones(2)

    def writes(t):
        t *= 2
        return t.copy()

    check = check_gradient(lambda t: t @ t, writes, theta)
    np.testing.assert_array_equal(theta, 1)
    assert not check.wrong.size


@pytest.mark.parametrize(
    ("loss", "grad", "theta", "error", "message"),
    [
        (1.0, np.sin, [1.0], TypeError, "loss must be a function"),
        (np.sum, 1.0, [1.0], TypeError, "grad must be a function"),
        (np.sum, np.sin, [], ValueError, "theta must not be empty"),
        (np.sum, lambda t: t[:1], [1.0, 2.0], ValueError, r"shape of theta, \(2,\), got shape"),
        (np.sum, lambda t: t * np.nan, [1.0], ValueError, "with 0 finite numbers"),
        (lambda t: t, np.cos, [1.0, 2.0], ValueError, r"loss\(theta\) must be one number"),
    ],
)
def test_refusals(loss, grad, theta, error, message):
    with pytest.raises(error, match=message):
        check_gradient(loss, grad, theta)
