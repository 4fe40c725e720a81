"""Stochastic gradient descent: what it visits, what it costs, and where it goes."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import DivergenceError, column, take
from mathforml.optimize.gradient_descent import gradient_descent
from mathforml.optimize.objectives import mean_squared_error, mse_grad, mse_loss
from mathforml.optimize.schedules import inverse_time
from mathforml.optimize.stochastic import stochastic_gradient_descent


def problem(n=12, p=3, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, p))
    return X, X @ np.arange(1, p + 1) + rng.normal(size=n)


def walk(X, y, *, seed=0, loss=mse_loss, grad=mse_grad, theta0=None, **options):
    theta0 = np.zeros(X.shape[1]) if theta0 is None else theta0
    rng = np.random.default_rng(seed)
    return stochastic_gradient_descent(loss, grad, X, y, theta0, rng=rng, **options)


def visited(n, batch_size, n_epochs, seed=0):
    """Rows of each mini-batch, read from what the gradient is given."""
    rows = []

    def grad(theta, X, y):
        rows.append(y.astype(int).tolist())
        return np.zeros(1)

    n_steps = n_epochs * -(-n // batch_size)
    X, y = np.ones((n, 1)), np.arange(n)
    take(walk(X, y, grad=grad, eta=1.0, batch_size=batch_size, seed=seed), n_steps)
    return rows


@given(st.integers(1, 20), st.data(), st.integers(0, 100))
def test_every_epoch_visits_every_example_once(n, data, seed):
    batch_size = data.draw(st.integers(1, n))
    batches = visited(n, batch_size, n_epochs=3, seed=seed)
    per_epoch = len(batches) // 3
    for epoch in range(3):
        mine = batches[epoch * per_epoch : (epoch + 1) * per_epoch]
        assert sorted(chain.from_iterable(mine)) == list(range(n))
        assert all(len(batch) == batch_size for batch in mine[:-1])
        assert 1 <= len(mine[-1]) <= batch_size


def test_every_epoch_has_a_new_order():
    one, two = visited(20, 20, n_epochs=2)
    assert one != two


def test_rows_of_X_and_y_stay_together():
    def grad(theta, X, y):
        np.testing.assert_array_equal(X[:, 0], y)
        return np.zeros(1)

    rows = np.arange(7.0)
    take(walk(rows[:, None], rows, grad=grad, eta=1.0, batch_size=3), 10)


@given(st.integers(0, 100))
def test_one_batch_of_everything_is_gradient_descent(seed):
    X, y = problem(seed=seed)
    objective = mean_squared_error(X, y)
    full = take(gradient_descent(objective.loss, objective.grad, np.ones(3), eta=0.05), 10)
    steps = take(walk(X, y, theta0=np.ones(3), eta=0.05, batch_size=len(y)), 10)
    for name in ("step", "theta", "loss", "grad_norm"):
        np.testing.assert_allclose(column(steps, name), column(full, name), rtol=1e-9)
    np.testing.assert_array_equal(column(steps, "examples"), len(y) * np.arange(10))


def test_steps_against_a_loop_that_is_written_out():
    X, y = problem(n=5)
    rng, theta = np.random.default_rng(3), np.zeros(3)
    steps = iter(walk(X, y, seed=3, eta=0.1, batch_size=2))
    examples = 0
    for _ in range(4):
        order = rng.permutation(5)
        for batch in (order[:2], order[2:4], order[4:]):
            residual = X[batch] @ theta - y[batch]
            gradient = 2 * (residual[:, None] * X[batch]).mean(axis=0)
            step = next(steps)
            np.testing.assert_allclose(step.theta, theta, rtol=1e-12)
            assert step.loss == pytest.approx(np.mean(residual**2))
            assert step.grad_norm == pytest.approx(np.linalg.norm(gradient))
            assert step.examples == examples
            theta = theta - 0.1 * gradient
            examples += len(batch)


def test_step_0_is_the_start():
    X, y = problem()
    step = next(walk(X, y, theta0=[7.0, 8.0, 9.0], eta=0.1))
    assert (step.step, step.examples, step.theta.tolist()) == (0, 0, [7.0, 8.0, 9.0])


def test_mini_batch_gradients_are_right_on_average():
    X, y = problem()
    theta, gradients = np.array([1.0, -1.0, 2.0]), []

    def grad(theta, X, y):
        gradients.append(mse_grad(theta, X, y))
        return np.zeros(3)

    take(walk(X, y, grad=grad, theta0=theta, eta=1.0, batch_size=3), 4)
    np.testing.assert_allclose(np.mean(gradients, axis=0), mse_grad(theta, X, y), rtol=1e-12)


def test_shrinking_steps_settle_at_least_squares_and_constant_steps_do_not():
    X, y = problem(n=40)
    best = np.linalg.lstsq(X, y)[0]

    def distance(eta):
        steps = take(walk(X, y, theta0=best, eta=eta), 4001)
        return np.linalg.norm(column(steps, "theta")[2000:] - best, axis=1).mean()

    assert distance(inverse_time(0.05, 0.05)) < 0.1 * distance(0.05)


def test_same_seed_same_walk():
    X, y = problem()
    one, two, other = (
        column(take(walk(X, y, seed=seed, eta=0.01), 20), "theta") for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, two)
    assert not np.array_equal(one, other)


def test_divergence_is_named():
    X, y = problem()
    with pytest.raises(DivergenceError, match=r"at step \d+ .* eta=50 is too large"):
        take(walk(X, y, eta=50.0), 10_000)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"batch_size": 0}, ValueError, "batch_size must be at least 1, got 0"),
        ({"batch_size": 13}, ValueError, "batch_size must be at most .* 12, got 13"),
        ({"batch_size": 2.5}, TypeError, "batch_size must be an integer"),
        ({"eta": -1}, ValueError, "eta must be positive"),
        ({"y": np.ones(11)}, ValueError, "X has 12 and y has 11"),
        ({"y": np.ones((12, 1))}, ValueError, r"y must be a vector .*\(12, 1\)"),
        ({"X": np.ones(12), "theta0": [0.0]}, ValueError, "X must be a matrix"),
        ({"X": np.full((12, 3), np.nan)}, ValueError, "X must be finite"),
    ],
)
def test_refuses_at_the_call(changes, error, message):
    X, y = problem()
    with pytest.raises(error, match=message):
        walk(**{"X": X, "y": y, "eta": 0.1} | changes)


def test_refuses_a_seed_in_the_place_of_a_generator():
    X, y = problem()
    with pytest.raises(TypeError, match="rng must be a generator"):
        stochastic_gradient_descent(mse_loss, mse_grad, X, y, np.zeros(3), eta=0.1, rng=0)
