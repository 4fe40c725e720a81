"""Householder's QR: an orthogonal Q, a triangle, LAPACK's numbers, and one mirror at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg.qr import QR, mirror, qr, reflect

SHAPES = [(1, 1), (2, 1), (2, 2), (5, 3), (7, 7), (40, 11)]
tall = st.tuples(st.integers(1, 6), st.integers(0, 4)).flatmap(
    lambda size: arrays(float, (size[0] + size[1], size[0]), elements=st.floats(-1e3, 1e3))
)


def product(factors: QR) -> np.ndarray:
    """Q [R; 0], which should be the matrix."""
    padded = np.zeros_like(factors.V)
    padded[: len(factors.R)] = factors.R
    return factors.q_times(padded)


def random_matrix(shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


@given(tall)
def test_the_factors_multiply_to_the_matrix(A):
    """Column by column, also when columns are 0, equal or of very different size."""
    error = np.abs(product(qr(A)) - A).max(axis=0)
    assert (error <= 1e-13 * np.abs(A).max(axis=0) + 1e-300).all()


@given(tall)
def test_q_is_orthogonal(A):
    factors, identity = qr(A), np.eye(len(A))
    Q = factors.q_times(identity)
    np.testing.assert_allclose(Q.T @ Q, identity, atol=1e-13)
    np.testing.assert_allclose(factors.q_transposed_times(identity), Q.T, atol=1e-13)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_mirrors_one_at_a_time_give_the_same(shape):
    A = random_matrix(shape)
    V, R = qr(A)
    for v in V.T:
        A = A - 2 * np.outer(v, v @ A)
    np.testing.assert_allclose(A[: shape[1]], R, atol=1e-13)
    np.testing.assert_allclose(A[shape[1] :], 0, atol=1e-13)
    np.testing.assert_allclose(np.linalg.norm(V, axis=0), 1)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_triangle_of_lapack_up_to_signs(shape):
    A = random_matrix(shape)
    R = qr(A).R
    np.testing.assert_array_equal(R, np.triu(R))
    np.testing.assert_allclose(np.abs(R), np.abs(np.linalg.qr(A, mode="r")), atol=1e-12)


@given(arrays(float, st.integers(1, 6), elements=st.floats(-1e3, 1e3)))
def test_a_mirror_sends_a_vector_along_the_first_axis(x):
    v, alpha = mirror(x)
    assert np.linalg.norm(v) == pytest.approx(1)
    assert abs(alpha) == pytest.approx(np.linalg.norm(x))
    expected = alpha * np.eye(len(x))[0]
    np.testing.assert_allclose(x - 2 * v * (v @ x), expected, atol=1e-12 * (1 + abs(alpha)))


@given(arrays(float, 4, elements=st.floats(-1e3, 1e3)), st.integers(0, 100))
def test_a_reflection_keeps_what_is_along_the_mirror_and_turns_what_is_across(x, seed):
    v = np.random.default_rng(seed).normal(size=4)
    v /= np.linalg.norm(v)
    expected = x - (v @ x) * v - (v @ x) * v
    both = np.outer(x, [1, 2])
    reflect(x, v)
    reflect(both, v)
    np.testing.assert_allclose(x, expected, atol=1e-11)
    np.testing.assert_allclose(both, np.outer(expected, [1, 2]), atol=1e-11)


def test_reflection_undoes_itself():
    factors, b = qr(random_matrix((9, 4))), np.arange(9.0)
    np.testing.assert_allclose(factors.q_times(factors.q_transposed_times(b)), b, atol=1e-13)


def test_dependent_columns_leave_a_zero_on_the_diagonal():
    A = random_matrix((8, 2))
    R = qr(np.column_stack([A, A @ [2.0, -3.0], np.zeros(8)])).R
    assert abs(R[2, 2]) < 1e-14
    np.testing.assert_array_equal(R[:, 3], 0)


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_tiny_and_huge_columns(size):
    A = random_matrix((6, 3)).clip(-1, 1)
    expected = qr(A).R * [1, size, 1]
    np.testing.assert_allclose(qr(A * [1, size, 1]).R, expected, rtol=1e-10)


def test_the_matrix_stays_as_it_is():
    A = random_matrix((4, 2))
    before = A.copy()
    factors = qr(A)
    np.testing.assert_array_equal(A, before)
    assert not np.shares_memory(factors.R, factors.V)


@pytest.mark.parametrize(
    ("A", "error", "message"),
    [
        (np.ones((2, 3)), ValueError, r"A must have at least as many rows .* \(2, 3\)"),
        (np.ones(3), ValueError, "A must be a matrix"),
        (np.ones((0, 2)), ValueError, "A must not be empty"),
        ([[1.0], [np.nan]], ValueError, "A must be finite"),
        ([[1.0], [1e301]], ValueError, r"A must be at most 1e\+300, got 1e\+301"),
        ([["a"]], TypeError, "A must hold real numbers"),
    ],
)
def test_refusals(A, error, message):
    with pytest.raises(error, match=message):
        qr(A)


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ([[1.0]], r"x must be a vector of shape \(n,\), got shape \(1, 1\)"),
        ([], "x must not be empty"),
        ([np.inf], "x must be finite"),
        ([1e301], r"x must be at most 1e\+300"),
    ],
)
def test_mirrors_refuse(x, message):
    with pytest.raises(ValueError, match=message):
        mirror(x)


@pytest.mark.parametrize("multiply", [QR.q_times, QR.q_transposed_times])
def test_products_refuse_what_has_other_rows(multiply):
    factors = qr(random_matrix((4, 2)))
    with pytest.raises(ValueError, match=r"B must have 4 rows.* got shape \(2,\)"):
        multiply(factors, np.ones(2))
    with pytest.raises(ValueError, match=r"got shape \(\)"):
        multiply(factors, 1.0)
    with pytest.raises(ValueError, match="B must be finite"):
        multiply(factors, [1, 2, 3, np.inf])
