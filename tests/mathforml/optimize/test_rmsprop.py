"""RMSprop against exact fractions, closed forms, invariance to units, and PyTorch."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import DivergenceError, column, last, take, until
from mathforml.optimize.rmsprop import rmsprop
from mathforml.optimize.schedules import inverse_time
from mathforml.optimize.surfaces import himmelblau, rosenbrock
from scipy.optimize import minimize

TINY = 1e-300


def given_gradients(gradients, **settings):
    """RMSprop on a loss whose gradient is what comes next."""
    batches = [(np.atleast_1d(g),) for g in gradients]
    start = np.zeros(len(batches[0][0]))
    return rmsprop(lambda t, g: 0.0, lambda t, g: g, start, batches=batches, **settings)


def test_two_steps_in_exact_fractions():
    """With beta = 9/25 the gradients 5 and 4 have the roots 4 and 4."""
    steps = list(given_gradients([5.0, 4.0, 0.0], eta=0.5, beta=9 / 25, eps=TINY))
    squares = [0, Fraction(16, 25) * 25, Fraction(9, 25) * 16 + Fraction(16, 25) * 16]
    np.testing.assert_allclose(
        column(steps, "memory.mean_square")[:, 0], [float(s) for s in squares], rtol=1e-15
    )
    theta = [0, -Fraction(1, 2) * Fraction(5, 4), -Fraction(1, 2) * (Fraction(5, 4) + 1)]
    np.testing.assert_allclose(column(steps, "theta")[:, 0], [float(t) for t in theta], rtol=1e-15)


@given(
    st.floats(-1e3, 1e3).filter(lambda g: abs(g) > 1e-3), st.floats(0.01, 10), st.floats(0, 0.99)
)
def test_step_n_of_equal_gradients(gradient, eta, beta):
    """The mean square after n of them is (1 - beta^n) times theirs, so steps shrink to eta."""
    theta = column(given_gradients([gradient] * 20, eta=eta, beta=beta, eps=TINY), "theta")[:, 0]
    expected = -np.sign(gradient) * eta / np.sqrt(1 - beta ** np.arange(1, 20))
    np.testing.assert_allclose(np.diff(theta), expected, rtol=1e-8)


@given(st.lists(st.floats(1e-4, 1e4), min_size=3, max_size=3))
def test_gradients_in_other_units_give_the_same_walk(units):
    gradients = np.random.default_rng(1).normal(size=(15, 3))
    one = column(given_gradients(gradients, eta=0.3, eps=TINY), "theta")
    two = column(given_gradients(gradients * units, eta=0.3, eps=TINY), "theta")
    np.testing.assert_allclose(one, two, rtol=1e-9, atol=1e-12)


def test_it_forgets_where_adagrad_does_not():
    """After one huge gradient its steps recover, by the root of beta in each."""
    theta = column(given_gradients([1e6, *[1.0] * 400], eta=1.0, beta=0.9), "theta")[:, 0]
    moves = -np.diff(theta)
    assert moves[1] < 1e-5
    assert moves[-1] == pytest.approx(1.0, rel=1e-3)


def test_the_minimum_is_that_of_scipy():
    surface = himmelblau()
    walk = rmsprop(surface.loss, surface.grad, [1.0, 1.0], eta=inverse_time(0.1, 0.05))
    found = last(until(walk, tol=1e-2)).theta
    expected = minimize(surface.loss, [1.0, 1.0], jac=surface.grad, method="BFGS").x
    np.testing.assert_allclose(found, expected, atol=1e-3)


def test_with_a_constant_step_it_never_settles():
    """Near the minimum it still makes steps of about eta, because gradients are divided away."""
    walk = rmsprop(lambda t: t @ t, lambda t: 2 * t, [1.0], eta=0.1)
    theta = column(take(walk, 400), "theta")[200:, 0]
    assert 0.03 < abs(theta).max() < 0.2


def test_every_step_is_that_of_pytorch(torch_walk):
    valley = rosenbrock()
    steps = take(rmsprop(valley.loss, valley.grad, [-1.0, 1.5], eta=0.02, beta=0.99), 60)
    settings = {"lr": 0.02, "alpha": 0.99, "eps": 1e-8}
    expected = torch_walk("RMSprop", valley.grad, [-1.0, 1.5], 60, **settings)
    np.testing.assert_allclose(column(steps, "theta"), expected, rtol=1e-10)


def test_a_parameter_without_gradient_stays():
    theta = column(given_gradients([[0.0, 1.0]] * 5, eta=1.0), "theta")
    assert theta[:, 0].tolist() == [0.0] * 5


def test_a_gradient_too_large_to_square_is_named():
    with pytest.raises(DivergenceError, match=r"at step 1 .* norm 1e\+160: .* eta=1 is too large"):
        list(given_gradients([1.0, 1e160], eta=1.0))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"eps": 0}, "eps must be positive"),
        ({"eps": np.nan}, "eps must be positive"),
        ({"beta": 1.0}, "beta must be at least 0 and below 1, got 1"),
        ({"beta": -0.5}, "beta must be at least 0 and below 1"),
    ],
)
def test_refuses_settings_out_of_range(settings, message):
    with pytest.raises(ValueError, match=message):
        given_gradients([1.0], eta=1.0, **settings)
