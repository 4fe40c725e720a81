"""What a loss and its derivatives return is checked, and leaves nothing behind."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.iteration import DivergenceError
from mathforml.optimize._evaluate import evaluate, gradient_at, hessian_at, loss_at

theta = np.array([3.0, 4.0])


def test_by_hand():
    here = evaluate(lambda t: t @ t / 2, lambda t: t, theta, step=0)
    assert (here.loss, here.grad_norm) == (12.5, 5.0)
    np.testing.assert_array_equal(here.grad, theta)


@given(arrays(float, 4, elements=st.floats(-1e3, 1e3)), st.sampled_from([1e-200, 1.0, 1e200]))
def test_norm_of_tiny_and_huge_gradients(gradient, size):
    here = evaluate(lambda t: 0.0, lambda t: gradient * size, np.zeros(4), step=0)
    expected = math.sqrt(sum(g * g for g in gradient.tolist())) * size
    assert here.grad_norm == pytest.approx(expected, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize(
    ("value", "gradient"),
    [(np.inf, 1.0), (-np.inf, 1.0), (np.nan, 1.0), (1.0, np.inf), (1.0, np.nan), (1.0, 1.7e308)],
)
def test_what_is_not_finite_ends_the_walk(value, gradient):
    def at(step, eta=None):
        evaluate(lambda t: value, lambda t: np.full(2, gradient), theta, step=step, eta=eta)

    with pytest.raises(DivergenceError, match=r"at step 0 .*: theta0 must be a point where both"):
        at(0)
    with pytest.raises(DivergenceError, match=r"at step 7 .*: try a start closer to the minimum"):
        at(7)
    with pytest.raises(DivergenceError, match=r"at step 7 .*: the step size eta=6 is too large"):
        at(7, eta=lambda step: step)


def test_a_gradient_too_long_to_be_squared_has_a_length():
    here = evaluate(lambda t: 0.0, lambda t: np.array([3e200, 4e200]), theta, step=3)
    assert here.grad_norm == pytest.approx(5e200, rel=1e-15)


def test_infinite_parameters_end_the_walk_even_if_the_loss_is_bounded():
    with pytest.raises(DivergenceError, match="at step 2"):
        evaluate(lambda t: 0.0, lambda t: np.zeros(1), np.array([np.inf]), step=2)


def test_overflow_is_silent_in_numpy_and_in_python():
    huge = np.array([1e200])
    assert loss_at(lambda t: t @ t, huge) == np.inf
    assert loss_at(lambda t: t[0] ** 2, huge) == np.inf
    assert loss_at(lambda t: float(t[0]) ** 2, huge) == np.inf
    assert gradient_at(lambda t: [math.exp(t[0])], huge) == [np.inf]


def test_other_warnings_of_the_loss_are_heard():
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        loss_at(lambda t: np.log(t[0]), np.zeros(1))


def test_a_function_that_writes_into_theta_moves_nothing():
    def careless(theta):
        theta *= 0
        return 1.0

    loss_at(careless, theta)
    np.testing.assert_array_equal(theta, [3.0, 4.0])


@pytest.mark.parametrize(
    ("value", "shape"), [(np.ones((2, 1)), r"\(2, 1\)"), (1.0, r"\(\)"), (np.ones(3), r"\(3,\)")]
)
def test_gradient_has_the_shape_of_theta(value, shape):
    with pytest.raises(ValueError, match=rf"shape of theta, \(2,\), got {shape}"):
        gradient_at(lambda t: value, theta)


def test_hessian_is_square():
    np.testing.assert_array_equal(hessian_at(lambda t: np.eye(2), theta), np.eye(2))
    with pytest.raises(ValueError, match=r"must have shape \(2, 2\), got \(2,\)"):
        hessian_at(lambda t: np.ones(2), theta)


@pytest.mark.parametrize("value", [None, "1", 1j])
def test_results_are_numbers(value):
    with pytest.raises(TypeError, match=r"loss\(theta\) must hold real numbers"):
        loss_at(lambda t: value, theta)
