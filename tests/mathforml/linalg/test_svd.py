"""Singular values: by hand, the definition, LAPACK's on ill-conditioned matrices, and refusals."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.iteration import column, take
from mathforml.linalg.svd import SVD, perpendicular_rows, svd
from mathforml.linalg.symmetric_eigen import symmetric_eigen
from scipy.linalg import hilbert

matrices = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: arrays(float, shape, elements=st.floats(-1e3, 1e3))
)
whole_numbers = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: arrays(float, shape, elements=st.integers(-1, 1).map(float))
)


def random_matrix(shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def assert_is_svd(factors: SVD, A: np.ndarray) -> None:
    """U and V have perpendicular unit vectors, s falls to 0 at least, and the product is A."""
    U, s, Vt = factors
    k, size = min(A.shape), np.abs(A).max()
    assert (U.shape, s.shape, Vt.shape) == ((len(A), k), (k,), (k, A.shape[1]))
    np.testing.assert_allclose(U.T @ U, np.eye(k), atol=5e-14)
    np.testing.assert_allclose(Vt @ Vt.T, np.eye(k), atol=5e-14)
    assert (s >= 0).all()
    assert (np.diff(s) <= 0).all()
    np.testing.assert_allclose((U * s) @ Vt, A, atol=3e-14 * size)
    assert (Vt[range(k), np.abs(Vt).argmax(axis=1)] > 0).all()


def test_by_hand():
    """[[2, 2], [-1, 1]] sends (1, 1) to (4, 0) and (1, -1) to (0, -2)."""
    U, s, Vt = svd([[2, 2], [-1, 1]])
    np.testing.assert_allclose(s, [np.sqrt(8), np.sqrt(2)], rtol=1e-15)
    np.testing.assert_allclose(Vt, np.array([[1, 1], [1, -1]]) / np.sqrt(2), rtol=1e-15)
    np.testing.assert_allclose(U, [[1, 0], [0, -1]], atol=1e-15)


@given(st.one_of(matrices, whole_numbers))
def test_the_definition(A):
    assert_is_svd(svd(A), A)


@given(matrices)
def test_the_transpose_has_the_same_values(A):
    size = np.abs(A).max()
    np.testing.assert_allclose(svd(A.T).s, svd(A).s, atol=1e-13 * size)


@given(matrices)
def test_their_squares_add_up(A):
    assert np.sum(svd(A).s ** 2) == pytest.approx(np.sum(A**2), rel=1e-12)


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (5, 1), (7, 7), (40, 11), (11, 40), (64, 64)])
def test_random_matrices_against_lapack(shape):
    A = random_matrix(shape)
    factors = svd(A)
    assert_is_svd(factors, A)
    U, s, Vt = scipy.linalg.svd(A, full_matrices=False)
    np.testing.assert_allclose(factors.s, s, rtol=1e-12)
    np.testing.assert_allclose(np.abs(np.sum(factors.Vt * Vt, axis=1)), 1, atol=1e-10)
    np.testing.assert_allclose(np.abs(np.sum(factors.U * U, axis=0)), 1, atol=1e-10)


@pytest.mark.parametrize("n", [2, 5, 8, 12, 20, 61])
def test_hilbert_matrices_against_lapack(n):
    """A square would lose all values below 1e-8 of the first."""
    A = hilbert(n)
    factors = svd(A)
    assert_is_svd(factors, A)
    np.testing.assert_allclose(factors.s, scipy.linalg.svdvals(A), atol=5e-15)


def test_the_small_values_of_a_hilbert_matrix_that_squaring_loses():
    """The inverse has whole numbers, and its largest value is one over the smallest of these."""
    A = hilbert(10)
    smallest = 1 / np.linalg.eigvalsh(scipy.linalg.invhilbert(10))[-1]
    assert smallest == pytest.approx(1.0931538e-13)
    assert svd(A).s[-1] == pytest.approx(smallest, rel=1e-3)
    squared = np.sqrt(np.abs(symmetric_eigen(A.T @ A).values[-1]))
    assert squared > 1e3 * smallest


def test_small_values_of_small_columns_keep_their_digits():
    """Columns of very different size: each value is right to many digits of its own."""
    A = random_matrix((12, 6)) * 10.0 ** -np.arange(0, 60, 10)
    _, R = np.linalg.qr(A / np.linalg.norm(A, axis=0))
    # to the first order the values of A = Q R D are |R_ii| d_i when D falls this fast
    expected = np.abs(np.diag(R)) * np.linalg.norm(A, axis=0)
    np.testing.assert_allclose(svd(A).s, expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("A", "s"),
    [
        (np.zeros((4, 3)), [0, 0, 0]),
        (np.zeros((1, 3)), [0]),
        (np.eye(5), np.ones(5)),
        (-np.eye(3), np.ones(3)),
        (np.ones((4, 9)), [6, 0, 0, 0]),
        (np.eye(6, k=1), [1, 1, 1, 1, 1, 0]),
        ([[3.0, 4.0]], [5]),
        (np.diag([0.0, -2.0, 1e-200]), [2, 1e-200, 0]),
        (1e150 * np.eye(2), [1e150, 1e150]),
        (1e-300 * np.ones((2, 2)), [2e-300, 0]),
        (np.repeat(np.repeat([[1.0, 2, 0], [0, 1, 1]], 5, axis=0), 4, axis=1), None),
    ],
)
def test_deficient_repeated_huge_and_tiny(A, s):
    A = np.asarray(A)
    factors = svd(A)
    assert_is_svd(factors, A)
    expected = scipy.linalg.svdvals(A) if s is None else s
    np.testing.assert_allclose(factors.s, expected, atol=3e-15 * np.abs(A).max(), rtol=1e-14)


def test_the_matrix_stays_as_it_is():
    A = random_matrix((4, 2))
    before = A.copy()
    svd(A)
    np.testing.assert_array_equal(A, before)


@pytest.mark.parametrize("shape", [(1, 3), (2, 2), (5, 7), (7, 3)])
def test_turned_rows_are_rows_that_were_turned(shape):
    A = random_matrix(shape)
    for step in take(perpendicular_rows(A), 6):
        np.testing.assert_allclose(step.W @ A, step.rows, atol=1e-13)
        np.testing.assert_allclose(step.W @ step.W.T, np.eye(len(A)), atol=1e-13)
        length = np.linalg.norm(step.rows, axis=1)
        gram = np.abs(np.triu(step.rows @ step.rows.T, 1))
        assert (gram <= step.gap * np.outer(length, length) + 1e-15).all()


def test_cosines_are_squared_in_the_end():
    cosine = column(take(perpendicular_rows(random_matrix((12, 20))), 9), "gap")
    late = (cosine < 1e-2) & (cosine > 1e-6)
    assert late[:-1].any()
    assert (cosine[1:][late[:-1]] < 100 * cosine[:-1][late[:-1]] ** 2).all()
    assert cosine[-1] < 1e-14


def test_steps_own_their_arrays_and_leave_the_rows_alone():
    A = random_matrix((4, 3))
    before, walk, seen = A.copy(), perpendicular_rows(A), []
    for _ in range(3):
        step = next(walk)
        seen.append(step.rows.copy())
        step.rows[:], step.W[:] = 99, 99
    np.testing.assert_array_equal(A, before)
    np.testing.assert_array_equal(seen, column(take(perpendicular_rows(before), 3), "rows"))
    arrays_ = [A] + [a for step in take(perpendicular_rows(A), 3) for a in (step.rows, step.W)]
    assert not any(np.shares_memory(a, b) for a, b in combinations(arrays_, 2))


@pytest.mark.parametrize("call", [svd, perpendicular_rows])
@pytest.mark.parametrize(
    ("A", "error", "message"),
    [
        (np.ones(3), ValueError, "A must be a matrix"),
        (np.ones((0, 2)), ValueError, "A must not be empty"),
        ([[1.0], [np.inf]], ValueError, "A must be finite"),
        ([[1e151]], ValueError, "A must be at most 1e150"),
        ([[None]], TypeError, "A must hold real numbers"),
    ],
)
def test_refusals_at_the_call(call, A, error, message):
    with pytest.raises(error, match=message):
        call(A)
