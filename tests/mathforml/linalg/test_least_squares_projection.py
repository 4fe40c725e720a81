"""Projection against least squares and exact fractions: closest, symmetric, its own square."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg.least_squares import project, projection_matrix

matrices = st.tuples(st.integers(1, 5), st.integers(1, 6)).flatmap(
    lambda shape: arrays(float, shape, elements=st.integers(-4, 4))
)


def test_a_shadow_by_hand():
    """On (1, 2) the shadow of (3, 1) has a share of (3 + 2) / (1 + 4) = 1."""
    np.testing.assert_allclose(project([[1], [2]], [3, 1]), [1, 2], atol=1e-15)
    np.testing.assert_allclose(projection_matrix([[1], [2]]), [[0.2, 0.4], [0.4, 0.8]])


@given(matrices)
def test_it_is_symmetric_and_its_own_square(A):
    P = projection_matrix(A)
    np.testing.assert_allclose(P, P.T, atol=1e-14)
    np.testing.assert_allclose(P @ P, P, atol=1e-13)
    np.testing.assert_allclose(P @ A, A, atol=1e-13)
    assert np.trace(P) == pytest.approx(np.linalg.matrix_rank(A), abs=1e-12)


@given(matrices, st.integers(0, 1000))
def test_what_is_left_is_perpendicular_to_every_column(A, seed):
    b = np.random.default_rng(seed).normal(size=len(A))
    p = project(A, b)
    np.testing.assert_allclose(A.T @ (b - p), 0, atol=1e-12)
    assert p @ p + (b - p) @ (b - p) == pytest.approx(b @ b)


@given(matrices, st.integers(0, 1000))
def test_no_other_combination_is_closer(A, seed):
    rng = np.random.default_rng(seed)
    b, other = rng.normal(size=len(A)), A @ rng.normal(size=A.shape[1])
    assert np.linalg.norm(b - project(A, b)) <= np.linalg.norm(b - other) + 1e-12


@pytest.mark.parametrize("shape", [(1, 1), (8, 3), (5, 5), (3, 8)])
def test_the_fitted_values_of_lapack(shape):
    rng = np.random.default_rng(0)
    A, B = rng.normal(size=shape), rng.normal(size=(shape[0], 2))
    expected = A @ np.linalg.lstsq(A, B, rcond=None)[0]
    np.testing.assert_allclose(project(A, B), expected, atol=1e-12)
    np.testing.assert_allclose(project(A, B[:, 0]), expected[:, 0], atol=1e-12)
    np.testing.assert_allclose(projection_matrix(A) @ B, expected, atol=1e-12)


def test_a_column_that_is_a_combination_of_others_adds_nothing():
    rng = np.random.default_rng(0)
    A, b = rng.normal(size=(7, 3)), rng.normal(size=7)
    more = np.column_stack([A, A @ [1.0, -2.0, 0.5], A[:, 0], np.zeros(7)])
    np.testing.assert_allclose(project(more, b), project(A, b), atol=1e-13)


def test_on_nothing_the_shadow_is_0():
    np.testing.assert_array_equal(project(np.zeros((3, 2)), [1, 2, 3]), 0)


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_tiny_and_huge_columns_span_what_ordinary_ones_do(size):
    np.testing.assert_allclose(project([[size], [size]], [1.0, 3.0]), [2, 2])


@pytest.mark.parametrize(
    ("A", "b", "error", "message"),
    [
        (np.ones(3), [1, 1, 1], ValueError, "A must be a matrix"),
        (np.ones((0, 1)), [], ValueError, "A must not be empty"),
        (np.eye(2), [1, 1, 1], ValueError, "A has 2 and b has 3"),
        (np.eye(2), [1, np.nan], ValueError, "b must be finite"),
        ([[np.inf]], [1], ValueError, "A must be finite"),
        ([[1e301]], [1], ValueError, r"A must be at most 1e\+300"),
        ([["a"]], [1], TypeError, "A must hold real numbers"),
    ],
)
def test_refusals(A, b, error, message):
    with pytest.raises(error, match=message):
        project(A, b)


def test_the_matrix_refuses_too():
    with pytest.raises(ValueError, match="A must be a matrix"):
        projection_matrix([1.0, 2.0])


def test_a_long_table_needs_no_square_matrix():
    """The projection on a column of ones is the mean; a square of 200,000 rows fits nowhere."""
    b = np.arange(200_000.0)
    np.testing.assert_allclose(project(np.ones((len(b), 1)), b), b.mean(), rtol=1e-12)
