"""The condition number against NumPy, the formula for two by two, and what it promises."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg.lu import solve
from mathforml.linalg.svd import condition_number

squares = arrays(float, (3, 3), elements=st.integers(-9, 9))


def test_axes_by_hand():
    assert condition_number([[3, 0], [0, -0.5]]) == 6
    assert condition_number([[0, 1], [-1, 0]]) == pytest.approx(1)  # a rotation
    # 1e-3 away from flat: the axes are about 2 and 0.0005
    assert condition_number([[1, 1], [1, 1.001]]) == pytest.approx(4002, rel=1e-3)


@given(arrays(float, (2, 2), elements=st.integers(-9, 9)))
def test_the_axes_of_two_by_two(A):
    """s1^2 + s2^2 is the sum of squares, and s1 s2 the determinant."""
    area, squared = abs(np.linalg.det(A)), np.sum(A**2)
    assume(area > 0.5)
    root = np.sqrt(squared**2 - 4 * area**2 + 1e-9)
    expected = (squared + root) / (2 * area)
    assert condition_number(A) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("shape", [(1, 1), (4, 4), (30, 5)])
def test_against_numpy(shape):
    A = np.random.default_rng(0).normal(size=shape)
    assert condition_number(A) == pytest.approx(np.linalg.cond(A))


@pytest.mark.parametrize(("n", "published"), [(3, 524), (5, 4.766e5), (8, 1.526e10)])
def test_the_published_values_for_hilbert(n, published):
    """Todd (1954) and every textbook since."""
    assert condition_number(scipy.linalg.hilbert(n)) == pytest.approx(published, rel=1e-3)


@given(squares, st.integers(0, 1000))
def test_a_relative_error_grows_by_no_more(A, seed):
    assume(abs(np.linalg.det(A)) > 0.5)
    b, change = np.random.default_rng(seed).normal(size=(2, 3))
    x, dx = solve(A, b), solve(A, change)
    growth = np.linalg.norm(dx) / np.linalg.norm(x)
    assert growth <= 1.001 * condition_number(A) * np.linalg.norm(change) / np.linalg.norm(b)


@given(squares, st.floats(1e-3, 1e3))
def test_it_does_not_depend_on_the_unit_of_the_whole(A, unit):
    assume(abs(np.linalg.det(A)) > 0.5)
    assert condition_number(unit * A) == pytest.approx(condition_number(A))


@pytest.mark.parametrize("A", [[[1, 2], [0, 0]], [[0.0]], [[1.0, 2.0]]], ids=str)
def test_what_flattens_space_has_an_infinite_one(A):
    assert condition_number(A) == np.inf


def test_rounding_may_hide_that():
    assert condition_number([[1, 2], [2, 4]]) > 1e15


@pytest.mark.parametrize("size", [1e-320, 1e-300, 1e300])
def test_tiny_and_huge_numbers(size):
    assert condition_number(np.diag([size, size])) == pytest.approx(1)


def test_axes_longer_than_the_largest_number():
    A = np.ones((4, 4)) + np.eye(4)  # axes 5, 1, 1 and 1
    assert condition_number(8e307 * A) == pytest.approx(5)


@pytest.mark.parametrize(
    ("A", "error", "message"),
    [
        ([1.0], ValueError, r"A must be a matrix .* \(1,\)"),
        (np.ones((0, 1)), ValueError, "A must not be empty"),
        ([[np.nan]], ValueError, "A must be finite"),
        ([["a"]], TypeError, "A must hold real numbers"),
    ],
)
def test_refusals(A, error, message):
    with pytest.raises(error, match=message):
        condition_number(A)
