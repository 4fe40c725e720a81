"""Taylor polynomials against NumPy's, SciPy's, and functions whose derivatives are known."""

from __future__ import annotations

from math import factorial

import numpy as np
import pytest
import scipy.interpolate
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.calculus.taylor import taylor_polynomial, taylor_remainder

numbers = st.floats(-10, 10)


@given(arrays(float, st.integers(1, 6), elements=numbers), numbers, numbers)
def test_polynomial_against_numpy(derivatives, x, centre):
    coefficients = [d / factorial(k) for k, d in enumerate(derivatives)]
    expected = np.polynomial.polynomial.polyval(x - centre, coefficients)
    assert taylor_polynomial(derivatives, x, centre=centre) == pytest.approx(expected, abs=1e-6)


@given(arrays(float, 4, elements=numbers), numbers)
def test_a_cubic_is_its_own_taylor_polynomial(coefficients, centre):
    cubic = np.polynomial.Polynomial(coefficients)
    derivatives = [cubic.deriv(k)(centre) if k else cubic(centre) for k in range(4)]
    x = np.linspace(-2, 2, 5)
    np.testing.assert_allclose(
        taylor_polynomial(derivatives, x, centre=centre), cubic(x), atol=1e-8
    )


def test_against_scipy():
    """Krogh's interpolation reads a point that is given again as the next derivative there."""
    x, derivatives = np.linspace(-1, 2, 7), [2.0, -1.0, 0.5, 3.0]
    expected = scipy.interpolate.KroghInterpolator([0.5] * 4, derivatives)(x)
    ours = taylor_polynomial(derivatives, x, centre=0.5)
    np.testing.assert_allclose(ours, expected, rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("degree", [0, 1, 2, 5])
@pytest.mark.parametrize("centre", [-2.0, 0.0, 1.0])
def test_the_remainder_bounds_the_error_of_sine_and_is_nearly_met(degree, centre):
    """All derivatives of the sine are at most 1."""
    x = centre + np.linspace(-3, 3, 61)
    derivatives = [np.sin(centre + k * np.pi / 2) for k in range(degree + 1)]
    error = abs(taylor_polynomial(derivatives, x, centre=centre) - np.sin(x))
    bound = taylor_remainder(1.0, x, centre=centre, degree=degree)
    assert (error <= bound + 1e-15).all()
    next_one = abs(np.sin(centre + (degree + 1) * np.pi / 2))
    near = abs(x - centre) == pytest.approx(0.1)
    if next_one > 0.5:
        np.testing.assert_allclose(error[near], next_one * bound[near], rtol=0.2)


def test_shapes_and_centre():
    assert taylor_polynomial([2.0], 5.0) == 2
    assert taylor_polynomial([1.0, 2.0], np.zeros((2, 3)), centre=1.0).shape == (2, 3)
    assert taylor_remainder(3.0, [1.0, 3.0], centre=1.0, degree=0).tolist() == [0, 6]


def test_refusals():
    with pytest.raises(ValueError, match="derivatives must be a vector"):
        taylor_polynomial(1.0, 0.0)
    with pytest.raises(ValueError, match="x must be finite"):
        taylor_polynomial([1.0], np.nan)
    with pytest.raises(ValueError, match="bound must be at least 0"):
        taylor_remainder(-1.0, 0.0, degree=1)
    with pytest.raises(ValueError, match="degree must be at least 0"):
        taylor_remainder(1.0, 0.0, degree=-1)
