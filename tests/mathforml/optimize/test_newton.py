"""Newton's method: one step on quadratics, squared errors elsewhere, and SciPy's minimum."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.iteration import DivergenceError, column, last, take, until
from mathforml.optimize.newton import newton, rule
from mathforml.optimize.objectives import mean_squared_error
from support.quadratic import quadratic

cubic = (  # the minimum is the square root of 2
    lambda t: t[0] ** 3 / 3 - 2 * t[0],
    lambda t: t**2 - 2,
    lambda t: 2 * t[:, None],
)


def test_against_exact_fractions():
    """For the cubic, Newton's step is Heron's: theta <- (theta + 2 / theta) / 2."""
    theta = Fraction(2)
    for step in take(newton(*cubic, [2.0]), 6):
        assert step.theta[0] == pytest.approx(float(theta), rel=1e-15)
        theta = (theta + 2 / theta) / 2


def test_errors_are_squared():
    """For the cubic, the next error is exactly error^2 / (2 theta)."""
    theta = column(take(newton(*cubic, [2.0]), 4), "theta")[:, 0]
    error = theta - np.sqrt(2)
    np.testing.assert_allclose(error[1:], error[:-1] ** 2 / (2 * theta[:-1]), rtol=1e-6)


@given(
    arrays(float, (3, 3), elements=st.floats(-5, 5)), arrays(float, 3, elements=st.floats(-5, 5))
)
def test_a_quadratic_takes_one_step(M, b):
    A = M @ M.T + np.eye(3)
    start, end = take(newton(*quadratic(A, b), np.full(3, 10.0)), 2)
    assert (start.step, end.step) == (0, 1)
    np.testing.assert_allclose(A @ end.theta, b, atol=1e-9 * (1 + np.abs(A).max()))


def test_least_squares_in_one_step_also_with_uneven_units():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(50, 3)) * [1e-6, 1.0, 1e6]
    y = rng.normal(size=50)
    end = take(newton(*mean_squared_error(X, y), np.zeros(3)), 2)[1]
    np.testing.assert_allclose(end.theta, np.linalg.lstsq(X, y, rcond=None)[0], rtol=1e-8)


def test_finds_the_minimum_of_scipy():
    rng = np.random.default_rng(0)
    X, sign = rng.normal(size=(60, 3)), rng.choice([-1.0, 1.0], 60)

    def loss(theta):
        return np.logaddexp(0, -sign * (X @ theta)).mean() + theta @ theta / 20

    def grad(theta):
        return -X.T @ (sign / (1 + np.exp(sign * (X @ theta)))) / 60 + theta / 10

    def hess(theta):
        p = 1 / (1 + np.exp(-X @ theta))
        return X.T @ ((p * (1 - p))[:, None] * X) / 60 + np.eye(3) / 10

    best = scipy.optimize.minimize(loss, np.zeros(3), jac=grad, method="BFGS", tol=1e-10)
    found = last(until(newton(loss, grad, hess, np.zeros(3)), tol=1e-12, max_steps=8))
    np.testing.assert_allclose(found.theta, best.x, atol=1e-8)


@pytest.mark.parametrize(
    ("A", "smallest"),
    [([[1.0, 0.0], [0.0, -3.0]], "-3"), ([[0.0]], "0"), ([[1.0, 2.0], [2.0, 1.0]], "-1")],
)
def test_refuses_a_hessian_without_a_minimum(A, smallest):
    walk = newton(*quadratic(A), np.ones(len(A)))
    assert next(walk).step == 0
    message = rf"Hessian at step 0 must be positive definite.* eigenvalue is {smallest}\b"
    with pytest.raises(ValueError, match=message):
        next(walk)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("units", [[1, 1, 1], [1e-3, 1, 1e4]])
def test_refuses_dependent_columns(seed, units):
    """The sum of two columns adds nothing; rounding must not hide it."""
    X = np.random.default_rng(seed).normal(size=(30, 2)) * units[:2]
    X = np.column_stack([X, units[2] * X.sum(axis=1)])
    with pytest.raises(ValueError, match="Hessian at step 0 must be positive definite"):
        take(newton(*mean_squared_error(X, np.ones(30)), np.zeros(3)), 2)


def test_the_step_of_the_error_is_named():
    """For -cos theta, the step from 1.4 to 1.4 - tan 1.4 = -4.4 ends on a hill."""
    hills = lambda t: -np.cos(t[0]), np.sin, lambda t: np.diag(np.cos(t))
    assert take(newton(*hills, [1.4]), 2)[1].theta[0] == pytest.approx(1.4 - np.tan(1.4))
    with pytest.raises(ValueError, match="Hessian at step 1 must be positive definite"):
        take(newton(*hills, [1.4]), 3)


@pytest.mark.parametrize(
    ("hess", "error", "message"),
    [
        (lambda t: np.eye(3), ValueError, r"hess\(theta\) must have shape \(2, 2\), got \(3, 3\)"),
        (lambda t: np.ones(2), ValueError, r"hess\(theta\) must have shape \(2, 2\), got \(2,\)"),
        (lambda t: [[1, 2], [0, 1]], ValueError, "Hessian at step 0 must be symmetric"),
        (lambda t: np.full((2, 2), np.nan), ValueError, "Hessian at step 0 must be finite"),
        (lambda t: None, TypeError, r"hess\(theta\) must hold real numbers, got None"),
        (None, TypeError, "hess must be a function"),
    ],
)
def test_refusals(hess, error, message):
    bowl = quadratic(np.eye(2))
    with pytest.raises(error, match=message):
        take(newton(bowl.loss, bowl.grad, hess, np.ones(2)), 2)


def test_divergence_is_named():
    """For exp theta - theta, the step from -10 is 22,000 long."""
    walk = newton(
        lambda t: np.exp(t[0]) - t[0],
        lambda t: np.exp(t) - 1,
        lambda t: np.exp(t)[:, None],
        [-10.0],
    )
    message = "at step 1 the loss is inf .* try a start closer to the minimum"
    with pytest.raises(DivergenceError, match=message):
        take(walk, 2)


def test_the_rule_alone_solves_for_the_direction():
    direction = rule(np.array([2.0, 6.0]), [[2.0, 0.0], [0.0, 3.0]])
    np.testing.assert_allclose(direction, [1.0, 2.0], rtol=1e-15)
    with pytest.raises(ValueError, match="mine must be positive definite"):
        rule(np.ones(1), [[-1.0]], name="mine")
