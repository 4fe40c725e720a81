"""Gradient descent against its closed form on quadratics, exact arithmetic and solved systems."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import DivergenceError, column, last, take, until
from mathforml.optimize.gradient_descent import gradient_descent, rule
from mathforml.optimize.objectives import mean_squared_error
from mathforml.optimize.schedules import inverse_time
from support.quadratic import quadratic


def random_quadratic(seed, eigenvalues):
    """A quadratic with these eigenvalues in random directions, its eigenvectors and minimum."""
    rng = np.random.default_rng(seed)
    p = len(eigenvalues)
    Q = np.linalg.qr(rng.normal(size=(p, p)))[0]
    A = Q @ np.diag(eigenvalues) @ Q.T
    b = rng.normal(size=p)
    return quadratic((A + A.T) / 2, b), Q, np.linalg.solve(A, b)


eigenvalues = st.lists(st.floats(0.1, 10), min_size=1, max_size=4)


def test_three_steps_by_hand():
    """Loss theta^2 / 2 with eta 0.5 halves theta."""
    bowl = quadratic([[1.0]])
    steps = take(gradient_descent(bowl.loss, bowl.grad, [4.0], eta=0.5), 3)
    assert column(steps, "step").tolist() == [0, 1, 2]
    assert column(steps, "theta").tolist() == [[4.0], [2.0], [1.0]]
    assert column(steps, "loss").tolist() == [8.0, 2.0, 0.5]
    assert column(steps, "grad_norm").tolist() == [4.0, 2.0, 1.0]


def test_against_exact_fractions():
    bowl = quadratic([[2.0, 1.0], [1.0, 3.0]], [1.0, -1.0])
    theta = [Fraction(1), Fraction(2)]
    steps = take(gradient_descent(bowl.loss, bowl.grad, [1.0, 2.0], eta=0.125), 30)
    for step in steps:
        np.testing.assert_allclose(step.theta, [float(t) for t in theta], rtol=1e-12)
        grad = [2 * theta[0] + theta[1] - 1, theta[0] + 3 * theta[1] + 1]
        theta = [t - g / 8 for t, g in zip(theta, grad, strict=True)]


@given(eigenvalues, st.integers(0, 100), st.floats(0.05, 0.99))
def test_every_eigencomponent_shrinks_by_its_factor(eigenvalues, seed, part):
    objective, Q, best = random_quadratic(seed, eigenvalues)
    eta = part * 2 / max(eigenvalues)
    steps = take(gradient_descent(objective.loss, objective.grad, best + 1, eta=eta), 6)
    errors = (column(steps, "theta") - best) @ Q
    factors = 1 - eta * np.array(eigenvalues)
    expected = errors[0] * factors ** np.arange(6)[:, None]
    np.testing.assert_allclose(errors, expected, rtol=1e-8, atol=1e-10)


@given(eigenvalues, st.integers(0, 100), st.floats(0.05, 0.99))
def test_loss_never_rises_below_the_limit(eigenvalues, seed, part):
    objective, _, best = random_quadratic(seed, eigenvalues)
    eta = part * 2 / max(eigenvalues)
    steps = take(gradient_descent(objective.loss, objective.grad, best + 1, eta=eta), 20)
    loss = column(steps, "loss")
    assert (np.diff(loss) <= 1e-12 * (1 + np.abs(loss[:-1]))).all()


def test_converges_to_the_solution_of_least_squares():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(50, 3)), rng.normal(size=50)
    objective = mean_squared_error(X, y)
    walk = gradient_descent(objective.loss, objective.grad, np.zeros(3), eta=0.3)
    theta = last(until(walk, tol=1e-12)).theta
    np.testing.assert_allclose(theta, np.linalg.lstsq(X, y)[0], rtol=1e-10)


@pytest.mark.parametrize("excess", [0.01, 0.1, 1.0])
def test_above_the_limit_every_finite_step_arrives_and_then_an_error(excess):
    """With eta = 2 + excess, |theta| grows by 1 + excess in a step, until theta^2 overflows."""
    bowl = quadratic([[1.0]])
    steps = []
    with pytest.raises(DivergenceError) as error:
        steps.extend(gradient_descent(bowl.loss, bowl.grad, [1.0], eta=2 + excess))
    overflow = math.log(np.finfo(float).max) / 2 / math.log1p(excess)
    assert len(steps) == pytest.approx(overflow, abs=1.01)
    assert np.isfinite(column(steps, "loss")).all()
    assert np.isfinite(column(steps, "grad_norm")).all()
    message = f"at step {len(steps)} the loss is inf .* eta={2 + excess:g} is too large"
    assert error.match(message)


def test_exactly_at_the_limit_the_walk_goes_to_and_fro():
    bowl = quadratic([[4.0]])
    steps = take(gradient_descent(bowl.loss, bowl.grad, [3.0], eta=0.5), 1000)
    np.testing.assert_array_equal(column(steps, "theta")[:, 0], 3.0 * (-1.0) ** np.arange(1000))


def test_a_schedule_gets_the_step_number():
    asked = []

    def eta(step):
        asked.append(step)
        return inverse_time(0.5, 1.0)(step)

    bowl = quadratic([[1.0]])
    steps = take(gradient_descent(bowl.loss, bowl.grad, [1.0], eta=eta), 4)
    expected = np.cumprod([1, 1 - 0.5, 1 - 0.25, 1 - 0.5 / 3])
    np.testing.assert_allclose(column(steps, "theta")[:, 0], expected, rtol=1e-15)
    assert asked == [0, 1, 2]


@pytest.mark.parametrize("bad", [0, -0.1, np.nan, np.inf])
def test_refuses_a_step_size_that_is_not_positive(bad):
    bowl = quadratic([[1.0]])
    with pytest.raises(ValueError, match="eta must be positive and finite"):
        gradient_descent(bowl.loss, bowl.grad, [1.0], eta=bad)
    with pytest.raises(ValueError, match=r"eta\(0\) must be positive and finite"):
        take(gradient_descent(bowl.loss, bowl.grad, [1.0], eta=lambda step: bad), 2)


def test_the_rule_alone_is_the_gradient():
    direction, memory = rule(np.array([2.0, -3.0]), (), 1)
    assert (direction.tolist(), memory) == ([2.0, -3.0], ())
