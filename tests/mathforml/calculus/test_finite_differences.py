"""Difference quotients against closed forms, SciPy, and the theory of their errors, the V."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.differentiate
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.calculus.finite_differences import (
    EPS,
    best_step,
    central_difference,
    difference_error,
    forward_difference,
    numerical_gradient,
    numerical_jacobian,
)
from mathforml.optimize.objectives import mean_squared_error
from support.quadratic import quadratic

numbers = st.floats(-10, 10)
ORDERS = [(1, forward_difference), (2, central_difference)]
BOTH = pytest.mark.parametrize("difference", [forward_difference, central_difference])


def test_by_hand():
    assert forward_difference(lambda x: x**2, 3.0, h=0.25) == 6.25  # 6 + h
    assert central_difference(lambda x: x**2, 3.0, h=0.25) == 6.0  # no third derivative
    assert central_difference(lambda x: x**3, 1.0, h=0.5) == 3.25  # 3 + h^2
    assert forward_difference(np.abs, 0.0) == 1
    assert central_difference(np.abs, 0.0) == 0


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (np.exp, np.exp),
        (np.sin, np.cos),
        (np.log, np.reciprocal),
        (np.sqrt, lambda x: x**-0.5 / 2),
    ],
)
@pytest.mark.parametrize("x", [0.5, 1.0, 20.0])
def test_default_steps_reach_what_theory_promises(f, slope, x):
    scale = max(abs(f(x)), abs(slope(x)))
    assert forward_difference(f, x) == pytest.approx(slope(x), abs=2e-7 * scale)
    assert central_difference(f, x) == pytest.approx(slope(x), abs=1e-8 * scale)
    assert central_difference(f, x) == pytest.approx(
        scipy.differentiate.derivative(f, x, initial_step=0.1).df, abs=1e-8 * scale
    )


@pytest.mark.parametrize("x", [1e-300, 1e8, -1e200])
def test_steps_follow_the_size_of_x(x):
    assert forward_difference(lambda t: 3 * t, x) == pytest.approx(3, rel=1e-6)
    assert central_difference(lambda t: 3 * t, x) == pytest.approx(3, rel=1e-9)


@BOTH
@pytest.mark.parametrize("h", [1e-5, 1e-10, 1e-15])
def test_the_quotient_is_for_the_steps_that_the_machine_takes(difference, h):
    """0.7 + h is rounded, so that the points are not h apart."""
    assert difference(lambda x: x, 0.7, h=h) == 1


@BOTH
@given(numbers, numbers, numbers)
def test_linear_in_f(difference, a, b, x):
    combined = difference(lambda t: a * t**2 + b * np.sin(t), x, h=2**-10)
    parts = difference(lambda t: t**2, x, h=2**-10), difference(np.sin, x, h=2**-10)
    assert combined == pytest.approx(a * parts[0] + b * parts[1], rel=1e-9, abs=1e-9)


@given(st.floats(-3, 3))
def test_product_and_chain_rule(x):
    f, g = np.sin, np.exp
    df, dg = central_difference(f, x), central_difference(g, x)
    product = central_difference(lambda t: f(t) * g(t), x)
    assert product == pytest.approx(df * g(x) + f(x) * dg, abs=1e-7)
    chain = central_difference(lambda t: f(g(t)), x)
    assert chain == pytest.approx(central_difference(f, g(x)) * dg, rel=1e-6, abs=1e-6)


@given(arrays(float, 3, elements=numbers), arrays(float, (3, 3), elements=numbers))
def test_gradient_and_hessian_of_a_quadratic(theta, M):
    bowl = quadratic(M + M.T)
    scale = 1 + abs(M).max() * (1 + abs(theta).max()) ** 2
    np.testing.assert_allclose(
        numerical_gradient(bowl.loss, theta), bowl.grad(theta), atol=1e-8 * scale
    )
    np.testing.assert_allclose(
        numerical_jacobian(bowl.grad, theta), bowl.hess(theta), atol=1e-8 * scale
    )


def test_gradient_against_scipy():
    rng = np.random.default_rng(0)
    X, y, theta = rng.normal(size=(30, 4)), rng.normal(size=30), rng.normal(size=4)
    loss, grad, _ = mean_squared_error(X, y)
    ours = numerical_gradient(loss, theta)
    np.testing.assert_allclose(ours, grad(theta), rtol=1e-8)
    np.testing.assert_allclose(ours, scipy.optimize.approx_fprime(theta, loss), rtol=1e-5)


def test_jacobian_of_a_map():
    A = np.arange(6.0).reshape(2, 3)
    np.testing.assert_allclose(numerical_jacobian(lambda t: A @ t, np.ones(3)), A, atol=1e-9)
    assert numerical_jacobian(lambda t: t[0], [1.0, 2.0]).shape == (2,)
    assert numerical_jacobian(lambda t: t, 5.0).shape == (1, 1)


def test_the_caller_s_array_is_left_alone():
    theta = np.array([1.0, 2.0])

    def writes(t):
        t[:] = 0
        return 1.0

    np.testing.assert_array_equal(numerical_gradient(writes, theta), [0, 0])
    np.testing.assert_array_equal(theta, [1, 2])


@BOTH
def test_refusals(difference):
    with pytest.raises(ValueError, match="h must be large enough to change x = 1, got 1e-17"):
        difference(np.exp, 1.0, h=1e-17)
    with pytest.raises(ValueError, match="h must be positive"):
        difference(np.exp, 1.0, h=0)
    with pytest.raises(ValueError, match="x must be finite"):
        difference(np.exp, np.inf)
    with pytest.raises(ValueError, match=r"x must be one number, got an array of shape \(1,\)"):
        difference(np.exp, [1.0])
    with pytest.raises(ValueError, match=r"f\(.*\) must be finite, got nan"):
        difference(lambda x: np.nan, 1.0)
    with pytest.raises(TypeError, match="f must be a function"):
        difference(3.0, 1.0)


def test_gradient_refusals():
    with pytest.raises(ValueError, match="theta must not be empty"):
        numerical_gradient(np.sum, [])
    with pytest.raises(ValueError, match=r"loss\(theta\) must be one number"):
        numerical_gradient(lambda t: t, [1.0, 2.0])
    with pytest.raises(ValueError, match="f must be finite around theta"):
        numerical_gradient(lambda t: np.inf if t[0] > 1 else 0.0, [1.0])
    with pytest.raises(ValueError, match="h must be positive"):
        numerical_jacobian(lambda t: t, [1.0], h=-1)


def test_error_and_best_step_by_hand():
    error = difference_error(0.5, value=8.0, derivative=-3.0, order=2)
    assert error == 3 * 0.25 / 6 + EPS * 8  # f''' h^2 / 6 + eps f / (2 h)
    assert best_step(value=1.0, derivative=-2.0, order=1) == pytest.approx(np.sqrt(EPS))
    assert best_step(value=2.0, derivative=3.0, order=2) == pytest.approx(np.cbrt(EPS))


@given(st.floats(1e-6, 1e6), st.floats(1e-6, 1e6), st.sampled_from([1, 2]))
def test_the_best_step_against_a_search(value, derivative, order):
    found = scipy.optimize.minimize_scalar(
        lambda log_h: np.log(
            difference_error(np.exp(log_h), value=value, derivative=derivative, order=order)
        ),
        bounds=(-40, 5),
        method="bounded",
        options={"xatol": 1e-7},
    )
    h = best_step(value=value, derivative=derivative, order=order)
    assert np.log(h) == pytest.approx(found.x, abs=1e-4)


@pytest.mark.parametrize(("order", "difference"), ORDERS)
@pytest.mark.parametrize("x", [-1.0, 0.3, 1.0, 2.0])
def test_measured_errors_of_exp_stay_below_and_truncation_is_met(order, difference, x):
    at = {"value": np.exp(x), "derivative": np.exp(x), "order": order}
    hs = 10.0 ** -np.arange(1, 14, 0.25)
    errors = np.array([abs(difference(np.exp, x, h=h) - np.exp(x)) for h in hs])
    bounds = np.array([difference_error(h, **at) for h in hs])
    assert (errors < 1.2 * bounds).all()
    long = hs > 30 * best_step(**at)
    np.testing.assert_allclose(errors[long], bounds[long], rtol=0.12)
    # the lowest measured error lies where theory puts it, within a factor of the jitter
    assert 0.02 < hs[errors.argmin()] / best_step(**at) < 50


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"h": 0}, "h must be positive"),
        ({"value": np.nan}, "value must be finite"),
        ({"order": 3}, r"order must be 1 \(forward\) or 2 \(central\), got 3"),
        ({"order": 0}, "order must be at least 1"),
    ],
)
def test_error_refusals(arguments, message):
    given = {"h": 0.1, "value": 1.0, "derivative": 1.0, "order": 1, **arguments}
    with pytest.raises(ValueError, match=message):
        difference_error(given.pop("h"), **given)


def test_no_best_step_without_two_errors_to_balance():
    with pytest.raises(ValueError, match="the size of derivative must be positive"):
        best_step(value=1.0, derivative=0.0, order=1)
    with pytest.raises(ValueError, match="the size of value must be positive"):
        best_step(value=0.0, derivative=1.0, order=1)
