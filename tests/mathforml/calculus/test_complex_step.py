"""The complex step against closed forms, and what it must refuse."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.calculus.complex_step import complex_step, complex_step_gradient
from mathforml.optimize.objectives import mean_squared_error


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (lambda x: x**3 - 2 / x, lambda x: 3 * x**2 + 2 / x**2),
        (np.exp, np.exp),
        (np.log, np.reciprocal),
        (np.sqrt, lambda x: 0.5 / np.sqrt(x)),
        (np.tanh, lambda x: 1 / np.cosh(x) ** 2),
        (lambda x: np.log1p(np.exp(-x)), lambda x: -1 / (1 + np.exp(x))),
        (lambda x: np.maximum(0, x - 2), lambda x: float(x > 2)),
        (lambda x: np.where(x > 2, x**2, x), lambda x: 2 * x if x > 2 else 1.0),
        # the example of Squire and Trapp
        (
            lambda x: np.exp(x) / (np.cos(x) ** 3 + np.sin(x) ** 3),
            lambda x: (
                np.exp(x)
                * (np.cos(3 * x) + np.sin(3 * x) / 2 + np.sin(x) * 1.5)
                / (np.cos(x) ** 3 + np.sin(x) ** 3) ** 2
            ),
        ),
    ],
)
@pytest.mark.parametrize("x", [0.3, 1.5, 5.0])
def test_right_to_rounding(f, slope, x):
    assert complex_step(f, x) == pytest.approx(slope(x), rel=1e-14, abs=0)


def test_by_hand():
    """(2 + i h)^3 has the imaginary part 12 h - h^3."""
    assert complex_step(lambda x: x * x * x, 2.0, h=0.5) == 12 - 0.25
    assert complex_step(lambda x: x * x * x, 2.0) == 12


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(-2, 2))
def test_linear_product_and_chain_rule(a, b, x):
    f, g = np.sin, np.exp
    df, dg = complex_step(f, x), complex_step(g, x)

    def close(number):
        return pytest.approx(number, rel=1e-12, abs=1e-12)

    assert complex_step(lambda t: a * f(t) + b * g(t), x) == close(a * df + b * dg)
    assert complex_step(lambda t: f(t) * g(t), x) == close(df * g(x) + f(x) * dg)
    assert complex_step(lambda t: f(g(t)), x) == close(complex_step(f, g(x)) * dg)


@pytest.mark.parametrize("x", [0.0, 1e-200, 1e200, -7])
def test_tiny_and_huge_places(x):
    assert complex_step(lambda t: 2 * t + 1, x) == 2


def test_gradient_against_the_formula():
    rng = np.random.default_rng(0)
    X, y, theta = rng.normal(size=(30, 4)), rng.normal(size=30), rng.normal(size=4)
    ours = complex_step_gradient(lambda t: np.mean((X @ t - y) ** 2), theta)
    np.testing.assert_allclose(ours, mean_squared_error(X, y).grad(theta), rtol=1e-13)


def test_gradient_through_a_linear_system():
    """f = t^T (I + t t^T)^-1 t = s / (1 + s) with s = t^T t."""
    theta = np.array([1.0, 2.0, 3.0])
    ours = complex_step_gradient(
        lambda t: t @ np.linalg.solve(np.eye(3) + np.outer(t, t), t), theta
    )
    np.testing.assert_allclose(ours, 2 * theta / (1 + 14) ** 2, rtol=1e-12)


def test_gradient_of_one_parameter():
    np.testing.assert_array_equal(complex_step_gradient(lambda t: t[0] ** 2, 3.0), [6.0])


@pytest.mark.parametrize(
    ("f", "name"),
    [
        (abs, "absolute"),
        (lambda x: x**2 + np.abs(x), "absolute"),  # the square alone would give 2 x
        (lambda x: abs(x.reshape(1)[0]) + x, "absolute"),
        (lambda x: sum(abs(part) * x for part in x.reshape(1)), "absolute"),
        (lambda x: np.conj(x) * x, "conjugate"),
        (lambda x: x * np.sign(x), "sign"),
    ],
)
def test_functions_without_a_complex_slope_are_refused_by_name(f, name):
    with pytest.raises(TypeError, match=f"f must not use {name}, which has no complex slope"):
        complex_step(f, 1.5)


@pytest.mark.parametrize("f", [lambda t: t[0].real ** 2, lambda t: 3.0, np.linalg.norm])
def test_a_real_result_is_refused(f):
    with pytest.raises(TypeError, match="f must keep the imaginary part"):
        complex_step_gradient(f, [1.5])


def test_refusals():
    with pytest.raises(TypeError, match="f must be a function"):
        complex_step(1.0, 1.0)
    with pytest.raises(ValueError, match="h must be positive"):
        complex_step(np.exp, 1.0, h=0)
    with pytest.raises(ValueError, match="x must be finite"):
        complex_step(np.exp, np.nan)
    with pytest.raises(ValueError, match=r"f must give one number, got shape \(2,\)"):
        complex_step_gradient(lambda t: t, [1.0, 2.0])
    with pytest.raises(ValueError, match="f must give a finite number"), np.errstate(all="ignore"):
        complex_step(lambda x: 1 / (x - x), 1.0)
    with pytest.raises(ValueError, match="theta must not be empty"):
        complex_step_gradient(np.sum, [])
