"""Gram and Schmidt against LAPACK, and their loss of perpendicularity against the theory."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg.gram_schmidt import classical_gram_schmidt, modified_gram_schmidt
from mathforml.linalg.qr import qr

EPS = np.finfo(float).eps
both = pytest.mark.parametrize("orthogonalise", [classical_gram_schmidt, modified_gram_schmidt])
tall = st.tuples(st.integers(1, 4), st.integers(0, 3)).flatmap(
    lambda size: arrays(float, (size[0] + size[1], size[0]), elements=st.integers(-9, 9))
)


def conditioned(kappa, shape=(30, 10)):
    """A random matrix whose condition number is kappa, with axes evenly spread in size."""
    rng = np.random.default_rng(0)
    U, V = (np.linalg.qr(rng.normal(size=(n, shape[1])))[0] for n in shape)
    return U * np.geomspace(1, 1 / kappa, shape[1]) @ V.T


def from_perpendicular(Q):
    return np.abs(Q.T @ Q - np.eye(Q.shape[1])).max()


@both
def test_two_columns_by_hand(orthogonalise):
    """(4, 3) has a shadow of length 5 on (0.8, 0.6); of (5, 0) that is 4, and 3 is left."""
    Q, R = orthogonalise([[4, 5], [3, 0]])
    np.testing.assert_allclose(Q, [[0.8, 0.6], [0.6, -0.8]], atol=1e-15)
    np.testing.assert_allclose(R, [[5, 4], [0, 3]], atol=1e-15)


@both
@given(tall)
def test_the_factors_multiply_to_the_matrix(orthogonalise, A):
    A = A + 40 * np.eye(*A.shape)  # independent columns
    Q, R = orthogonalise(A)
    np.testing.assert_allclose(Q @ R, A, atol=1e-12)
    np.testing.assert_array_equal(R, np.triu(R))
    assert (np.diag(R) > 0).all()
    assert from_perpendicular(Q) < 1e-12


@both
@pytest.mark.parametrize("shape", [(1, 1), (5, 1), (5, 5), (40, 11)])
def test_the_factors_of_lapack_up_to_signs(orthogonalise, shape):
    A = np.random.default_rng(0).normal(size=shape)
    Q, R = orthogonalise(A)
    expected_Q, expected_R = scipy.linalg.qr(A, mode="economic")
    signs = np.sign(np.diag(expected_R))
    np.testing.assert_allclose(Q, expected_Q * signs, atol=1e-11)
    np.testing.assert_allclose(R, signs[:, None] * expected_R, atol=1e-11)


@pytest.mark.parametrize("power", [2, 4, 6])
def test_how_much_is_lost_follows_the_condition_number(power):
    kappa = 10.0**power
    A = conditioned(kappa)
    classical = from_perpendicular(classical_gram_schmidt(A).Q)
    modified = from_perpendicular(modified_gram_schmidt(A).Q)
    householder = from_perpendicular(qr(A).q_times(np.eye(*A.shape)))
    assert 1e-3 * EPS * kappa**2 < classical < 100 * EPS * kappa**2
    assert 1e-3 * EPS * kappa < modified < 10 * EPS * kappa
    assert householder < 20 * EPS
    assert householder < modified < classical


@both
def test_the_product_is_right_even_when_q_is_not(orthogonalise):
    A = conditioned(1e10)
    Q, R = orthogonalise(A)
    np.testing.assert_allclose(Q @ R, A, atol=1e-14)


@both
@pytest.mark.parametrize("size", [1e-150, 1e150])
def test_tiny_and_huge_numbers(orthogonalise, size):
    A = np.array([[0.5, 1.0], [1.0, 0.5]])
    np.testing.assert_allclose(orthogonalise(A * size).Q, orthogonalise(A).Q, rtol=1e-13)


@both
@pytest.mark.parametrize(
    "A",
    [
        [[0.0], [0.0]],
        [[1.0, 2.0], [2.0, 4.0]],
        [[0.1, 0.2, 0.3], [0.4, 0.5, 0.9], [0.7, 0.1, 0.8]],
    ],
    ids=str,
)
def test_refuses_dependent_columns(orthogonalise, A):
    with pytest.raises(ValueError, match=r"must have independent columns, .* column \d is"):
        orthogonalise(A)


@both
@pytest.mark.parametrize(
    ("A", "error", "message"),
    [
        (np.ones((2, 3)), ValueError, r"A must have at least as many rows .* \(2, 3\)"),
        (np.ones(3), ValueError, "A must be a matrix"),
        (np.ones((0, 2)), ValueError, "A must not be empty"),
        ([[1.0], [np.nan]], ValueError, "A must be finite"),
        ([[1.0], [1e151]], ValueError, "A must be at most 1e150"),
        ([["a"]], TypeError, "A must hold real numbers"),
    ],
)
def test_refusals(orthogonalise, A, error, message):
    with pytest.raises(error, match=message):
        orthogonalise(A)
