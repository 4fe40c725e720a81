"""Trapezoids and parabolas against exact fractions, SciPy, and their orders."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import scipy.integrate
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.calculus.quadrature import corners, observed_orders, simpson, trapezoid

numbers = st.floats(-10, 10)
BOTH = pytest.mark.parametrize("rule", [trapezoid, simpson])
RULES = [(trapezoid, scipy.integrate.trapezoid), (simpson, scipy.integrate.simpson)]


def test_by_hand():
    assert trapezoid(np.square, 0, 1, 1) == 1 / 2
    assert trapezoid(np.square, 0, 1, 2) == 3 / 8
    assert simpson(np.square, 0, 1, 2) == pytest.approx(1 / 3, rel=1e-15)
    assert simpson(lambda x: x**4, 0, 1, 2) == pytest.approx(5 / 24, rel=1e-15)


@pytest.mark.parametrize(("rule", "peer"), RULES)
@pytest.mark.parametrize("n", [2, 4, 10, 100])
@pytest.mark.parametrize("f", [np.exp, np.cos, lambda x: np.sqrt(abs(x))])
def test_against_scipy(rule, peer, n, f):
    x = np.linspace(-1, 3, n + 1)
    assert rule(f, -1, 3, n) == pytest.approx(peer(f(x), x), rel=1e-13)


@given(
    st.lists(st.integers(-20, 20), min_size=4, max_size=4),
    st.integers(-5, 5),
    st.integers(-5, 5),
    st.integers(1, 10),
)
def test_simpson_is_exact_for_cubics_and_trapezoids_for_lines(c, a, b, half):
    def antiderivative(x, coefficients):
        return sum(Fraction(ck, k + 1) * x ** (k + 1) for k, ck in enumerate(coefficients))

    def exact(coefficients):
        return float(antiderivative(b, coefficients) - antiderivative(a, coefficients))

    cubic, line = np.polynomial.Polynomial(c), np.polynomial.Polynomial(c[:2])
    assert simpson(cubic, a, b, 2 * half) == pytest.approx(exact(c), rel=1e-12, abs=1e-10)
    assert trapezoid(line, a, b, half) == pytest.approx(exact(c[:2]), rel=1e-12, abs=1e-11)


@BOTH
@given(numbers, numbers, numbers, numbers)
def test_linear_and_additive(rule, a, b, s, t):
    def f(x):
        return s * np.sin(x) + t

    whole = rule(f, a, b, 8)
    parts = s * rule(np.sin, a, b, 8) + t * rule(np.ones_like, a, b, 8)
    assert whole == pytest.approx(parts, abs=1e-10)
    middle = (a + b) / 2
    assert rule(f, a, middle, 4) + rule(f, middle, b, 4) == pytest.approx(whole, abs=1e-10)
    assert rule(f, b, a, 8) == pytest.approx(-whole, abs=1e-10)


@given(arrays(float, 3, elements=numbers))
def test_simpson_is_richardson_s_extrapolation_of_trapezoids(c):
    def f(x):
        return c[0] * np.exp(x / 5) + c[1] * np.cos(x) + c[2]

    coarse, fine = trapezoid(f, 0, 2, 5), trapezoid(f, 0, 2, 10)
    assert simpson(f, 0, 2, 10) == pytest.approx((4 * fine - coarse) / 3, abs=1e-11)


@pytest.mark.parametrize(
    ("rule", "f", "integral", "order"),
    [
        (trapezoid, np.exp, np.e - 1, 2),
        (simpson, np.exp, np.e - 1, 4),
        (trapezoid, np.sqrt, 2 / 3, 1.5),  # the slope at 0 is infinite
        (simpson, np.sqrt, 2 / 3, 1.5),
        (trapezoid, lambda x: abs(x - 1 / 3), 5 / 18, 2),  # a kink between the points
    ],
)
def test_orders(rule, f, integral, order):
    errors = [rule(f, 0, 1, n) - integral for n in (16, 32, 64, 128, 256)]
    assert observed_orders(errors).mean() == pytest.approx(order, abs=0.06)


@BOTH
def test_a_kink_costs_orders(rule):
    """With 8 times as many strips the kink at 1/7 lies at the same place within its strip."""
    errors = [rule(lambda x: abs(x - 1 / 7), 0, 1, n) - 37 / 98 for n in (16, 128, 1024)]
    np.testing.assert_allclose(observed_orders(errors, ratio=8), 2, atol=1e-6)


@pytest.mark.parametrize("n", [2, 8, 32])
def test_error_bounds_are_kept(n):
    h = 1 / n
    assert abs(trapezoid(np.exp, 0, 1, n) - (np.e - 1)) <= h**2 / 12 * np.e
    assert abs(simpson(np.exp, 0, 1, n) - (np.e - 1)) <= h**4 / 180 * np.e


def test_a_periodic_function_needs_few_trapezoids():
    assert trapezoid(lambda x: np.exp(np.cos(x)), 0, 2 * np.pi, 20) == pytest.approx(
        7.95492652101284527, rel=1e-15
    )


def test_observed_orders():
    np.testing.assert_allclose(observed_orders(5 * 0.1 ** np.arange(4.0), ratio=10), 1)
    np.testing.assert_allclose(observed_orders([-8.0, 1.0]), 3)


@BOTH
def test_nothing_between_a_and_a(rule):
    assert rule(np.exp, 2.0, 2.0, 4) == 0


@BOTH
def test_refusals(rule):
    with pytest.raises(TypeError, match="n must be an integer"):
        rule(np.exp, 0, 1, 2.0)
    with pytest.raises(ValueError, match="n must be at least"):
        rule(np.exp, 0, 1, 0)
    with pytest.raises(ValueError, match="b must be finite"):
        rule(np.exp, 0, np.inf, 2)
    with pytest.raises(ValueError, match=r"for each of 3 points from 0 to 1, got shape \(\)"):
        rule(lambda x: 1.0, 0, 1, 2)
    with (
        pytest.raises(ValueError, match=r"got shape .* with 2 finite numbers"),
        np.errstate(divide="ignore"),
    ):
        rule(lambda x: 1 / x, 0, 1, 2)
    with pytest.raises(TypeError, match="f must be a function"):
        rule(1.0, 0, 1, 2)


def test_more_refusals():
    with pytest.raises(ValueError, match="n must be even, two strips a parabola, got 3"):
        simpson(np.exp, 0, 1, 3)
    with pytest.raises(ValueError, match="errors must be at least two numbers other than 0"):
        observed_orders([1.0, 0.0])
    with pytest.raises(ValueError, match="errors must be at least two numbers"):
        observed_orders([1.0])
    with pytest.raises(ValueError, match="ratio must lie between 1 and inf"):
        observed_orders([1.0, 0.5], ratio=1)


def test_corners_by_hand():
    values, h = corners(lambda x: x**2, 1.0, -1.0, 4)
    assert values.tolist() == [1.0, 0.25, 0.0, 0.25, 1.0]
    assert h == -0.5
