"""Triangular systems against exact fractions, SciPy, and the product that they undo."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from mathforml.linalg.triangular import solve_lower, solve_upper

both = pytest.mark.parametrize(
    ("solve", "triangle", "is_lower"),
    [(solve_upper, np.triu, False), (solve_lower, np.tril, True)],
    ids=["upper", "lower"],
)


def system(triangle, n, seed=0):
    rng = np.random.default_rng(seed)
    return triangle(rng.uniform(-1, 1, (n, n)), 0) + n * np.eye(n), rng


@both
@pytest.mark.parametrize("n", [1, 2, 7, 40])
def test_against_scipy(solve, triangle, is_lower, n):
    T, rng = system(triangle, n)
    for b in (rng.normal(size=n), rng.normal(size=(n, 3))):
        expected = scipy.linalg.solve_triangular(T, b, lower=is_lower)
        np.testing.assert_allclose(solve(T, b), expected, rtol=1e-12, atol=1e-14)


@both
@given(
    x=st.lists(st.integers(-9, 9), min_size=4, max_size=4),
    seed=st.integers(0, 1000),
)
def test_undoes_the_product(solve, triangle, is_lower, x, seed):
    T, _ = system(triangle, 4, seed)
    np.testing.assert_allclose(solve(T, T @ x), x, atol=1e-12)


def test_steep_systems_are_solved_row_by_row_without_loss():
    """Entries from 1e-8 to 1e8: substitution is exact to rounding in each row."""
    R = np.triu(np.random.default_rng(0).uniform(1, 2, (6, 6))) * 10.0 ** np.arange(8, -10, -3)
    b = np.arange(1.0, 7.0)
    x = [Fraction(0)] * 6
    for k in reversed(range(6)):
        rest = sum(Fraction(R[k, j]) * x[j] for j in range(k + 1, 6))
        x[k] = (Fraction(b[k]) - rest) / Fraction(R[k, k])
    np.testing.assert_allclose(solve_upper(R, b), [float(value) for value in x], rtol=1e-13)


@both
def test_the_other_triangle_is_not_read(solve, triangle, is_lower):
    T, rng = system(triangle, 4)
    full = T + (triangle(np.ones((4, 4))) == 0) * rng.normal(size=(4, 4))
    np.testing.assert_array_equal(solve(full, np.ones(4)), solve(T, np.ones(4)))


@both
def test_arguments_stay_as_they_are(solve, triangle, is_lower):
    T, b = np.eye(2), np.array([1.0, 2.0])
    x = solve(T, b)
    x[:] = 99
    np.testing.assert_array_equal(b, [1.0, 2.0])
    np.testing.assert_array_equal(T, np.eye(2))


@both
@pytest.mark.parametrize(
    ("T", "b", "error", "message"),
    [
        ([[1, 0], [0, 0]], [1, 1], ValueError, r"\(2, 2\) must have no 0 on its diagonal.* row 1"),
        (np.ones((2, 3)), [1, 1], ValueError, r"must be square, got shape \(2, 3\)"),
        (np.ones(2), [1, 1], ValueError, r"must be a matrix"),
        (np.empty((0, 0)), [], ValueError, "must not be empty"),
        (np.eye(2), [1, 1, 1], ValueError, "has 2 and b has 3"),
        (np.eye(2), 1.0, ValueError, r"b must be a vector or a matrix, got shape \(\)"),
        (np.eye(2), [1, np.nan], ValueError, "b must be finite"),
        ([[np.inf, 0], [0, 1]], [1, 1], ValueError, "must be finite"),
        (np.diag([1, 1e-200]), [1, 1e200], ValueError, "solution is not finite: [RL] is almost"),
        (np.eye(2), ["a", "b"], TypeError, "b must hold real numbers"),
    ],
)
def test_refusals(solve, triangle, is_lower, T, b, error, message):
    with pytest.raises(error, match=message):
        solve(T, b)
