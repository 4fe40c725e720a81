"""Batches: every example once an epoch, and what a method sees of them."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import column, take
from mathforml.optimize.adam import adam
from mathforml.optimize.momentum import momentum
from mathforml.optimize.objectives import mean_squared_error, mse_grad, mse_loss
from mathforml.optimize.stochastic import mini_batches, stochastic_gradient_descent


def problem(n=12, p=3, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, p))
    return X, X @ np.arange(1, p + 1) + rng.normal(size=n)


@given(st.integers(1, 20), st.data(), st.integers(0, 100))
def test_every_epoch_holds_every_example_once(n, data, seed):
    batch_size = data.draw(st.integers(1, n))
    rows, per_epoch = np.arange(float(n)), -(-n // batch_size)
    batches = mini_batches(
        rows[:, None], rows, batch_size=batch_size, rng=np.random.default_rng(seed)
    )
    for _ in range(3):
        epoch = take(batches, per_epoch)
        for X, y in epoch:
            np.testing.assert_array_equal(X[:, 0], y)
        sizes = [len(y) for _, y in epoch]
        assert sizes[:-1] == [batch_size] * (per_epoch - 1)
        assert sorted(chain.from_iterable(y.tolist() for _, y in epoch)) == rows.tolist()


def test_every_epoch_has_a_new_order():
    X, y = problem(n=20)
    (_, one), (_, two) = take(mini_batches(X, y, batch_size=20, rng=np.random.default_rng(0)), 2)
    assert one.tolist() != y.tolist()
    assert one.tolist() != two.tolist()


def test_writing_into_a_batch_does_not_change_the_data():
    X, y = problem()
    before = X.copy(), y.copy()
    batches = mini_batches(X, y, batch_size=12, rng=np.random.default_rng(0))
    for rows, targets in take(batches, 2):
        rows[:], targets[:] = 99, 99
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(y, before[1])


@given(st.integers(0, 100))
def test_momentum_without_memory_on_mini_batches_is_stochastic_gradient_descent(seed):
    X, y = problem(seed=seed)
    batches = mini_batches(X, y, batch_size=5, rng=np.random.default_rng(seed))
    one = momentum(mse_loss, mse_grad, np.zeros(3), eta=0.05, beta=0.0, batches=batches)
    rng = np.random.default_rng(seed)
    two = stochastic_gradient_descent(
        mse_loss, mse_grad, X, y, np.zeros(3), eta=0.05, batch_size=5, rng=rng
    )
    one, two = take(one, 10), take(two, 10)
    for name in ("step", "theta", "loss", "grad_norm"):
        np.testing.assert_array_equal(column(one, name), column(two, name))


def test_one_batch_of_everything_is_the_walk_on_the_whole_loss():
    X, y = problem()
    whole = mean_squared_error(X, y)
    batches = mini_batches(X, y, batch_size=12, rng=np.random.default_rng(0))
    one = take(adam(mse_loss, mse_grad, np.ones(3), eta=0.1, batches=batches), 20)
    two = take(adam(whole.loss, whole.grad, np.ones(3), eta=0.1), 20)
    np.testing.assert_allclose(column(one, "theta"), column(two, "theta"), rtol=1e-9)


def test_the_walk_ends_with_the_batches():
    batches = [(np.array([g]),) for g in (1.0, 2.0, 3.0)]
    walk = momentum(
        lambda t, g: float(g @ t), lambda t, g: g, [0.0], eta=1.0, beta=0.0, batches=batches
    )
    steps = list(walk)
    assert column(steps, "theta")[:, 0].tolist() == [0.0, -1.0, -3.0]
    assert column(steps, "loss").tolist() == [0.0, -2.0, -9.0]


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"batch_size": 0}, ValueError, "batch_size must be at least 1, got 0"),
        ({"batch_size": 13}, ValueError, "batch_size must be at most .* 12, got 13"),
        ({"batch_size": 2.5}, TypeError, "batch_size must be an integer"),
        ({"y": np.ones(11)}, ValueError, "X has 12 and y has 11"),
        ({"y": np.full(12, np.nan)}, ValueError, "y must be finite"),
        ({"X": np.ones(12)}, ValueError, "X must be a matrix"),
        ({"X": np.ones((0, 3)), "y": np.ones(0)}, ValueError, "X must not be empty"),
        ({"rng": 0}, TypeError, "rng must be a generator"),
    ],
)
def test_refuses_at_the_call(changes, error, message):
    X, y = problem()
    settings = {"X": X, "y": y, "batch_size": 3, "rng": np.random.default_rng(0)} | changes
    with pytest.raises(error, match=message):
        mini_batches(settings.pop("X"), settings.pop("y"), **settings)
