"""Adam against exact fractions, closed forms, invariance to units, PyTorch and scikit-learn."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import DivergenceError, column, last, take, until
from mathforml.optimize.adam import adam
from mathforml.optimize.momentum import momentum
from mathforml.optimize.rmsprop import rmsprop
from mathforml.optimize.surfaces import himmelblau, rosenbrock
from scipy.optimize import minimize

TINY = 1e-300


def given_gradients(gradients, **settings):
    """Adam on a loss whose gradient is what comes next."""
    batches = [(np.atleast_1d(g),) for g in gradients]
    start = np.zeros(len(batches[0][0]))
    return adam(lambda t, g: 0.0, lambda t, g: g, start, batches=batches, **settings)


def test_two_steps_in_exact_fractions():
    """With beta2 = 9/16 the gradients 16 and 5 have the corrected roots 16 and 52/5."""
    settings = {"eta": 0.5, "beta1": 0.5, "beta2": 9 / 16, "eps": TINY}
    steps = list(given_gradients([16.0, 5.0, 0.0], **settings))
    beta1, beta2, theta = Fraction(1, 2), Fraction(9, 16), Fraction(0)
    mean, square = Fraction(0), Fraction(0)
    for t, (gradient, root) in enumerate([(16, Fraction(16)), (5, Fraction(52, 5))], start=1):
        mean = beta1 * mean + (1 - beta1) * gradient
        square = beta2 * square + (1 - beta2) * gradient**2
        assert root**2 == square / (1 - beta2**t)
        theta -= Fraction(1, 2) * mean / (1 - beta1**t) / root
        assert steps[t].memory.mean_grad[0] == float(mean)
        assert steps[t].memory.mean_square[0] == pytest.approx(float(square), rel=1e-15)
        assert steps[t].theta[0] == pytest.approx(float(theta), rel=1e-15)
    assert theta == -Fraction(1, 2) * (1 + Fraction(5, 6))


@given(
    st.lists(st.floats(-1e6, 1e6).filter(lambda g: abs(g) > 1e-2), min_size=1, max_size=4),
    st.floats(0.01, 10),
    st.floats(0, 0.99),
    st.floats(0, 0.999),
)
def test_the_first_step_is_eta_in_every_parameter(gradient, eta, beta1, beta2):
    settings = {"eta": eta, "beta1": beta1, "beta2": beta2}
    steps = list(given_gradients([gradient, gradient], **settings))
    np.testing.assert_allclose(steps[1].theta, -eta * np.sign(gradient), rtol=1e-5)


def test_equal_gradients_give_equal_steps():
    theta = column(given_gradients([-3.0] * 30, eta=0.25, eps=TINY), "theta")[:, 0]
    np.testing.assert_allclose(np.diff(theta), 0.25, rtol=1e-12)


@given(st.lists(st.floats(1e-4, 1e4), min_size=3, max_size=3))
def test_gradients_in_other_units_give_the_same_walk(units):
    gradients = np.random.default_rng(1).normal(size=(15, 3))
    one = column(given_gradients(gradients, eta=0.3, eps=TINY), "theta")
    two = column(given_gradients(gradients * units, eta=0.3, eps=TINY), "theta")
    np.testing.assert_allclose(one, two, rtol=1e-9, atol=1e-12)


@given(st.integers(0, 50), st.floats(0.5, 0.9), st.floats(0.9, 0.999))
def test_no_step_is_longer_than_its_bound(seed, beta1, beta2):
    """By Cauchy and Schwarz: at most eta (1 - beta1) / sqrt((1 - beta2)(1 - beta1^2 / beta2))."""
    gradients = np.random.default_rng(seed).standard_cauchy(size=200)
    walk = given_gradients(gradients, eta=1.0, beta1=beta1, beta2=beta2, eps=TINY)
    moves = abs(np.diff(column(walk, "theta")[:, 0]))
    t = np.arange(1, 200)
    bound = (1 - beta1) / np.sqrt((1 - beta2) * (1 - beta1**2 / beta2))
    corrections = np.sqrt(1 - beta2**t) / (1 - beta1**t)
    assert (moves <= bound * corrections * (1 + 1e-9)).all()


def test_without_momentum_and_late_it_is_rmsprop():
    """beta1 = 0, and beta2^t so small that the correction is gone."""
    gradients = np.random.default_rng(2).normal(size=400)
    ours = given_gradients(gradients, eta=0.1, beta1=0.0, beta2=0.9)
    batches = [(np.atleast_1d(g),) for g in gradients]
    other = rmsprop(lambda t, g: 0.0, lambda t, g: g, [0.0], eta=0.1, beta=0.9, batches=batches)
    one, two = (np.diff(column(walk, "theta")[:, 0])[300:] for walk in (ours, other))
    np.testing.assert_allclose(one, two, rtol=1e-12)


def test_its_mean_is_a_scaled_velocity():
    """(1 - beta) times the velocity of momentum is the mean of the gradients."""
    gradients = np.random.default_rng(3).normal(size=30)
    batches = [(np.atleast_1d(g),) for g in gradients]
    other = momentum(lambda t, g: 0.0, lambda t, g: g, [0.0], eta=0.1, beta=0.9, batches=batches)
    ours = column(given_gradients(gradients, eta=0.1, beta1=0.9), "memory.mean_grad")
    np.testing.assert_allclose(
        ours, 0.1 * column(other, "memory.velocity"), rtol=1e-10, atol=1e-15
    )


def test_the_minimum_is_that_of_scipy():
    surface = himmelblau()
    found = last(until(adam(surface.loss, surface.grad, [1.0, 1.0], eta=0.1), tol=1e-9)).theta
    expected = minimize(surface.loss, [1.0, 1.0], jac=surface.grad, method="BFGS").x
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_every_step_is_that_of_pytorch(torch_walk):
    valley = rosenbrock()
    steps = take(adam(valley.loss, valley.grad, [-1.0, 1.5], eta=0.05, beta2=0.99), 60)
    settings = {"lr": 0.05, "betas": (0.9, 0.99), "eps": 1e-8}
    expected = torch_walk("Adam", valley.grad, [-1.0, 1.5], 60, **settings)
    np.testing.assert_allclose(column(steps, "theta"), expected, rtol=1e-10)


def test_every_step_is_nearly_that_of_scikit_learn(sklearn_walk):
    """Nearly, because its eps is added before the root is corrected."""
    valley = rosenbrock()
    steps = take(adam(valley.loss, valley.grad, [-1.0, 1.5], eta=0.05), 60)
    settings = {"learning_rate_init": 0.05}
    expected = sklearn_walk("AdamOptimizer", valley.grad, [-1.0, 1.5], 60, **settings)
    np.testing.assert_allclose(column(steps, "theta"), expected, rtol=1e-6)


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
        ({"beta1": 1.0}, "beta1 must be at least 0 and below 1, got 1"),
        ({"beta2": -0.5}, "beta2 must be at least 0 and below 1"),
        ({"beta2": np.nan}, "beta2 must be at least 0 and below 1"),
    ],
)
def test_refuses_settings_out_of_range(settings, message):
    with pytest.raises(ValueError, match=message):
        given_gradients([1.0], eta=1.0, **settings)
