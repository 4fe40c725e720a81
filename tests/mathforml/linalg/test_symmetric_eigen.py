"""Eigenvalues: known spectra, laws, LAPACK's on ill-conditioned matrices, and refusals."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.iteration import column, take
from mathforml.linalg.symmetric_eigen import jacobi, symmetric_eigen
from scipy.linalg import hilbert

squares = st.integers(1, 7).flatmap(lambda n: arrays(float, (n, n), elements=st.floats(-1e3, 1e3)))


def random_symmetric(n, seed=0):
    A = np.random.default_rng(seed).normal(size=(n, n))
    return A + A.T


def test_by_hand():
    """[[2, 1], [1, 2]] keeps (1, 1), times 3, and (1, -1), times 1."""
    values, vectors = symmetric_eigen([[2, 1], [1, 2]])
    np.testing.assert_allclose(values, [3, 1], rtol=1e-15)
    np.testing.assert_allclose(vectors, np.array([[1, 1], [1, -1]]) / np.sqrt(2), rtol=1e-15)


@pytest.mark.parametrize("n", [2, 3, 10, 41])
def test_the_second_difference(n):
    """Its eigenvalues are 2 - 2 cos(k pi / (n + 1))."""
    A = 2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)
    expected = 2 - 2 * np.cos(np.pi * np.arange(n, 0, -1) / (n + 1))
    np.testing.assert_allclose(symmetric_eigen(A).values, expected, atol=1e-14)


def test_published_eigenvalues_of_hilbert_matrices():
    """n = 2: (4 +- sqrt 13) / 6. n = 3: the roots of the characteristic polynomial, times 2160."""
    root = np.sqrt(13)
    np.testing.assert_allclose(
        symmetric_eigen(hilbert(2)).values, [(4 + root) / 6, (4 - root) / 6], rtol=1e-15
    )
    found = symmetric_eigen(hilbert(3)).values
    # det(x I - H) = x^3 - (23/15) x^2 + (127/720) x - 1/2160
    np.testing.assert_allclose(np.poly(found), [1, -23 / 15, 127 / 720, -1 / 2160], rtol=1e-13)


@given(squares)
def test_the_definition(M):
    """A V = V diag(values) with perpendicular unit vectors, the largest value first."""
    A = (M + M.T) / 2
    values, V = symmetric_eigen(A)
    size = np.abs(A).max()
    np.testing.assert_allclose(A @ V, V * values, atol=1e-13 * size + 1e-300)
    np.testing.assert_allclose(V.T @ V, np.eye(len(A)), atol=1e-13)
    assert (np.diff(values) <= 0).all()
    assert values.sum() == pytest.approx(np.trace(A), abs=1e-12 * size + 1e-300)
    assert (V[np.abs(V).argmax(axis=0), range(len(V))] > 0).all()


@given(squares, st.floats(-100, 100))
def test_a_shift_shifts_the_values(M, shift):
    A = M + M.T
    shifted = symmetric_eigen(A + shift * np.eye(len(A))).values
    size = np.abs(A).max() + abs(shift)
    np.testing.assert_allclose(shifted, symmetric_eigen(A).values + shift, atol=1e-13 * size)


@pytest.mark.parametrize("n", [2, 5, 8, 12, 20, 61])
def test_hilbert_matrices_against_lapack(n):
    """Their condition number is 1e16 from n = 12 on; each value is right to 1e-15 of the first."""
    A = hilbert(n)
    values, V = symmetric_eigen(A)
    np.testing.assert_allclose(values, scipy.linalg.eigvalsh(A)[::-1], atol=5e-15)
    np.testing.assert_allclose(V.T @ V, np.eye(n), atol=1e-13)
    np.testing.assert_allclose((V * values) @ V.T, A, atol=1e-14)


@pytest.mark.parametrize("n", [1, 2, 7, 30, 64])
def test_random_matrices_against_lapack(n):
    A = random_symmetric(n)
    values, V = symmetric_eigen(A)
    expected, W = np.linalg.eigh(A)
    np.testing.assert_allclose(values, expected[::-1], atol=1e-13)
    np.testing.assert_allclose(np.abs(np.sum(V * W[:, ::-1], axis=0)), 1, atol=1e-10)


@pytest.mark.parametrize(
    ("A", "values"),
    [
        (np.zeros((3, 3)), [0, 0, 0]),
        ([[-7.0]], [-7]),
        (np.eye(4), [1, 1, 1, 1]),
        (np.ones((5, 5)), [5, 0, 0, 0, 0]),
        (np.fliplr(np.eye(4)), [1, 1, -1, -1]),
        (np.diag([1.0, -3.0, 2.0]), [2, 1, -3]),
        (1e150 * np.fliplr(np.eye(2)), [1e150, -1e150]),
        (1e-300 * np.ones((2, 2)), [2e-300, 0]),
    ],
)
def test_repeated_zero_huge_and_tiny_values(A, values):
    found = symmetric_eigen(A)
    size = np.abs(A).max()
    np.testing.assert_allclose(found.values, values, atol=1e-15 * size, rtol=1e-14)
    np.testing.assert_allclose(found.vectors.T @ found.vectors, np.eye(len(A)), atol=1e-14)


@pytest.mark.parametrize("n", [2, 3, 8, 9])
def test_a_sweep_keeps_what_a_turn_keeps(n):
    A = random_symmetric(n)
    for step in take(jacobi(A), 5):
        np.testing.assert_allclose(step.V.T @ A @ step.V, step.A, atol=1e-13)
        np.testing.assert_allclose(step.V.T @ step.V, np.eye(n), atol=1e-13)
        beside = np.linalg.norm(step.A - np.diag(np.diag(step.A))) / np.linalg.norm(A)
        assert step.gap == pytest.approx(beside, rel=1e-9, abs=1e-16)


def test_what_is_beside_the_diagonal_falls_and_is_squared_in_the_end():
    off = column(take(jacobi(random_symmetric(20)), 9), "gap")
    assert (np.diff(off) <= 0).all()
    late = (off < 1e-2) & (off > 1e-8)
    assert late[:-1].any()
    assert (off[1:][late[:-1]] < 10 * off[:-1][late[:-1]] ** 2).all()


def test_steps_own_their_arrays_and_leave_the_matrix_alone():
    A = random_symmetric(4)
    before, walk, seen = A.copy(), jacobi(A), []
    for _ in range(3):
        step = next(walk)
        seen.append(step.A.copy())
        step.A[:], step.V[:] = 99, 99
    np.testing.assert_array_equal(A, before)
    np.testing.assert_array_equal(seen, column(take(jacobi(before), 3), "A"))
    arrays_ = [A] + [array for step in take(jacobi(A), 3) for array in (step.A, step.V)]
    assert not any(np.shares_memory(a, b) for a, b in combinations(arrays_, 2))


@pytest.mark.parametrize("call", [jacobi, symmetric_eigen])
@pytest.mark.parametrize(
    ("A", "error", "message"),
    [
        (np.ones((2, 3)), ValueError, r"A must be square, got shape \(2, 3\)"),
        ([[1.0, 2.0], [0.0, 1.0]], ValueError, "A must be symmetric, but differs .* by 2"),
        (np.ones(3), ValueError, "A must be a matrix"),
        (np.ones((0, 0)), ValueError, "A must not be empty"),
        ([[np.nan]], ValueError, "A must be finite"),
        ([[1e151]], ValueError, r"A must be at most 1e150"),
        ([["a"]], TypeError, "A must hold real numbers"),
    ],
)
def test_refusals_at_the_call(call, A, error, message):
    with pytest.raises(error, match=message):
        call(A)
