"""Least squares against exact fractions, LAPACK, and the geometry of the residual."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg.least_squares import solve_least_squares, solve_normal_equations

both = pytest.mark.parametrize("solve", [solve_least_squares, solve_normal_equations])


def exact(X, y):
    """Solve the normal equations in fractions, by Gauss and Jordan."""
    X = [[Fraction(value) for value in row] for row in X]
    y = [Fraction(value) for value in y]
    p = len(X[0])
    rows = [
        [sum(row[i] * row[j] for row in X) for j in range(p)]
        + [sum(row[i] * value for row, value in zip(X, y, strict=True))]
        for i in range(p)
    ]
    for k in range(p):
        rows[k] = [value / rows[k][k] for value in rows[k]]  # positive definite: never 0
        for i in set(range(p)) - {k}:
            rows[i] = [a - rows[i][k] * b for a, b in zip(rows[i], rows[k], strict=True)]
    return np.array([float(row[p]) for row in rows])


def hilbert(n_rows, n_columns):
    """The table of 1 / (i + j + 1): columns that are close to dependent."""
    return 1 / (np.arange(n_rows)[:, None] + np.arange(n_columns) + 1.0)


@both
def test_a_line_by_hand(solve):
    X = [[1, 0], [1, 1], [1, 2], [1, 3]]
    np.testing.assert_allclose(solve(X, [1, 2, 2, 4]), [0.9, 0.9], rtol=1e-13)


@both
@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (20, 4), (300, 30)])
def test_against_lapack(solve, shape):
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=shape), rng.normal(size=shape[0])
    expected = np.linalg.lstsq(X, y, rcond=None)[0]
    np.testing.assert_allclose(solve(X, y), expected, rtol=1e-9, atol=1e-12)


@both
@given(arrays(float, (6, 2), elements=st.integers(-50, 50)), st.integers(0, 100))
def test_the_residual_is_perpendicular_to_the_columns(solve, X, seed):
    X = np.vstack([X, np.eye(2)])  # independent columns
    y = np.random.default_rng(seed).normal(size=8)
    residual = y - X @ solve(X, y)
    np.testing.assert_allclose(X.T @ residual, 0, atol=1e-9)


@both
@given(arrays(float, 3, elements=st.floats(-1, 1)))
def test_no_other_combination_is_closer(solve, change):
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(12, 3)), rng.normal(size=12)
    theta = solve(X, y)
    best = np.linalg.norm(y - X @ theta)
    assert best <= np.linalg.norm(y - X @ (theta + change)) + 1e-12


@pytest.mark.parametrize("n_columns", range(2, 9))
def test_almost_dependent_columns_cost_no_more_digits_than_in_lapack(n_columns):
    X = hilbert(12, n_columns)
    y = np.random.default_rng(0).normal(size=12)
    expected = exact(X, y)
    ours = np.abs(solve_least_squares(X, y) - expected).max()
    lapack = np.abs(np.linalg.lstsq(X, y, rcond=None)[0] - expected).max()
    assert ours <= 50 * lapack + 1e-14 * np.abs(expected).max()


def test_the_normal_equations_lose_twice_as_many_digits():
    """With condition number 5e5 QR keeps 11 digits, and the normal equations 5."""
    X = hilbert(20, 5)
    y = X.sum(axis=1)
    lost = [
        np.abs(solve(X, y) - exact(X, y)).max()
        for solve in (solve_least_squares, solve_normal_equations)
    ]
    assert lost[0] < 1e-10
    assert 1e-8 < lost[1] < 1e-3


@pytest.mark.parametrize(("error", "power"), [(0, 1), (1, 2)])
def test_digits_lost_by_qr_grow_with_the_square_of_kappa_when_the_error_is_large(error, power):
    """Against the exact solution of the same floats, so that only our own rounding counts."""
    lost = []
    for kappa in (1e2, 1e6):
        losses = []
        for seed in range(9):
            rng = np.random.default_rng(seed)
            Q = np.linalg.qr(rng.normal(size=(10, 3)))[0]
            V = np.linalg.qr(rng.normal(size=(2, 2)))[0]
            X = Q[:, :2] * [1, 1 / kappa] @ V.T
            y = X @ [1, 1] + error * Q[:, 2]
            losses.append(np.linalg.norm(solve_least_squares(X, y) - exact(X, y)))
        lost.append(np.median(losses))
    assert np.log10(lost[1] / lost[0]) / 4 == pytest.approx(power, abs=0.3)


@both
@given(st.lists(st.integers(-12, 12), min_size=3, max_size=3))
def test_units_of_the_columns_do_not_change_the_fit(solve, powers):
    rng = np.random.default_rng(0)
    X, y, units = rng.normal(size=(15, 3)), rng.normal(size=15), 10.0 ** np.array(powers)
    np.testing.assert_allclose(solve(X * units, y) * units, solve(X, y), rtol=1e-9)


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_tiny_and_huge_numbers(size):
    X, y = hilbert(6, 3).clip(0, 0.9), np.arange(6.0) / 6
    expected = solve_least_squares(X, y)
    np.testing.assert_allclose(solve_least_squares(X * size, y * size), expected, rtol=1e-9)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("place", [0, 2, 4])
def test_refuses_dependent_columns_in_any_order_and_any_units(seed, place):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(30, 4))
    units = 10.0 ** rng.integers(-6, 7, 5)
    X = np.insert(X, place, X @ rng.normal(size=4), axis=1) * units
    with pytest.raises(ValueError, match=r"X of shape \(30, 5\) must have independent columns"):
        solve_least_squares(X, np.ones(30))


@both
@pytest.mark.parametrize(
    "X",
    [np.ones((5, 2)), np.column_stack([np.ones(5), np.zeros(5)]), np.zeros((1, 1))],
    ids=["equal columns", "column of zeros", "zero"],
)
def test_refuses_columns_that_add_nothing(solve, X):
    expected = "must have independent columns|must be positive definite"
    with pytest.raises(ValueError, match=expected):
        solve(X, np.ones(len(X)))


def test_one_row_and_one_column():
    np.testing.assert_allclose(solve_least_squares([[4.0]], [2.0]), [0.5])


@both
@pytest.mark.parametrize(
    ("X", "y", "error", "message"),
    [
        (np.ones((2, 3)), [1, 1], ValueError, r"X .* as many rows as columns, got shape \(2, 3\)"),
        (np.eye(2), [1, 1, 1], ValueError, "X has 2 and y has 3"),
        ([1, 2], [1, 1], ValueError, r"X must be a matrix .* \(2,\)"),
        (np.ones((0, 1)), [], ValueError, "X must not be empty"),
        ([[1], [np.nan]], [1, 1], ValueError, "X must be finite"),
        ([[1], [2]], [1, np.inf], ValueError, "y must be finite"),
        ([[1], [2]], [[1], [2]], ValueError, "y must be a vector"),
        ([["a"]], [1], TypeError, "X must hold real numbers"),
    ],
)
def test_refusals(solve, X, y, error, message):
    with pytest.raises(error, match=message):
        solve(X, y)


def test_the_normal_equations_say_when_squares_are_too_large():
    with pytest.raises(ValueError, match=r"X\^T X must be finite"):
        solve_normal_equations([[1e200], [1e200]], [1, 1])
