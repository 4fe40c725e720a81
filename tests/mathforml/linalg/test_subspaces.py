"""Rank and spaces against SciPy and NumPy, and the laws that tie them together."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg.subspaces import column_space, null_space, rank

integers = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: arrays(float, shape, elements=st.integers(-3, 3))
)


def of_rank(r, shape=(9, 7), seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(shape[0], r)) @ rng.normal(size=(r, shape[1]))


def test_a_plane_by_hand():
    """(1, 1, 0) and (0, 0, 2) span a plane; (1, -1, 0) is perpendicular to it."""
    A = np.array([[1, 0, 1], [1, 0, 1], [0, 2, 2]])
    assert rank(A) == 2
    projector = column_space(A) @ column_space(A).T
    np.testing.assert_allclose(projector, [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]], atol=1e-15)
    unseen = null_space(A)[:, 0]  # column 2 is the sum of the others
    np.testing.assert_allclose(abs(unseen), 3**-0.5)
    np.testing.assert_allclose(A @ unseen, 0, atol=1e-15)


@given(integers)
def test_the_rank_of_numpy(A):
    assert rank(A) == np.linalg.matrix_rank(A)


@given(integers)
def test_the_bases_are_orthonormal_and_fill_the_space(A):
    r = rank(A)
    for basis, dimension in ((column_space(A), r), (null_space(A), A.shape[1] - r)):
        assert basis.shape[1] == dimension
        np.testing.assert_allclose(basis.T @ basis, np.eye(dimension), atol=1e-13)
    both = np.hstack([column_space(A.T), null_space(A)])
    np.testing.assert_allclose(both.T @ both, np.eye(A.shape[1]), atol=1e-13)


@given(integers)
def test_the_null_space_goes_to_0_and_the_columns_are_reached(A):
    np.testing.assert_allclose(A @ null_space(A), 0, atol=1e-13)
    Q = column_space(A)
    np.testing.assert_allclose(Q @ (Q.T @ A), A, atol=1e-13)


@given(integers)
def test_rows_and_columns_have_one_rank(A):
    assert rank(A) == rank(A.T)


@pytest.mark.parametrize("r", [1, 3, 6])
def test_the_spaces_of_scipy(r):
    A = of_rank(r)
    assert rank(A) == r
    for ours, peer in (
        (column_space(A), scipy.linalg.orth(A)),
        (null_space(A), scipy.linalg.null_space(A)),
    ):
        assert scipy.linalg.subspace_angles(ours, peer).max() < 1e-12


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("shape", [(30, 5), (5, 30), (12, 12)])
def test_rounding_does_not_raise_the_rank(shape, seed):
    assert rank(of_rank(4, shape, seed)) == 4


def test_almost_dependent_columns_count_until_the_tolerance_says_no():
    A = np.array([[1.0, 1.0], [0.0, 1e-8]])
    assert rank(A) == 2
    assert rank(A, tol=1e-6) == 1
    assert null_space(A, tol=1e-6).shape == (2, 1)
    assert column_space(A, tol=1e-6).shape == (2, 1)


def test_units_matter():
    """A column of 1e-17 of the longest counts as 0, until the columns have one length."""
    A = np.diag([1.0, 1e-17])
    assert rank(A) == 1
    assert rank(A / A.max(axis=0)) == 2


@pytest.mark.parametrize("size", [5e-324, 1e-300, 1e300])
def test_tiny_and_huge_numbers(size):
    assert rank(np.array([[1.0, 1.0], [1.0, 1.0]]) * size) == 1
    np.testing.assert_allclose(abs(column_space([[size], [-size]])), 0.5**0.5)


def test_zeros():
    assert rank(np.zeros((3, 2))) == 0
    assert column_space(np.zeros((3, 2))).shape == (3, 0)
    np.testing.assert_array_equal(abs(null_space(np.zeros((3, 2)))), np.eye(2))


def test_independent_columns_have_nothing_in_their_null_space():
    assert null_space(of_rank(3, (5, 3))).shape == (3, 0)


def test_a_row_and_a_column():
    np.testing.assert_allclose(abs(null_space([[3.0, 4.0]])), [[0.8], [0.6]])
    assert null_space([[3.0], [4.0]]).shape == (1, 0)


def test_the_matrix_stays_as_it_is():
    A = of_rank(2)
    before = A.copy()
    rank(A), null_space(A), column_space(A)
    np.testing.assert_array_equal(A, before)


@pytest.mark.parametrize("function", [rank, column_space, null_space])
@pytest.mark.parametrize(
    ("A", "tol", "error", "message"),
    [
        (np.ones(3), None, ValueError, r"A must be a matrix .* got shape \(3,\)"),
        (np.ones((0, 2)), None, ValueError, "A must not be empty"),
        ([[np.nan]], None, ValueError, "A must be finite"),
        ([[1e301]], None, ValueError, r"A must be at most 1e\+300"),
        ([["a"]], None, TypeError, "A must hold real numbers"),
        ([[1.0]], 0, ValueError, "tol must lie between 0 and 1"),
        ([[1.0]], "small", TypeError, "tol must hold real numbers"),
    ],
)
def test_refusals(function, A, tol, error, message):
    with pytest.raises(error, match=message):
        function(A, tol=tol)
