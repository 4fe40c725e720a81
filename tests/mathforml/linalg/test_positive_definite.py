"""Positive definite systems against exact fractions, SciPy, and matrices that are none."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg.positive_definite import cholesky, solve_positive_definite


def test_two_by_two_against_cramers_rule():
    A, b = [[5, 2], [2, 3]], [1, 7]
    determinant = Fraction(5 * 3 - 2 * 2)
    expected = [float((1 * 3 - 2 * 7) / determinant), float((5 * 7 - 2 * 1) / determinant)]
    np.testing.assert_allclose(solve_positive_definite(A, b), expected, rtol=1e-15)


@given(
    arrays(float, (4, 4), elements=st.floats(-5, 5)),
    arrays(float, (4, 2), elements=st.floats(-5, 5)),
)
def test_against_scipy(M, B):
    A = M @ M.T + np.eye(4)
    expected = scipy.linalg.solve(A, B, assume_a="pos")
    np.testing.assert_allclose(solve_positive_definite(A, B), expected, atol=1e-10)
    np.testing.assert_allclose(solve_positive_definite(A, B[:, 0]), expected[:, 0], atol=1e-10)


@given(arrays(float, (4, 4), elements=st.floats(-5, 5)))
def test_the_factor_times_its_transpose_is_the_matrix(M):
    A = M @ M.T + np.eye(4)
    L = cholesky(A)
    np.testing.assert_array_equal(L, np.tril(L))
    assert (np.diag(L) > 0).all()
    np.testing.assert_allclose(L @ L.T, A, atol=1e-12)


def test_the_factor_by_hand():
    np.testing.assert_allclose(cholesky([[4, 2], [2, 10]]), [[2, 0], [1, 3]], rtol=1e-15)


@pytest.mark.parametrize(
    ("A", "message"),
    [
        ([[1.0, 2.0], [2.0, 1.0]], "Sigma must be positive definite"),
        ([[1.0, 2.0], [0.0, 9.0]], "Sigma must be symmetric"),
    ],
)
def test_no_factor(A, message):
    with pytest.raises(ValueError, match=message):
        cholesky(A, name="Sigma")


def test_uneven_units_cost_no_digits():
    units = 10.0 ** np.array([-9, 0, 9])
    A = np.array([[4.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 2.0]])
    x = solve_positive_definite(units[:, None] * A * units, units * (A @ [1.0, 2.0, 3.0]))
    np.testing.assert_allclose(x * units, [1.0, 2.0, 3.0], rtol=1e-14)


@pytest.mark.parametrize(
    ("A", "smallest"),
    [([[1.0, 0.0], [0.0, -3.0]], "-3"), ([[0.0]], "0"), ([[1.0, 2.0], [2.0, 1.0]], "-1")],
)
def test_refuses_a_matrix_that_does_not_curve_upwards(A, smallest):
    message = rf"the Hessian must be positive definite.* smallest eigenvalue is {smallest}\b"
    with pytest.raises(ValueError, match=message):
        solve_positive_definite(A, np.ones(len(A)), name="the Hessian")


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("units", [[1, 1, 1], [1e-3, 1, 1e4]])
def test_refuses_the_square_of_dependent_columns(seed, units):
    """The sum of two columns adds nothing; rounding must not hide it."""
    X = np.random.default_rng(seed).normal(size=(30, 2)) * units[:2]
    X = np.column_stack([X, units[2] * X.sum(axis=1)])
    with pytest.raises(ValueError, match="A must be positive definite"):
        solve_positive_definite(X.T @ X, np.ones(3))


@pytest.mark.parametrize(
    ("A", "b", "error", "message"),
    [
        ([[1, 2], [0, 1]], [1, 1], ValueError, "A must be symmetric"),
        (np.ones((2, 3)), [1, 1], ValueError, r"A must be square, got shape \(2, 3\)"),
        (np.full((2, 2), np.inf), [1, 1], ValueError, "A must be finite"),
        (np.eye(2), [1, 1, 1], ValueError, "b has 3"),
        (np.eye(2), [1, np.nan], ValueError, "b must be finite"),
        ([["a"]], [1], TypeError, "A must hold real numbers"),
    ],
)
def test_refusals(A, b, error, message):
    with pytest.raises(error, match=message):
        solve_positive_definite(A, b)
