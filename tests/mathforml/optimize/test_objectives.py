"""Objectives against scikit-learn, exact arithmetic and the complex-step derivative."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.optimize.objectives import (
    mean_squared_error,
    mse_grad,
    mse_hess,
    mse_loss,
)
from support.quadratic import quadratic

numbers = st.floats(-100, 100)
data = st.tuples(st.integers(1, 8), st.integers(1, 4)).flatmap(
    lambda shape: st.tuples(
        arrays(float, shape[1], elements=numbers),
        arrays(float, shape, elements=numbers),
        arrays(float, shape[0], elements=numbers),
    )
)


def complex_step(f, theta, h=1e-20):
    """Derivative Im f(theta + i h e_k) / h: no difference is taken, so no digits are lost."""
    return np.array([f(theta + 1j * h * e).imag / h for e in np.eye(theta.size)])


def test_by_hand():
    theta, X, y = [1.0, -1.0], [[1.0, 2.0], [0.0, 1.0]], [0.0, 1.0]  # residuals -1 and -2
    assert mse_loss(theta, X, y) == 2.5
    np.testing.assert_array_equal(mse_grad(theta, X, y), [-1.0, -4.0])
    np.testing.assert_array_equal(mse_hess(theta, X, y), [[1.0, 2.0], [2.0, 5.0]])


@given(data)
def test_loss_against_scikit_learn(data):
    theta, X, y = data
    expected = sklearn.metrics.mean_squared_error(y, X @ theta)
    assert mse_loss(theta, X, y) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(data)
def test_gradient_against_complex_step(data):
    theta, X, y = data
    expected = complex_step(lambda t: np.mean((X @ t - y) ** 2), theta)
    np.testing.assert_allclose(mse_grad(theta, X, y), expected, rtol=1e-9, atol=1e-6)


@given(data)
def test_hessian_is_the_derivative_of_the_gradient(data):
    theta, X, y = data
    n = len(y)
    expected = [complex_step(lambda t, x=x: 2 / n * x @ (X @ t - y), theta) for x in X.T]
    H = mse_hess(theta, X, y)
    np.testing.assert_allclose(H, expected, rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(H, H.T)


def test_against_exact_fractions():
    theta, X, y = [3, -2], [[1, 2], [3, 4], [5, 7]], [1, 1, 2]
    residuals = [Fraction(a * theta[0] + b * theta[1] - t) for (a, b), t in zip(X, y, strict=True)]
    grad = [
        Fraction(2, 3) * sum(row[k] * r for row, r in zip(X, residuals, strict=True))
        for k in (0, 1)
    ]
    assert mse_loss(theta, X, y) == pytest.approx(
        float(sum(r * r for r in residuals) / 3), rel=1e-15
    )
    np.testing.assert_allclose(mse_grad(theta, X, y), [float(g) for g in grad], rtol=1e-15)


def test_gradient_vanishes_at_the_least_squares_solution():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(50, 4)), rng.normal(size=50)
    best = np.linalg.lstsq(X, y)[0]
    assert np.abs(mse_grad(best, X, y)).max() < 1e-14


@given(data)
def test_data_filled_in_gives_the_same_numbers(data):
    theta, X, y = data
    objective = mean_squared_error(X, y)
    assert objective.loss(theta) == mse_loss(theta, X, y)
    np.testing.assert_array_equal(objective.grad(theta), mse_grad(theta, X, y))
    np.testing.assert_array_equal(objective.hess(theta), mse_hess(theta, X, y))


def test_mean_squared_error_is_a_quadratic():
    rng = np.random.default_rng(1)
    X, y, theta = rng.normal(size=(20, 3)), rng.normal(size=20), rng.normal(size=3)
    mse, same = mean_squared_error(X, y), quadratic(2 / 20 * X.T @ X, 2 / 20 * X.T @ y)
    np.testing.assert_allclose(mse.grad(theta), same.grad(theta), rtol=1e-12)
    assert mse.loss(theta) - mse.loss(0 * theta) == pytest.approx(same.loss(theta))


def test_objectives_do_not_change_with_the_caller_s_arrays():
    X, y = np.ones((3, 2)), np.ones(3)
    mse = mean_squared_error(X, y)
    before = mse.loss([1.0, 2.0])
    X *= 5
    y *= 3
    assert mse.loss([1.0, 2.0]) == before


@pytest.mark.parametrize("function", [mse_loss, mse_grad, mse_hess])
@pytest.mark.parametrize(
    ("theta", "X", "y", "error", "message"),
    [
        ([1, 2], [[1.0], [2.0]], [1, 2], ValueError, r"theta must have shape \(1,\).*\(2,\)"),
        ([[1]], [[1.0], [2.0]], [1, 2], ValueError, r"theta must have shape \(1,\).*\(1, 1\)"),
        ([1], [[1.0], [2.0]], [[1], [2]], ValueError, r"y must be a vector .*\(2, 1\)"),
        ([1], [1.0, 2.0], [1, 2], ValueError, r"X must be a matrix .*\(2,\)"),
        ([1], [[1.0], [2.0]], [1, 2, 3], ValueError, "X has 2 and y has 3"),
        ([1], [[1.0], [np.nan]], [1, 2], ValueError, "X must be finite"),
        ([1], np.ones((0, 1)), [], ValueError, "X must not be empty"),
        ([1], [["a"]], [1], TypeError, "X must hold real numbers"),
    ],
)
def test_refusals(function, theta, X, y, error, message):
    with pytest.raises(error, match=message):
        function(theta, X, y)
    with pytest.raises(error, match=message):
        mean_squared_error(X, y).loss(theta)


def test_infinite_parameters_give_an_infinite_loss():
    with np.errstate(over="ignore"):
        assert mse_loss([1e200], [[1.0]], [0.0]) == np.inf
