"""The determinant against Leibniz's sum, SciPy, and the rules for areas."""

from __future__ import annotations

import math
from itertools import combinations, permutations

import numpy as np
import pytest
import scipy.linalg
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg.determinant import determinant

integers = st.integers(1, 4).flatmap(lambda n: arrays(float, (n, n), elements=st.integers(-6, 6)))
pairs = st.integers(1, 4).flatmap(lambda n: arrays(float, (2, n, n), elements=st.integers(-6, 6)))


def leibniz(A):
    """The sum over all orders, each with the sign of its number of inversions."""
    n, total = len(A), 0.0
    for order in permutations(range(n)):
        inversions = sum(order[i] > order[j] for i, j in combinations(range(n), 2))
        total += (-1) ** inversions * math.prod(A[i, j] for i, j in enumerate(order))
    return total


def test_areas_by_hand():
    assert determinant([[2, 0], [0, 3]]) == 6
    assert determinant([[1, 5], [0, 1]]) == 1  # a slanted square has the area of the square
    assert determinant([[0, 1], [1, 0]]) == -1  # a mirror
    assert determinant([[1, 2], [2, 4]]) == 0  # a line has no area
    assert determinant([[-7]]) == -7


@given(integers)
def test_the_sum_of_leibniz(A):
    assert determinant(A) == pytest.approx(leibniz(A), abs=1e-9)


@given(pairs)
def test_areas_multiply(maps):
    A, B = maps
    assert determinant(A @ B) == pytest.approx(determinant(A) * determinant(B), abs=1e-8)


@given(integers)
def test_a_matrix_and_its_transpose_have_one_determinant(A):
    assert determinant(A.T) == pytest.approx(determinant(A), abs=1e-10)


@given(integers, st.data())
def test_two_rows_exchanged_change_its_sign(A, data):
    assume(len(A) > 1)
    i, j = data.draw(st.permutations(range(len(A))))[:2]
    B = A.copy()
    B[[i, j]] = B[[j, i]]
    assert determinant(B) == pytest.approx(-determinant(A), abs=1e-10)


@pytest.mark.parametrize("n", [1, 7, 40, 150])
@pytest.mark.parametrize("seed", range(4))
def test_against_lapack(n, seed):
    A = np.random.default_rng(seed).normal(size=(n, n))
    assert determinant(A) == pytest.approx(scipy.linalg.det(A), rel=1e-9)


def test_numbers_too_large_and_too_small_on_the_way_are_no_harm():
    assert determinant(np.diag([1e200, 1e200, 1e-250, 1e-150])) == pytest.approx(1)


@pytest.mark.parametrize(("size", "power"), [(1e10, "390"), (1e-10, "-390")])
def test_refuses_what_no_float_holds(size, power):
    A = size * np.eye(39)
    with pytest.raises(ValueError, match=rf"about 10\^{power}: no float holds it"):
        determinant(A)


def test_a_singular_matrix():
    assert determinant(np.zeros((2, 2))) == 0
    assert determinant(np.ones((3, 3))) == 0


@pytest.mark.parametrize(
    ("A", "error", "message"),
    [
        (np.ones((2, 3)), ValueError, r"A must be square, got shape \(2, 3\)"),
        (np.ones((0, 0)), ValueError, "A must not be empty"),
        ([[np.nan]], ValueError, "A must be finite"),
        ([[1e301]], ValueError, r"A must be at most 1e\+300"),
        ([["a"]], TypeError, "A must hold real numbers"),
    ],
)
def test_refusals(A, error, message):
    with pytest.raises(error, match=message):
        determinant(A)
