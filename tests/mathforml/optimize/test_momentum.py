"""Momentum against exact fractions, its theory on quadratics, PyTorch and scikit-learn."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import DivergenceError, column, last, take, until
from mathforml.optimize.gradient_descent import gradient_descent
from mathforml.optimize.momentum import momentum
from mathforml.optimize.schedules import inverse_time
from mathforml.optimize.surfaces import rosenbrock
from scipy.optimize import minimize
from support.quadratic import quadratic


def along(eigenvalue, **settings):
    """Momentum on a quadratic of one parameter, from 1."""
    bowl = quadratic([[eigenvalue]])
    return momentum(bowl.loss, bowl.grad, [1.0], **settings)


def test_two_steps_by_hand():
    """On theta^2 / 2 from 8, with eta and beta 0.5: velocity 8, then 4 + 4."""
    bowl = quadratic([[1.0]])
    steps = take(momentum(bowl.loss, bowl.grad, [8.0], eta=0.5, beta=0.5), 3)
    assert column(steps, "memory.velocity").tolist() == [[0.0], [8.0], [8.0]]
    assert column(steps, "theta").tolist() == [[8.0], [4.0], [0.0]]
    assert column(steps, "loss").tolist() == [32.0, 8.0, 0.0]
    assert column(steps, "grad_norm").tolist() == [8.0, 4.0, 0.0]


def test_against_exact_fractions():
    bowl = quadratic([[2.0, 1.0], [1.0, 3.0]], [1.0, -1.0])
    theta, velocity = [Fraction(1), Fraction(2)], [Fraction(0), Fraction(0)]
    steps = take(momentum(bowl.loss, bowl.grad, [1.0, 2.0], eta=0.125, beta=0.75), 25)
    for step in steps:
        np.testing.assert_allclose(step.theta, [float(t) for t in theta], rtol=1e-12)
        np.testing.assert_allclose(step.memory.velocity, [float(v) for v in velocity], rtol=1e-11)
        grad = [2 * theta[0] + theta[1] - 1, theta[0] + 3 * theta[1] + 1]
        velocity = [Fraction(3, 4) * v + g for v, g in zip(velocity, grad, strict=True)]
        theta = [t - v / 8 for t, v in zip(theta, velocity, strict=True)]


def test_constant_gradients_add_up_to_their_limit():
    """n gradients g make the velocity g (1 - beta^n) / (1 - beta)."""
    steps = take(momentum(lambda t: 3 * t[0], lambda t: np.array([3.0]), [0.0], eta=1.0), 50)
    n = np.arange(50)
    np.testing.assert_allclose(
        column(steps, "memory.velocity")[:, 0], 3 * (1 - 0.9**n) / 0.1, rtol=1e-12
    )


def test_alternating_gradients_cancel():
    """Gradients g, -g, g, ... leave a velocity of about g / (1 + beta)."""
    flip = [(sign,) for sign in (1.0, -1.0)] * 100
    walk = momentum(lambda t, g: 0.0, lambda t, g: np.array([g]), [0.0], eta=1.0, batches=flip)
    assert abs(last(walk).memory.velocity[0]) == pytest.approx(1 / 1.9, rel=1e-6)


@given(st.floats(0.1, 10), st.floats(0, 0.99), st.floats(0.01, 1.99))
def test_the_error_obeys_the_recurrence_of_two_terms(eigenvalue, beta, share):
    eta = share / eigenvalue
    error = column(take(along(eigenvalue, eta=eta, beta=beta), 12), "theta")[:, 0]
    expected = (1 + beta - eta * eigenvalue) * error[1:-1] - beta * error[:-2]
    np.testing.assert_allclose(error[2:], expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_it_converges_exactly_below_the_limit(beta):
    limit = 2 * (1 + beta) / 5
    below = take(along(5.0, eta=0.999 * limit, beta=beta), 20_000)[-1]
    assert abs(below.theta[0]) < 1e-4
    with pytest.raises(DivergenceError):
        take(along(5.0, eta=1.01 * limit, beta=beta), 200_000)


def test_at_its_best_the_error_shrinks_by_the_root_of_beta():
    low, high = 1.0, 400.0
    root = np.sqrt(high / low)
    eta, beta = 4 / (np.sqrt(high) + np.sqrt(low)) ** 2, ((root - 1) / (root + 1)) ** 2
    bowl = quadratic(np.diag([low, 20.0, high]))
    steps = take(momentum(bowl.loss, bowl.grad, np.ones(3), eta=eta, beta=beta), 201)
    size = np.linalg.norm(column(steps, "theta"), axis=1)
    # a double root of the recurrence: size of step t is about t beta^(t / 2)
    rate = (size[200] / 200 / (size[100] / 100)) ** (1 / 100)
    assert rate == pytest.approx(np.sqrt(beta), abs=1e-3)
    # gradient descent at its best shrinks the error by 399/401 a step
    plain = take(gradient_descent(bowl.loss, bowl.grad, np.ones(3), eta=2 / (low + high)), 201)
    assert size[200] < 1e-4 * np.linalg.norm(plain[200].theta)


@given(st.floats(0.01, 0.3), st.integers(0, 50))
def test_without_memory_it_is_gradient_descent(eta, seed):
    start = np.random.default_rng(seed).normal(size=2)
    bowl = quadratic([[2.0, 1.0], [1.0, 3.0]])
    one = take(momentum(bowl.loss, bowl.grad, start, eta=eta, beta=0.0), 10)
    two = take(gradient_descent(bowl.loss, bowl.grad, start, eta=eta), 10)
    np.testing.assert_array_equal(column(one, "theta"), column(two, "theta"))


def test_the_minimum_is_that_of_scipy():
    valley = rosenbrock()
    walk = momentum(valley.loss, valley.grad, [-1.0, 1.0], eta=0.001, beta=0.95)
    found = last(until(walk, tol=1e-10, max_steps=20_000)).theta
    expected = minimize(valley.loss, [-1.0, 1.0], jac=valley.grad, method="BFGS").x
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_every_step_is_that_of_pytorch(torch_walk):
    valley = rosenbrock()
    steps = take(momentum(valley.loss, valley.grad, [-1.0, 1.5], eta=3e-4, beta=0.8), 60)
    expected = torch_walk("SGD", valley.grad, [-1.0, 1.5], 60, lr=3e-4, momentum=0.8)
    np.testing.assert_allclose(column(steps, "theta"), expected, rtol=1e-12)


def test_every_step_is_that_of_scikit_learn(sklearn_walk):
    valley = rosenbrock()
    steps = take(momentum(valley.loss, valley.grad, [-1.0, 1.5], eta=3e-4, beta=0.8), 60)
    settings = {"learning_rate_init": 3e-4, "momentum": 0.8, "nesterov": False}
    expected = sklearn_walk("SGDOptimizer", valley.grad, [-1.0, 1.5], 60, **settings)
    np.testing.assert_allclose(column(steps, "theta"), expected, rtol=1e-10)


def test_a_schedule_sizes_the_velocity():
    """With a shrinking eta it is PyTorch's walk: eta multiplies the velocity when it is used."""
    eta = inverse_time(1.0, 1.0)
    steps = take(momentum(lambda t: t[0], lambda t: np.ones(1), [0.0], eta=eta, beta=0.5), 4)
    expected = [0, -1, -1 - 1.5 / 2, -1 - 1.5 / 2 - 1.75 / 3]
    np.testing.assert_allclose(column(steps, "theta")[:, 0], expected, rtol=1e-15)


@pytest.mark.parametrize("bad", [-0.1, 1.0, 2.0, np.nan, np.inf])
def test_refuses_a_memory_outside_0_to_1(bad):
    with pytest.raises(ValueError, match="beta must be at least 0 and below 1"):
        along(1.0, eta=0.1, beta=bad)
