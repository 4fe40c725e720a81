"""AMSGrad against a hand calculation, Adam, PyTorch, and the problem on which Adam fails."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import DivergenceError, column, last, take, until
from mathforml.optimize.adam import adam
from mathforml.optimize.amsgrad import amsgrad
from mathforml.optimize.surfaces import himmelblau, rosenbrock
from scipy.optimize import minimize


def given_gradients(gradients, method=amsgrad, **settings):
    """The walk on a loss whose gradient is what comes next."""
    batches = [(np.atleast_1d(g),) for g in gradients]
    start = np.zeros(len(batches[0][0]))
    return method(lambda t, g: 0.0, lambda t, g: g, start, batches=batches, **settings)


def test_by_hand():
    """beta1 = 0, beta2 = 1/2: mean squares 8, 4, 2, of which 8 stays the largest."""
    walk = given_gradients([4.0, 0.0, 0.0, 0.0], eta=1.0, beta1=0.0, beta2=0.5)
    assert column(walk, "memory.largest")[:, 0].tolist() == [0.0, 8.0, 8.0, 8.0]


@given(st.integers(0, 50))
def test_it_is_adam_as_long_as_the_gradients_grow(seed):
    gradients = np.cumsum(np.random.default_rng(seed).uniform(0.1, 1, size=(20, 2)), axis=0)
    one, two = (
        column(given_gradients(gradients, method, eta=0.1), "theta") for method in (amsgrad, adam)
    )
    np.testing.assert_array_equal(one, two)


@given(st.integers(0, 50))
def test_the_largest_never_falls(seed):
    gradients = np.random.default_rng(seed).standard_cauchy(size=(100, 2))
    largest = column(given_gradients(gradients, eta=0.1, beta2=0.9), "memory.largest")
    assert (np.diff(largest, axis=0) >= 0).all()


def test_it_converges_where_adam_does_not():
    """Theorem 1 of Reddi, Kale and Kumar: loss 3 theta once, then -theta twice, on [-1, 1].

    The sum over a period is theta, so theta should go down. With beta1 = 0 and beta2 = 1 / 10
    (theirs is 1 / (1 + C^2) for C = 3) Adam goes up.
    """
    cycle = [3.0, -1.0, -1.0] * 300
    settings = {"eta": 0.01, "beta1": 0.0, "beta2": 0.1}
    up = last(given_gradients(cycle, adam, **settings)).theta[0]
    down = last(given_gradients(cycle, amsgrad, **settings)).theta[0]
    assert down < -0.5
    assert up > 0.5


def test_the_minimum_is_that_of_scipy():
    surface = himmelblau()
    walk = amsgrad(surface.loss, surface.grad, [1.0, 1.0], eta=0.1)
    found = last(until(walk, tol=1e-9)).theta
    expected = minimize(surface.loss, [1.0, 1.0], jac=surface.grad, method="BFGS").x
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_every_step_is_that_of_pytorch(torch_walk):
    valley = rosenbrock()
    steps = take(amsgrad(valley.loss, valley.grad, [-1.0, 1.5], eta=0.05, beta2=0.9), 60)
    settings = {"lr": 0.05, "betas": (0.9, 0.9), "eps": 1e-8, "amsgrad": True}
    expected = torch_walk("Adam", valley.grad, [-1.0, 1.5], 60, **settings)
    np.testing.assert_allclose(column(steps, "theta"), expected, rtol=1e-10)
    # and the maximum made a difference
    plain = take(adam(valley.loss, valley.grad, [-1.0, 1.5], eta=0.05, beta2=0.9), 60)
    assert abs(plain[-1].theta - steps[-1].theta).max() > 1e-3


def test_a_gradient_too_large_to_square_is_named():
    with pytest.raises(DivergenceError, match=r"at step 1 .* norm 1e\+160: .* eta=1 is too large"):
        list(given_gradients([1.0, 1e160], eta=1.0))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"eps": 0}, "eps must be positive"),
        ({"beta1": 1.0}, "beta1 must be at least 0 and below 1, got 1"),
        ({"beta2": -0.5}, "beta2 must be at least 0 and below 1"),
    ],
)
def test_refuses_settings_out_of_range(settings, message):
    with pytest.raises(ValueError, match=message):
        given_gradients([1.0], eta=1.0, **settings)
