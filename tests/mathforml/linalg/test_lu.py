"""LU against SciPy, exact fractions, and the steps of elimination."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.iteration import last
from mathforml.linalg.elimination import eliminate
from mathforml.linalg.lu import lu, solve

SIZES = [1, 2, 3, 16, 17, 40, 111]
squares = st.integers(1, 6).flatmap(lambda n: arrays(float, (n, n), elements=st.floats(-1e3, 1e3)))


def random_system(n, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, n)), rng.normal(size=n)


def exact(A, b):
    """Solve in fractions, by Gauss and Jordan."""
    rows = [[Fraction(v) for v in (*row, value)] for row, value in zip(A, b, strict=True)]
    n = len(rows)
    for k in range(n):
        i = next(i for i in range(k, n) if rows[i][k])
        rows[k], rows[i] = rows[i], rows[k]
        rows[k] = [value / rows[k][k] for value in rows[k]]
        for i in set(range(n)) - {k}:
            rows[i] = [a - rows[i][k] * b for a, b in zip(rows[i], rows[k], strict=True)]
    return np.array([float(row[n]) for row in rows])


def test_two_equations_by_hand():
    """2x + y = 3 and 4x + 4y = 8 meet in (1, 1)."""
    np.testing.assert_array_equal(solve([[2, 1], [4, 4]], [3, 8]), [1, 1])


@given(squares)
def test_the_factors_multiply_to_the_rows_in_their_order(A):
    L, U, order = lu(A)
    np.testing.assert_allclose(L @ U, A[order], atol=1e-12 * max(1, np.abs(A).max()))
    np.testing.assert_array_equal(L, np.tril(L))
    np.testing.assert_array_equal(U, np.triu(U))
    np.testing.assert_array_equal(np.diag(L), 1)
    assert np.abs(L).max() <= 1
    assert sorted(order) == list(range(len(A)))


@pytest.mark.parametrize("n", SIZES)
def test_the_factors_of_lapack(n):
    A, _ = random_system(n)
    L, U, order = lu(A)
    P, expected_L, expected_U = scipy.linalg.lu(A)
    np.testing.assert_array_equal(P.argmax(axis=0), order)
    np.testing.assert_allclose(L, expected_L, atol=1e-11)
    np.testing.assert_allclose(U, expected_U, atol=1e-11)


@pytest.mark.parametrize("n", SIZES)
def test_u_is_what_the_steps_of_elimination_leave(n):
    A, _ = random_system(n)
    np.testing.assert_allclose(lu(A).U, last(eliminate(A)).matrix, atol=1e-11)


@pytest.mark.parametrize("n", SIZES)
def test_solutions_of_scipy(n):
    A, b = random_system(n)
    several = np.column_stack([b, 2 * b, A[:, 0]])
    for right in (b, several):
        expected = scipy.linalg.solve(A, right)
        np.testing.assert_allclose(solve(A, right), expected, rtol=1e-9, atol=1e-10)


@given(
    arrays(float, (4, 4), elements=st.integers(-9, 9)),
    arrays(float, 4, elements=st.integers(-9, 9)),
)
def test_undoes_the_product(A, x):
    A = A + 40 * np.eye(4)  # far from singular
    np.testing.assert_allclose(solve(A, A @ x), x, atol=1e-12)


@pytest.mark.parametrize("n", range(2, 11))
def test_hilbert_costs_no_more_digits_than_in_lapack(n):
    A, b = scipy.linalg.hilbert(n), np.ones(n)
    expected = exact(A, b)
    ours = np.abs(solve(A, b) - expected).max()
    lapack = np.abs(np.linalg.solve(A, b) - expected).max()
    assert ours <= 50 * lapack + 1e-14 * np.abs(expected).max()


def test_a_tiny_pivot_is_passed_over():
    """Without an exchange x would be (0, 1)."""
    np.testing.assert_allclose(solve([[1e-20, 1], [1, 1]], [1, 2]), [1, 1])


def test_the_last_column_may_double_with_every_pivot():
    """The worst growth, 2^(n - 1): the factors are still right to within that."""
    n = 30
    A = np.eye(n) - np.tril(np.ones((n, n)), -1)
    A[:, -1] = 1
    L, U, order = lu(A)
    assert U[-1, -1] == 2.0 ** (n - 1)
    np.testing.assert_array_equal(L @ U, A[order])


@given(st.lists(st.integers(-60, 60), min_size=10, max_size=10))
def test_units_of_rows_and_columns_do_not_make_a_matrix_singular(powers):
    A, b = random_system(5)
    rows, columns = (2.0 ** np.array(powers)).reshape(2, 5)
    x = solve(rows[:, None] * A * columns, rows * b)
    np.testing.assert_allclose(x * columns, solve(A, b), rtol=1e-8)


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_tiny_and_huge_numbers(size):
    A, b = np.array([[0.5, 1.0], [-1.0, 0.5]]), np.array([1.0, 0.5])
    np.testing.assert_allclose(solve(A * size, b * size), solve(A, b), rtol=1e-14)


@pytest.mark.parametrize("n", [2, 5, 20, 60])
@pytest.mark.parametrize("seed", range(5))
def test_refuses_dependent_columns_whatever_rounding_leaves_of_them(n, seed):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(n, n - 1))
    A = np.insert(A, rng.integers(n), A @ rng.normal(size=n - 1), axis=1)
    with pytest.raises(ValueError, match=rf"A of shape \({n}, {n}\) must not be singular"):
        solve(A, np.ones(n))


@pytest.mark.parametrize(
    "A", [[[0]], np.zeros((3, 3)), np.ones((2, 2)), [[1, 2, 3], [4, 5, 6], [7, 8, 9]]], ids=str
)
def test_refuses_singular_matrices(A):
    factors = lu(A)  # factors it has
    np.testing.assert_allclose(factors.L @ factors.U, np.asarray(A)[factors.order], atol=1e-15)
    with pytest.raises(ValueError, match="must not be singular, but up to rounding it has no"):
        factors.solve(np.ones(len(A)))


def test_the_matrix_stays_as_it_is():
    A, b = random_system(4)
    before = A.copy(), b.copy()
    solve(A, b)
    np.testing.assert_array_equal(A, before[0])
    np.testing.assert_array_equal(b, before[1])


@pytest.mark.parametrize(
    ("A", "b", "error", "message"),
    [
        (np.ones((2, 3)), [1, 1], ValueError, r"A must be square, got shape \(2, 3\)"),
        (np.ones(3), [1], ValueError, "A must be a matrix"),
        (np.ones((0, 0)), [], ValueError, "A must not be empty"),
        ([[1, np.nan], [1, 1]], [1, 1], ValueError, "A must be finite"),
        ([[1e301]], [1], ValueError, r"A must be at most 1e\+300"),
        (np.eye(2), [1, 1, 1], ValueError, r"b must have 2 rows, as A, got shape \(3,\)"),
        (np.eye(2), [1, np.inf], ValueError, "b must be finite"),
        (np.eye(2), 1.0, ValueError, r"b must be a vector or a matrix, got shape \(\)"),
        ([["a"]], [1], TypeError, "A must hold real numbers"),
        ([[1e-200]], [1e200], ValueError, "the solution is not finite"),
    ],
)
def test_refusals(A, b, error, message):
    with pytest.raises(error, match=message):
        solve(A, b)
