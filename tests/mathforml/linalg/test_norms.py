"""Norms against exact values, SciPy, their laws, and numbers at both ends of the range."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg.norms import norm, normalise, unit_of

ORDERS = [1, 1.5, 2, 3, 10, 1000, 5000, np.inf]
orders = pytest.mark.parametrize("p", ORDERS)
vectors = arrays(float, 5, elements=st.floats(-1e6, 1e6))
STEP = 1e-322  # some steps between the smallest numbers, where 1e-12 of a length is none


@pytest.mark.parametrize(
    ("p", "expected"), [(1, 7.0), (2, 5.0), (3, 91 ** (1 / 3)), (np.inf, 4.0)]
)
def test_by_hand(p, expected):
    assert norm([3, -4], p) == pytest.approx(expected, rel=1e-15)
    assert isinstance(norm([3, -4], p), float)


@orders
@pytest.mark.parametrize("n", [1, 2, 30])
def test_against_scipy(p, n):
    x = np.random.default_rng(n).normal(size=n)
    assert norm(x, p) == pytest.approx(scipy.linalg.norm(x / abs(x).max(), p) * abs(x).max())


@given(arrays(float, 3, elements=st.floats(-1.7e308, 1.7e308)))
def test_the_length_of_a_point_in_space_to_the_last_digits(x):
    """`math.hypot` is right to the last digit over the whole range."""
    expected = math.hypot(*x)
    if np.isinf(expected):
        with pytest.raises(ValueError, match="its length is not finite"):
            norm(x)
    else:
        assert norm(x) == pytest.approx(expected, rel=1e-15, abs=1e-323)


@orders
@given(x=vectors, y=vectors, a=st.floats(-1e3, 1e3))
def test_the_laws_of_a_norm(p, x, y, a):
    assert (norm(x, p) == 0) == (not x.any())
    assert norm(x + y, p) <= (norm(x, p) + norm(y, p)) * (1 + 1e-12) + STEP
    assert norm(a * x, p) == pytest.approx(abs(a) * norm(x, p), rel=1e-12, abs=1e3 * STEP)


@given(vectors)
def test_a_larger_p_gives_no_larger_length(x):
    lengths = np.array([norm(x, p) for p in ORDERS])
    assert (np.diff(lengths) <= 1e-12 * lengths[0] + STEP).all()
    assert norm(x, 1) <= np.sqrt(5) * norm(x) * (1 + 1e-12) + STEP


@orders
def test_rows_of_a_matrix(p):
    X = np.random.default_rng(0).normal(size=(4, 3)) * [[1e-200], [1], [0], [1e200]]
    np.testing.assert_array_equal(norm(X, p), [norm(row, p) for row in X])
    np.testing.assert_array_equal(norm(np.zeros((2, 3)), p), [0, 0])


@orders
@pytest.mark.parametrize("size", [5e-324, 1e-300, 1e-200, 1e200, 1e307])
def test_tiny_and_huge(p, size):
    assert norm([size, 0, -size], p) == pytest.approx(size * 2 ** (1 / p), rel=1e-14, abs=5e-324)


def test_below_1_a_detour_would_be_shorter():
    """Why p = 1/2 is refused: (1, 1) would be 4 long, but its two sides 1 each."""
    with pytest.raises(ValueError, match=r"p must be at least 1, got 0\.5"):
        norm([1.0, 1.0], 0.5)


@pytest.mark.parametrize(
    ("x", "p", "error", "message"),
    [
        ([1.0], np.nan, ValueError, "p must be at least 1, got nan"),
        ([1.0], "2", TypeError, "p must hold real numbers"),
        ([], 2, ValueError, "x must not be empty"),
        (1.0, 2, ValueError, r"x must be a vector or a matrix, got shape \(\)"),
        ([1.0, np.inf], 2, ValueError, "x must be finite"),
        ([1.7e308, 1.7e308], 2, ValueError, r"up to 1\.7e\+308: its length is not finite"),
    ],
)
def test_refusals(x, p, error, message):
    with pytest.raises(error, match=message):
        norm(x, p)


@orders
@given(x=vectors)
def test_a_unit_vector_has_length_1_and_the_same_direction(p, x):
    if not x.any():
        with pytest.raises(ValueError, match="no zero vector, which has no direction"):
            normalise(x, p)
        return
    unit = normalise(x, p)
    assert norm(unit, p) == pytest.approx(1, rel=1e-14)
    np.testing.assert_allclose(unit * norm(x, p), x, rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("size", [5e-324, 1e-310, 1e308])
def test_unit_vectors_at_both_ends_of_the_range(size):
    expected = np.array([1, 0, -1]) / np.sqrt(2)
    np.testing.assert_allclose(normalise([size, 0, -size]), expected, rtol=1e-15)


def test_unit_vectors_row_by_row():
    X = [[3.0, 4.0], [0.0, -1e200]]
    np.testing.assert_allclose(normalise(X), [[0.6, 0.8], [0, -1]], rtol=1e-15)
    np.testing.assert_array_equal(X, [[3.0, 4.0], [0.0, -1e200]])
    with pytest.raises(ValueError, match=r"no zero vector.* shape \(2, 2\)"):
        normalise([[1, 0], [0, 0]])


@pytest.mark.parametrize("largest", [5e-324, 1e-310, 1e-3, 1.0, 0.75, 3.0, 1e150])
def test_a_unit_is_a_power_of_two_just_above_the_largest_entry(largest):
    A = np.array([[-largest, largest / 3], [0.0, 0.0]])
    unit = unit_of(A)
    assert np.frexp(unit)[0] == 0.5
    assert 0.5 <= np.abs(A / unit).max() < 1
    np.testing.assert_array_equal(unit * (A / unit), A)


def test_zeros_have_unit_1():
    assert unit_of(np.zeros((2, 3))) == 1


def test_a_unit_for_each_column():
    units = unit_of(np.array([[3.0, -0.1, 0.0], [0.0, 0.05, 0.0]]), axis=0)
    np.testing.assert_array_equal(units, [4, 0.125, 1])
