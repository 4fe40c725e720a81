"""Logistic regression by Newton against closed forms, SciPy, and a linear program."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import numpy as np
import pytest
import scipy.optimize
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import column, last, take, until
from mathforml.supervised.logistic import log_loss, logistic_newton, sigmoid


def data(n=60, p=3, seed=0):
    """Features of uneven size and mean, and classes that overlap."""
    rng = np.random.default_rng(seed)
    X = rng.normal(loc=2, size=(n, p)) * np.linspace(1, 5, p)
    return X, (rng.random(n) < sigmoid((X - X.mean(axis=0)).sum(axis=1) / 5)).astype(float)


def solve(X, y, lam=0.0):
    walk = logistic_newton(X, y, lam=lam)
    return last(until(walk, tol=1e-18, max_steps=100))


def gradient(X, y, w, b, lam):
    residual = sigmoid(X @ w + b) - y
    return np.append(X.T @ residual + lam * w, residual.sum())


def can_be_separated(X, y):
    """Whether a linear program finds a plane that no example is on the wrong side of."""
    rows = (2 * y - 1)[:, None] * np.column_stack([X - X.mean(axis=0), np.ones(len(X))])
    rows /= np.abs(rows).max(axis=0)
    bounds = [(-1, 1)] * rows.shape[1]
    return (
        scipy.optimize.linprog(-rows.sum(0), -rows, np.zeros(len(rows)), bounds=bounds).fun < -1e-7
    )


# sigmoid and loss


@given(st.floats(-1e3, 1e3))
def test_sigmoid_against_exact_arithmetic(z):
    expected = 1 / (1 + (-Decimal(z)).exp())  # of 28 digits, and as small as it likes
    assert sigmoid(z) == pytest.approx(float(expected), rel=1e-14, abs=0)
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1, rel=1e-15)


@given(st.floats(-1e3, 1e3), st.sampled_from([0, 1]))
def test_the_loss_is_minus_the_log_of_the_probability(z, y):
    expected = -scipy.special.log_expit(z if y else -z)
    assert log_loss([y], [z])[0] == pytest.approx(expected, rel=1e-14, abs=0)


def test_huge_log_odds():
    np.testing.assert_array_equal(sigmoid([-1e308, -1e3, 1e3, 1e308]), [0, 0, 1, 1])
    np.testing.assert_array_equal(log_loss([1, 1], [1e308, -1e308]), [0, 1e308])
    assert log_loss([1], [40.0])[0] == pytest.approx(np.exp(-40), rel=1e-15)


def test_sigmoid_keeps_the_shape():
    assert sigmoid(0.0) == 0.5
    assert sigmoid(np.zeros((2, 3))).shape == (2, 3)


# the walk


def test_two_groups_have_their_shares():
    """One feature of 0 and 1: the model gives each group the share of class 1 in it."""
    X = np.repeat([0.0, 1.0], [5, 4])[:, None]
    y = np.array([1, 0, 0, 0, 0, 1, 1, 1, 0])
    end = solve(X, y)
    assert end.b == pytest.approx(np.log(1 / 4))
    assert end.b + end.w[0] == pytest.approx(np.log(3 / 1))


@pytest.mark.parametrize("lam", [0.0, 1e-3, 1.0, 1e4])
def test_against_bfgs(lam):
    X, y = data()

    def loss(theta):
        return log_loss(y, X @ theta[:-1] + theta[-1]).sum() + lam / 2 * theta[:-1] @ theta[:-1]

    best = scipy.optimize.minimize(
        loss,
        np.zeros(4),
        jac=lambda theta: gradient(X, y, theta[:-1], theta[-1], lam),
        method="BFGS",
        options={"gtol": 1e-7},
    )
    end = solve(X, y, lam)
    np.testing.assert_allclose(np.append(end.w, end.b), best.x, atol=1e-5)
    assert end.loss == pytest.approx(loss(np.append(end.w, end.b)), rel=1e-12)


@given(st.integers(0, 100), st.sampled_from([1e-2, 1.0, 100.0]))
def test_the_gradient_is_0_and_the_mean_probability_is_the_share(seed, lam):
    X, y = data(seed=seed)
    end = solve(X, y, lam)
    np.testing.assert_allclose(gradient(X, y, end.w, end.b, lam), 0, atol=1e-6)
    assert sigmoid(X @ end.w + end.b).mean() == pytest.approx(y.mean())


@given(st.integers(0, 100), st.sampled_from([1e-4, 1.0]))
def test_the_loss_falls_and_the_excess_tells_how_far_it_has_to_go(seed, lam):
    X, y = data(seed=seed)
    steps = take(logistic_newton(X, y, lam=lam), 40)
    losses, excess = column(steps, "loss"), column(steps, "gap")
    assert (np.diff(losses) <= 1e-10).all()
    near = (excess < 1e-3) & (excess > 1e-9)
    np.testing.assert_allclose(excess[near], (losses - losses[-1])[near], rtol=0.2, atol=1e-11)


def test_errors_are_squared():
    X, y = data()
    excess = column(take(logistic_newton(X, y), 7), "gap")
    assert (excess[3:6] < 10 * excess[2:5] ** 1.8).all()


def test_a_step_that_is_too_long_is_halved():
    """With one far example a full step raises the loss."""
    x = np.append(np.linspace(-1, 1, 40), 1e4)
    y = np.append((x[:40] + np.tile([1, -1], 20) > 0), 0).astype(float)
    losses = column(take(logistic_newton(x[:, None], y), 40), "loss")
    assert (np.diff(losses) <= 1e-10).all()
    np.testing.assert_allclose(
        gradient(x[:, None], y, *solve(x[:, None], y)[1:3], 0.0), 0, atol=1e-6
    )


@given(st.floats(-1e4, 1e4), st.floats(1e-6, 1e6))
def test_units_and_zero_of_a_feature_change_the_weights_only(shift, unit):
    X, y = data()
    before, after = solve(X, y), solve(unit * (X + shift), y)
    np.testing.assert_allclose(after.w * unit, before.w, rtol=1e-5)


def test_the_intercept_is_not_penalised():
    X, y = data()
    end = solve(X, y, 1e12)
    np.testing.assert_allclose(end.w, 0, atol=1e-9)
    assert end.b == pytest.approx(np.log(y.mean() / (1 - y.mean())))


@pytest.mark.parametrize("size", [1e-100, 1e100])
def test_tiny_and_huge_features(size):
    X, y = data()
    np.testing.assert_allclose(solve(size * X, y).w * size, solve(X, y).w, rtol=1e-6)


def test_more_features_than_examples_need_a_penalty():
    X, y = data(6, 10)
    end = solve(X, y, 1.0)
    np.testing.assert_allclose(gradient(X, y, end.w, end.b, 1.0), 0, atol=1e-8)
    with pytest.raises(ValueError, match=r"X\^T diag\(p \(1 - p\)\) X \+ lam I at step 0 must be"):
        solve(X, y)


def test_a_constant_column_needs_a_penalty():
    X, y = data()
    X = np.column_stack([X, np.full(len(X), 2.0)])
    assert solve(X, y, 1.0).w[-1] == pytest.approx(0, abs=1e-12)
    with pytest.raises(ValueError, match="at step 0 must be positive definite"):
        solve(X, y)


# classes that can be separated


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([0, 1, 2, 3], [0, 0, 1, 1]),  # a gap between the classes
        ([3, 2, 1, 0], [0, 0, 1, 1]),
        ([0, 1, 1, 2], [0, 0, 1, 1]),  # a tie, where both classes meet
        ([0, 1, 1, 1, 2], [0, 0, 1, 1, 1]),
        ([0, 0, 0, 0, 1], [0, 1, 0, 1, 1]),  # a group with one class
        ([-1e6, -1, 1, 2], [0, 0, 1, 1]),
    ],
)
def test_separated_classes_are_named(x, y):
    X = np.array(x, dtype=float)[:, None]
    message = r"X of shape \(\d, 1\) separates the classes of y.* a penalty lam > 0 helps"
    with pytest.raises(ValueError, match=message):
        solve(X, y)
    end = solve(X, y, 0.1)
    assert np.isfinite([end.w[0], end.b, end.loss]).all()


@pytest.mark.parametrize(
    "draw",
    [
        lambda rng: rng.normal(loc=5, size=(25, 2)),
        lambda rng: np.exp(4 * rng.normal(size=(25, 2))),
        lambda rng: rng.integers(0, 4, (25, 2)).astype(float),
    ],
    ids=["normal", "heavy tails", "few values"],
)
def test_separation_is_found_exactly_when_a_linear_program_finds_it(draw):
    found = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        X = draw(rng)
        y = (rng.random(25) < sigmoid(8 * (X[:, 0] > np.median(X[:, 0])) - 4.0)).astype(float)
        try:
            solve(X, y)
            separated = False
        except ValueError as error:
            separated = "separates the classes" in str(error)
        assert separated == can_be_separated(X, y), seed
        found.append(separated)
    assert 0 < sum(found) < 60


def test_a_plane_between_the_classes_is_enough_before_the_steps_turn_to_it():
    """With features from 1e-5 to 1e5, the loss is tiny before a step helps every example."""
    rng = np.random.default_rng(82)
    X = np.exp(4 * rng.normal(size=(12, 3)))
    y = (rng.random(12) < sigmoid(10.0 * (X[:, 0] > 1) - 5)).astype(float)
    assert can_be_separated(X, y)
    with pytest.raises(ValueError, match="separates the classes"):
        list(until(logistic_newton(X, y), tol=1e-6, max_steps=100))


def test_a_walk_that_starts_at_the_minimum_is_no_separation():
    steps = take(logistic_newton([[1], [1], [-1], [-1]], [0, 1, 0, 1]), 3)
    assert [(step.w[0], step.b, step.gap) for step in steps] == [(0, 0, 0)] * 3


# steps


def test_the_start_is_0_and_of_plain_kinds():
    X, y = data()
    start = next(logistic_newton(X, y))
    assert (start.step, start.b) == (0, 0.0)
    assert (start.w == 0).all()
    assert start.loss == pytest.approx(len(y) * np.log(2))
    assert {type(start.b), type(start.loss), type(start.gap)} == {float}


def test_steps_are_fresh_and_may_be_written_to():
    X, y = data()
    expected = column(take(logistic_newton(X, y), 5), "w")
    steps, seen = logistic_newton(X, y), []
    for _ in range(5):
        step = next(steps)
        seen.append(step.w.copy())
        step.w[:] = 99
    np.testing.assert_array_equal(seen, expected)
    arrays = [X, y, *(step.w for step in take(logistic_newton(X, y), 5))]
    assert not any(np.shares_memory(a, b) for a, b in combinations(arrays, 2))


def test_the_walk_goes_on_at_the_minimum():
    X, y = data()
    steps = take(logistic_newton(X, y), 60)
    assert len(steps) == 60
    np.testing.assert_allclose(steps[-1].w, steps[20].w, rtol=1e-12)


# refusals


@pytest.mark.parametrize(
    ("X", "y", "lam", "error", "message"),
    [
        (
            [[1], [2]],
            [1, 1],
            1.0,
            ValueError,
            "y must hold both classes, .* got only class 1",
        ),
        ([[1]], [0], 1.0, ValueError, "y must hold both classes, .* got only class 0"),
        ([[1], [2]], [-1, 1], 1.0, ValueError, "y must hold the classes 0 and 1, got -1"),
        ([[1], [2]], [0, 1, 1], 1.0, ValueError, "X has 2 and y has 3"),
        ([[1], [np.nan]], [0, 1], 1.0, ValueError, "X must be finite"),
        ([[1], [1e200]], [0, 1], 1.0, ValueError, "X must be at most 1e150"),
        ([1, 2], [0, 1], 1.0, ValueError, "X must be a matrix"),
        (np.ones((0, 1)), [], 1.0, ValueError, "X must not be empty"),
        ([["a"], ["b"]], [0, 1], 1.0, TypeError, "X must hold real numbers"),
        ([[1], [2]], ["a", "b"], 1.0, TypeError, "y must hold real numbers"),
        ([[1], [2]], [0, 1], -1.0, ValueError, "lam must be at least 0 and finite, got -1"),
        ([[1], [2]], [0, 1], np.nan, ValueError, "lam must be at least 0 and finite, got nan"),
    ],
)
def test_arguments_are_refused_at_the_call(X, y, lam, error, message):
    with pytest.raises(error, match=message):
        logistic_newton(X, y, lam=lam)


def test_sigmoid_and_loss_refuse():
    with pytest.raises(ValueError, match="z must be finite"):
        sigmoid([np.inf])
    with pytest.raises(ValueError, match="y must hold the classes 0 and 1, got 2"):
        log_loss([2], [0.0])
    with pytest.raises(ValueError, match="y has 1 and z has 2"):
        log_loss([1], [0.0, 1.0])
