"""Nesterov's momentum against exact fractions, its look-ahead form, its theory and PyTorch."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import column, last, take, until
from mathforml.optimize.gradient_descent import gradient_descent
from mathforml.optimize.momentum import momentum
from mathforml.optimize.nesterov import nesterov
from mathforml.optimize.surfaces import himmelblau, rosenbrock
from scipy.optimize import minimize
from support.quadratic import quadratic


def test_two_steps_by_hand():
    """On theta^2 / 2 from 8, eta and beta 0.5: 8 - (8 + 4) / 2 = 2, then 2 - (2 + 3) / 2."""
    bowl = quadratic([[1.0]])
    steps = take(nesterov(bowl.loss, bowl.grad, [8.0], eta=0.5, beta=0.5), 3)
    assert column(steps, "memory.velocity").tolist() == [[0.0], [8.0], [6.0]]
    assert column(steps, "theta").tolist() == [[8.0], [2.0], [-0.5]]


def test_against_exact_fractions():
    bowl = quadratic([[2.0, 1.0], [1.0, 3.0]], [1.0, -1.0])
    beta = Fraction(3, 4)
    theta, velocity = [Fraction(1), Fraction(2)], [Fraction(0), Fraction(0)]
    steps = take(nesterov(bowl.loss, bowl.grad, [1.0, 2.0], eta=0.125, beta=0.75), 25)
    for step in steps:
        np.testing.assert_allclose(step.theta, [float(t) for t in theta], rtol=1e-11)
        grad = [2 * theta[0] + theta[1] - 1, theta[0] + 3 * theta[1] + 1]
        velocity = [beta * v + g for v, g in zip(velocity, grad, strict=True)]
        theta = [t - (g + beta * v) / 8 for t, g, v in zip(theta, grad, velocity, strict=True)]


@given(st.floats(0, 0.95), st.integers(0, 50))
def test_it_is_momentum_with_the_gradient_at_the_point_ahead(beta, seed):
    """Sutskever's form: behind moves by -eta velocity, with the gradient where that will lead."""
    surface, eta = himmelblau(), 0.002
    behind, velocity = np.random.default_rng(seed).uniform(-4, 4, size=2), np.zeros(2)
    steps = take(nesterov(surface.loss, surface.grad, behind, eta=eta, beta=beta), 15)
    for step in steps:
        ahead = behind - eta * beta * velocity
        np.testing.assert_allclose(step.theta, ahead, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(
            step.theta + eta * beta * step.memory.velocity, behind, atol=1e-8
        )
        velocity = beta * velocity + surface.grad(ahead)
        behind = behind - eta * velocity


def test_at_its_best_the_error_shrinks_by_1_minus_1_over_the_root_of_kappa():
    kappa = 400.0
    bowl = quadratic(np.diag([1.0, 20.0, kappa]))
    beta = (np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1)
    steps = take(nesterov(bowl.loss, bowl.grad, np.ones(3), eta=1 / kappa, beta=beta), 401)
    size = np.linalg.norm(column(steps, "theta"), axis=1)
    rate = (size[400] / 400 / (size[200] / 200)) ** (1 / 200)
    assert rate == pytest.approx(1 - 1 / np.sqrt(kappa), abs=1e-3)


@given(st.floats(0.1, 10), st.floats(0, 0.99), st.floats(0.01, 1.3))
def test_the_error_obeys_the_recurrence_of_two_terms(eigenvalue, beta, share):
    bowl, eta = quadratic([[eigenvalue]]), share / eigenvalue
    walk = nesterov(bowl.loss, bowl.grad, [1.0], eta=eta, beta=beta)
    error = column(take(walk, 12), "theta")[:, 0]
    expected = (1 - share) * ((1 + beta) * error[1:-1] - beta * error[:-2])
    # the start has no step before it, and the point ahead is the start itself
    np.testing.assert_allclose(error[3:], expected[1:], rtol=1e-8, atol=1e-10)


def test_it_swings_less_than_momentum():
    bowl = quadratic([[1.0]])
    settings = {"eta": 0.1, "beta": 0.9}
    lowest = [
        column(take(method(bowl.loss, bowl.grad, [1.0], **settings), 60), "theta").min()
        for method in (momentum, nesterov)
    ]
    assert lowest[0] < lowest[1] < 0


def test_without_memory_it_is_gradient_descent():
    bowl = quadratic([[2.0, 1.0], [1.0, 3.0]])
    one = take(nesterov(bowl.loss, bowl.grad, [1.0, 2.0], eta=0.2, beta=0.0), 10)
    two = take(gradient_descent(bowl.loss, bowl.grad, [1.0, 2.0], eta=0.2), 10)
    np.testing.assert_array_equal(column(one, "theta"), column(two, "theta"))


def test_the_minimum_is_that_of_scipy():
    valley = rosenbrock()
    walk = nesterov(valley.loss, valley.grad, [-1.0, 1.0], eta=0.0005, beta=0.95)
    found = last(until(walk, tol=1e-10, max_steps=20_000)).theta
    expected = minimize(valley.loss, [-1.0, 1.0], jac=valley.grad, method="BFGS").x
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_every_step_is_that_of_pytorch(torch_walk):
    valley = rosenbrock()
    steps = take(nesterov(valley.loss, valley.grad, [-1.0, 1.5], eta=3e-4, beta=0.8), 60)
    settings = {"lr": 3e-4, "momentum": 0.8, "nesterov": True}
    expected = torch_walk("SGD", valley.grad, [-1.0, 1.5], 60, **settings)
    np.testing.assert_allclose(column(steps, "theta"), expected, rtol=1e-12)


def test_every_step_is_that_of_scikit_learn(sklearn_walk):
    valley = rosenbrock()
    steps = take(nesterov(valley.loss, valley.grad, [-1.0, 1.5], eta=3e-4, beta=0.8), 60)
    settings = {"learning_rate_init": 3e-4, "momentum": 0.8, "nesterov": True}
    expected = sklearn_walk("SGDOptimizer", valley.grad, [-1.0, 1.5], 60, **settings)
    np.testing.assert_allclose(column(steps, "theta"), expected, rtol=1e-10)


@pytest.mark.parametrize("bad", [-0.1, 1.0, np.nan])
def test_refuses_a_memory_outside_0_to_1(bad):
    bowl = quadratic([[1.0]])
    with pytest.raises(ValueError, match="beta must be at least 0 and below 1"):
        nesterov(bowl.loss, bowl.grad, [1.0], eta=0.1, beta=bad)
