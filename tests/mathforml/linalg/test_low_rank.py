"""Low rank: by hand, predicted against measured errors, and no other matrix is closer."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg.low_rank import low_rank, truncation_errors
from mathforml.linalg.svd import svd

matrices = (
    st.tuples(st.integers(1, 6), st.integers(1, 6))
    .flatmap(lambda shape: arrays(float, shape, elements=st.floats(-1e3, 1e3)))
    .filter(lambda A: not 0 < np.abs(A).max() < 1e-100)
)  # their squares are 0 to NumPy


def test_by_hand():
    """The layers of [[2, 2], [-1, 1]] are its two rows."""
    kept = low_rank(svd([[2, 2], [-1, 1]]), 1)
    np.testing.assert_allclose(kept.matrix, [[2, 2], [0, 0]], atol=1e-15)
    assert kept.error == pytest.approx(np.sqrt(2))
    assert kept.largest_error == pytest.approx(np.sqrt(2))
    assert kept.n_stored == 4


@given(matrices)
def test_the_predicted_errors_are_the_measured_ones(A):
    factors, size = svd(A), np.abs(A).max()
    for k in range(min(A.shape) + 1):
        kept = low_rank(factors, k)
        rest = A - kept.matrix
        assert kept.error == pytest.approx(np.linalg.norm(rest), abs=1e-12 * size)
        assert kept.largest_error == pytest.approx(np.linalg.norm(rest, 2), abs=1e-12 * size)
        assert (kept.left.shape, kept.right.shape) == ((len(A), k), (k, A.shape[1]))
        assert kept.n_stored == k * sum(A.shape)


@given(matrices, st.integers(0, 1000))
def test_no_other_matrix_of_that_rank_is_closer(A, seed):
    rng, factors, size = np.random.default_rng(seed), svd(A), np.abs(A).max()
    for k in range(1, min(A.shape)):
        kept = low_rank(factors, k)
        left, right = rng.normal(size=(len(A), k)), rng.normal(size=(k, A.shape[1]))
        # another matrix of rank k: near the best one, or with its best rows for given columns
        near = (kept.left + 1e-3 * size * left) @ (kept.right + 1e-3 * right)
        fitted = left @ np.linalg.lstsq(left, A, rcond=None)[0]
        for other in (near, fitted):
            assert np.linalg.norm(A - other) >= kept.error - 1e-12 * size
            assert np.linalg.norm(A - other, 2) >= kept.largest_error - 1e-12 * size


def test_a_search_finds_no_closer_one():
    """Minimise over all matrices of rank 1, from several starts, by SciPy."""
    A = np.random.default_rng(0).normal(size=(4, 3))

    def error(theta):
        return np.sum((A - np.outer(theta[:4], theta[4:])) ** 2)

    starts = np.random.default_rng(1).normal(size=(5, 7))
    best = min(scipy.optimize.minimize(error, start, tol=1e-10).fun for start in starts)
    assert np.sqrt(best) == pytest.approx(low_rank(svd(A), 1).error, rel=1e-6)


def test_all_layers_and_none():
    A = np.random.default_rng(0).normal(size=(5, 3))
    everything, nothing = low_rank(svd(A), 3), low_rank(svd(A), 0)
    np.testing.assert_allclose(everything.matrix, A, atol=1e-14)
    assert (everything.error, everything.largest_error) == (0, 0)
    np.testing.assert_array_equal(nothing.matrix, np.zeros((5, 3)))
    assert nothing.error == pytest.approx(np.linalg.norm(A))
    assert nothing.largest_error == pytest.approx(np.linalg.norm(A, 2))


def test_the_factors_stay_as_they_are():
    factors = svd(np.random.default_rng(0).normal(size=(5, 3)))
    kept = low_rank(factors, 2)
    for array in (kept.left, kept.right):
        assert not any(np.shares_memory(array, other) for other in factors)


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_errors_of_tiny_and_huge_values(size):
    np.testing.assert_allclose(truncation_errors([4 * size, 3 * size]), [5 * size, 3 * size, 0])


def test_small_values_are_not_lost_in_the_sum():
    assert truncation_errors([1.0, 4e-12, 3e-12])[1] == pytest.approx(5e-12, rel=1e-14)


def test_errors_of_zeros():
    np.testing.assert_array_equal(truncation_errors([0.0, 0.0]), [0, 0, 0])


@pytest.mark.parametrize(
    ("k", "error", "message"),
    [
        (3, ValueError, "k must be at most 2, the number of singular values, got 3"),
        (-1, ValueError, "k must be at least 0, got -1"),
        (1.0, TypeError, "k must be an integer"),
        (True, TypeError, "k must be an integer"),
    ],
)
def test_refuses_other_ranks(k, error, message):
    with pytest.raises(error, match=message):
        low_rank(svd(np.eye(2)), k)


@pytest.mark.parametrize("s", [[1.0, 2.0], [1.0, -1.0]])
def test_refuses_what_are_no_singular_values(s):
    with pytest.raises(ValueError, match="s must be singular values"):
        truncation_errors(s)


@pytest.mark.parametrize(
    ("s", "message"), [([], "s must not be empty"), ([[1.0]], "s must be a vector")]
)
def test_refuses_what_is_no_vector(s, message):
    with pytest.raises(ValueError, match=message):
        truncation_errors(s)
