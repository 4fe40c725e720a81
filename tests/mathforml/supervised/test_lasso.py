"""The lasso against its optimality conditions, closed forms and a quasi-Newton method."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import column, last, take, until
from mathforml.supervised.lasso import (
    coordinate_descent,
    largest_penalty,
    soft_threshold,
    sweep,
)

SHAPES = [(2, 1), (30, 4), (40, 10), (10, 25)]
penalties = st.floats(0.01, 1.5)


def data(shape=(30, 4), seed=0):
    """Correlated features of uneven size and mean; half of them do nothing."""
    rng = np.random.default_rng(seed)
    n, p = shape
    X = (rng.normal(size=shape) + rng.normal(size=(n, 1)) + 3) * np.linspace(1, 3, p)
    return X, 10 + X[:, ::2].sum(axis=1) + rng.normal(size=n)


def solve(X, y, lam, tol=1e-12):
    walk = coordinate_descent(X, y, lam=lam)
    return last(until(walk, tol=tol * np.var(y), max_steps=50_000))


def loss(X, y, w, b, lam):
    return np.mean((y - X @ w - b) ** 2) / 2 + lam * np.abs(w).sum()


@pytest.mark.parametrize("fraction", [0.01, 0.3, 0.9])
def test_perpendicular_features_have_a_closed_form(fraction):
    """Each weight is that of least squares, moved towards 0 by lam / G_jj, in one sweep."""
    rng = np.random.default_rng(0)
    X = np.linalg.qr(np.column_stack([np.ones(20), rng.normal(size=(20, 4))]))[0][:, 1:]
    X *= [1.0, 2.0, 3.0, 4.0]
    y = rng.normal(size=20)
    lam, curvature = fraction * largest_penalty(X, y), np.diag(X.T @ X) / 20
    least_squares = X.T @ y / 20 / curvature
    expected = np.sign(least_squares) * np.maximum(np.abs(least_squares) - lam / curvature, 0)
    end = take(coordinate_descent(X, y, lam=lam), 2)[1]
    np.testing.assert_allclose(end.w, expected, atol=1e-13)
    assert end.gap == pytest.approx(0, abs=1e-14)


@pytest.mark.parametrize("shape", SHAPES)
@given(fraction=penalties, seed=st.integers(0, 20))
def test_the_optimality_conditions(shape, fraction, seed):
    """Correlation with the residual: lam sign(w) where w is not 0, at most lam elsewhere."""
    X, y = data(shape, seed)
    lam = fraction * largest_penalty(X, y)
    end = solve(X, y, lam)
    g = (X - X.mean(axis=0)).T @ (y - X @ end.w - end.b) / len(y)
    tolerance = 1e-4 * largest_penalty(X, y)
    np.testing.assert_allclose(g[end.w != 0], lam * np.sign(end.w[end.w != 0]), atol=tolerance)
    assert (np.abs(g) <= lam + tolerance).all()


def test_against_a_quasi_newton_method_on_signed_parts():
    """With w = u - v, u and v at least 0, the loss is smooth, and L-BFGS-B can minimise it."""
    X, y = data()
    n, p, lam = *X.shape, 0.1 * largest_penalty(X, y)

    def smooth(parts):
        u, v, b = parts[:p], parts[p:-1], parts[-1]
        residual = y - X @ (u - v) - b
        g = -X.T @ residual / n
        value = residual @ residual / (2 * n) + lam * (u + v).sum()
        return value, np.concatenate([g + lam, -g + lam, [-residual.mean()]])

    bounds = [(0, None)] * (2 * p) + [(None, None)]
    options = {"ftol": 1e-15, "gtol": 1e-10, "maxiter": 100_000, "maxfun": 100_000}
    best = scipy.optimize.minimize(
        smooth, np.zeros(2 * p + 1), jac=True, bounds=bounds, options=options
    )
    assert solve(X, y, lam).loss == pytest.approx(best.fun, rel=1e-8)


@given(penalties, st.integers(0, 20))
def test_the_loss_falls_and_the_gap_bounds_what_is_left(fraction, seed):
    X, y = data(seed=seed)
    steps = take(coordinate_descent(X, y, lam=fraction * largest_penalty(X, y)), 30)
    losses, gaps, tiny = column(steps, "loss"), column(steps, "gap"), 1e-12 * np.var(y)
    assert (np.diff(losses) <= tiny).all()
    lowest = last(take(coordinate_descent(X, y, lam=fraction * largest_penalty(X, y)), 2000)).loss
    assert (losses - lowest <= gaps + tiny).all()
    assert (gaps >= -tiny).all()


@given(penalties)
def test_the_gap_is_the_distance_to_the_dual_of_the_shrunk_residual(fraction):
    X, y = data()
    lam = fraction * largest_penalty(X, y)
    Xc, yc, n = X - X.mean(axis=0), y - y.mean(), len(y)
    for step in take(coordinate_descent(X, y, lam=lam), 4):
        residual = yc - Xc @ step.w
        shrunk = residual * min(1, lam / np.abs(Xc.T @ residual / n).max())
        dual = (yc @ yc - (yc - shrunk) @ (yc - shrunk)) / (2 * n)
        assert step.gap == pytest.approx(step.loss - dual, abs=1e-12 * (yc @ yc) / n)


def test_the_loss_and_the_intercept_are_those_of_the_model():
    X, y = data()
    for step in take(coordinate_descent(X, y, lam=0.5), 5):
        assert step.loss == pytest.approx(loss(X, y, step.w, step.b, 0.5))
        assert (y - X @ step.w - step.b).mean() == pytest.approx(0, abs=1e-12)


def test_all_weights_are_0_exactly_from_the_largest_penalty_on():
    X, y = data()
    lam = largest_penalty(X, y)
    assert (solve(X, y, lam * (1 + 1e-12)).w == 0).all()
    assert (solve(X, y, lam * (1 - 1e-4)).w != 0).sum() == 1


def test_a_small_penalty_is_almost_least_squares():
    X, y = data()
    expected = np.linalg.lstsq(X - X.mean(axis=0), y - y.mean(), rcond=None)[0]
    np.testing.assert_allclose(solve(X, y, 1e-7).w, expected, atol=1e-5)


@given(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
def test_a_shift_of_the_data_changes_the_intercept_only(dx, dy):
    X, y = data()
    np.testing.assert_allclose(
        solve(X + dx, y + dy, 0.3).w, solve(X, y, 0.3).w, atol=1e-5, rtol=1e-5
    )


def test_steps_are_fresh_and_may_be_written_to():
    X, y = data()
    expected = column(take(coordinate_descent(X, y, lam=0.3), 5), "w")
    steps, seen = coordinate_descent(X, y, lam=0.3), []
    for _ in range(5):
        step = next(steps)
        seen.append(step.w.copy())
        step.w[:] = 99
    np.testing.assert_array_equal(seen, expected)
    arrays = [step.w for step in take(coordinate_descent(X, y, lam=0.3), 5)]
    assert not any(np.shares_memory(a, b) for a, b in combinations(arrays, 2))


def test_the_start_has_no_weights_and_plain_numbers():
    X, y = data()
    start = next(coordinate_descent(X, y, lam=0.3))
    assert (start.step, start.b) == (0, pytest.approx(y.mean()))
    assert (start.w == 0).all()
    assert start.loss == pytest.approx(y.var() / 2)
    assert {type(start.b), type(start.loss), type(start.gap)} == {float}


@pytest.mark.parametrize(
    ("X", "y"),
    [
        ([[1.0, 2.0]], [5.0]),  # one example
        (np.ones((4, 2)), [1.0, 2.0, 3.0, 4.0]),  # constant columns
        ([[1.0], [2.0]], [3.0, 3.0]),  # a constant target
    ],
)
def test_where_nothing_can_be_learned_the_mean_remains(X, y):
    (start,) = until(coordinate_descent(X, y, lam=0.1), tol=0)
    assert (start.w == 0).all()
    assert start.b == pytest.approx(np.mean(y))


def test_a_constant_column_beside_others_gets_no_weight():
    X, y = data()
    end = solve(np.column_stack([X, np.full(len(X), 0.1)]), y, 1e-3)
    assert end.w[-1] == 0


@pytest.mark.parametrize("size", [1e-140, 1e140])
def test_tiny_and_huge_inputs(size):
    X, y = data()
    end = solve(size * X, y, size * 0.3)
    np.testing.assert_allclose(end.w * size, solve(X, y, 0.3).w, rtol=1e-5)


def test_data_are_checked_at_the_call():
    with pytest.raises(ValueError, match="X must be finite"):
        coordinate_descent([[np.nan]], [1.0], lam=1.0)
    with pytest.raises(ValueError, match="X has 2 and y has 1"):
        largest_penalty([[1.0], [2.0]], [1.0])


# its parts


@given(st.integers(0, 50), st.floats(0.01, 2))
def test_a_sweep_is_the_minimum_over_one_weight_after_the_other(seed, lam):
    """Each by a search along the line, with the residual computed from the data."""
    X, y = data(seed=seed)
    X, y, n = X - X.mean(axis=0), y - y.mean(), len(y)
    w = np.random.default_rng(seed).normal(size=4)
    g, G = X.T @ (y - X @ w) / n, X.T @ X / n
    found, g_found = sweep(w, g, G=G, lam=lam)

    def cost(value, j):
        trial = expected.copy()
        trial[j] = value
        return loss(X, y, trial, 0.0, lam)

    expected = w.copy()
    for j in range(4):
        best = scipy.optimize.minimize_scalar(cost, bracket=(-1, 1), args=(j,), tol=1e-12).x
        # the search cannot hit the kink, where the price alone decides
        expected[j] = min(best, 0.0, key=lambda value, j=j: cost(value, j))
    np.testing.assert_allclose(found, expected, atol=1e-5)
    np.testing.assert_allclose(g_found, X.T @ (y - X @ found) / n, atol=1e-10)


def test_a_sweep_leaves_what_it_is_given():
    w, g = np.array([1.0, -1.0]), np.array([3.0, 0.5])
    sweep(w, g, G=np.eye(2), lam=1.0)
    np.testing.assert_array_equal([w, g], [[1.0, -1.0], [3.0, 0.5]])


@given(st.floats(-5, 5), st.floats(0, 3), st.floats(-10, 10))
def test_soft_threshold_is_the_minimiser(z, lam, other):
    def cost(w):
        return (w - z) ** 2 / 2 + lam * abs(w)

    assert cost(soft_threshold(z, lam)) <= cost(other) + 1e-12


@pytest.mark.parametrize(("z", "expected"), [(5, 4), (2, 1), (0.8, 0), (-3, -2), (1, 0), (-1, 0)])
def test_by_hand_with_a_price_of_1(z, expected):
    assert soft_threshold(z, 1.0) == expected


@given(st.floats(-5, 5), st.floats(0, 3))
def test_it_is_odd_and_moves_by_the_price_at_most(z, lam):
    w = soft_threshold(z, lam)
    assert soft_threshold(-z, lam) == -w
    assert abs(z - w) <= lam + 1e-12
    assert z * w >= 0


def test_a_missing_number_stays_missing():
    for z, lam in [(math.nan, 1.0), (3.0, math.nan), (-3.0, math.nan), (0.0, math.nan)]:
        assert math.isnan(soft_threshold(z, lam))


def test_a_negative_price_is_refused():
    with pytest.raises(ValueError, match="lam must be at least 0, got -1"):
        soft_threshold(0.5, -1.0)
