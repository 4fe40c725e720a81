"""The shortest least squares against LAPACK, its optimality conditions, ridge and descent."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.linalg.least_squares import solve_minimum_norm

SHAPES = [(1, 1), (1, 6), (6, 1), (8, 3), (3, 8), (5, 5)]


def system(shape, rank=None, seed=0):
    rng = np.random.default_rng(seed)
    n, p = shape
    rank = min(shape) if rank is None else rank
    X = rng.normal(size=(n, rank)) @ rng.normal(size=(rank, p))
    return X, rng.normal(size=n)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("rank", [None, 1])
def test_against_lapack(shape, rank):
    X, y = system(shape, rank)
    expected = np.linalg.lstsq(X, y, rcond=None)[0]
    np.testing.assert_allclose(solve_minimum_norm(X, y), expected, rtol=1e-9, atol=1e-12)


@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 6), st.integers(0, 50))
def test_the_residual_is_perpendicular_and_theta_lies_in_the_row_space(n, p, rank, seed):
    X, y = system((n, p), min(rank, n, p), seed)
    theta = solve_minimum_norm(X, y)
    size = np.linalg.norm(X)
    np.testing.assert_allclose(X.T @ (y - X @ theta), 0, atol=1e-9 * size * np.linalg.norm(y))
    row_space = np.linalg.pinv(X) @ X
    np.testing.assert_allclose(row_space @ theta, theta, atol=1e-9 * (1 + np.abs(theta).max()))


def test_it_is_the_limit_of_ridge_and_of_gradient_descent():
    X, y = system((4, 9))
    theta = solve_minimum_norm(X, y)
    ridge = X.T @ np.linalg.solve(X @ X.T + 1e-9 * np.eye(4), y)
    np.testing.assert_allclose(ridge, theta, atol=1e-8)
    walker = np.zeros(9)
    for _ in range(5000):
        walker -= X.T @ (X @ walker - y) / np.linalg.norm(X, 2) ** 2
    np.testing.assert_allclose(walker, theta, atol=1e-7)


def test_several_targets_at_once():
    X, _ = system((4, 9))
    Y = np.random.default_rng(1).normal(size=(4, 3))
    together = solve_minimum_norm(X, Y)
    apart = np.column_stack([solve_minimum_norm(X, y) for y in Y.T])
    np.testing.assert_allclose(together, apart, atol=1e-12)


def test_equal_columns_share_the_weight():
    np.testing.assert_allclose(solve_minimum_norm([[1, 1], [2, 2]], [2, 4]), [1, 1], rtol=1e-12)


def test_zeros_tell_nothing():
    np.testing.assert_array_equal(solve_minimum_norm(np.zeros((3, 2)), [1, 2, 3]), [0, 0])


@pytest.mark.parametrize("size", [1e-140, 1e140])
def test_tiny_and_huge_columns(size):
    X, y = system((4, 9))
    np.testing.assert_allclose(
        solve_minimum_norm(size * X, y) * size, solve_minimum_norm(X, y), rtol=1e-9
    )


def test_a_direction_of_rounding_is_not_a_direction():
    X, y = system((20, 2))
    nearly = np.column_stack([X, X[:, 0] * (1 + 1e-17) + 1e-17 * X[:, 1]])
    assert np.abs(solve_minimum_norm(nearly, y)).max() < 10


@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        (np.empty((0, 2)), [], "X must not be empty"),
        ([[np.inf]], [1.0], "X must be finite"),
        ([[1.0]], [np.nan], "y must be finite"),
        ([[1.0], [2.0]], [1.0], "X has 2 and y has 1"),
        ([1.0], [1.0], "X must be a matrix"),
        ([[1e200]], [1.0], "X must be at most 1e150"),
        ([[1e-160]], [1e150], "X must not be so small beside y"),
        ([[1e-310]], [1.0], "X must not be so small beside y"),
    ],
)
def test_refusals(X, y, message):
    with pytest.raises(ValueError, match=message):
        solve_minimum_norm(X, y)
