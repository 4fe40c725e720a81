"""Polynomial features against scikit-learn, NumPy's polynomials, and their defining properties."""

from __future__ import annotations

import tracemalloc
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.data.polynomial import legendre, monomials
from sklearn.preprocessing import PolynomialFeatures


@pytest.mark.parametrize(("p", "degree"), [(1, 1), (1, 9), (2, 3), (4, 1), (5, 4), (10, 3)])
def test_monomials_are_those_of_scikit_learn(p, degree):
    X = np.random.default_rng(0).normal(size=(7, p))
    expected = PolynomialFeatures(degree, include_bias=False).fit_transform(X)
    products = monomials(X, degree=degree)
    np.testing.assert_allclose(products, expected, rtol=1e-13)
    assert products.shape[1] == comb(p + degree, degree) - 1


def test_a_high_degree_is_no_longer_than_its_products():
    """A record of all factors would hold 800 million numbers."""
    tracemalloc.start()
    powers = monomials([[-1.0]], degree=40_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    np.testing.assert_array_equal(powers[0], np.tile([-1, 1], 20_000))
    assert peak < 10 * powers.nbytes


def test_powers_of_one_feature():
    np.testing.assert_array_equal(monomials([[2], [-1]], degree=3), [[2, 4, 8], [-1, 1, -1]])


@given(st.integers(1, 4), st.integers(1, 4), st.floats(0.5, 2))
def test_a_monomial_scales_with_its_number_of_factors(p, degree, scale):
    X = np.random.default_rng(p).normal(size=(3, p))
    n_factors = [size for size in range(1, degree + 1) for _ in range(comb(p + size - 1, size))]
    np.testing.assert_allclose(
        monomials(scale * X, degree=degree),
        monomials(X, degree=degree) * scale ** np.array(n_factors),
        rtol=1e-12,
    )


def test_monomials_share_no_memory_with_their_input():
    X = np.ones((3, 2))
    assert not np.shares_memory(monomials(X, degree=1), X)


@pytest.mark.parametrize("degree", [1, 2, 15, 60])
@pytest.mark.parametrize(("low", "high"), [(-1, 1), (0, 6), (100, 101)])
def test_legendre_is_that_of_numpy(degree, low, high):
    x = np.linspace(low, high, 33)
    expected = np.polynomial.legendre.legvander(2 * (x - low) / (high - low) - 1, degree)
    found = legendre(x, degree=degree, low=low, high=high)
    np.testing.assert_allclose(found, expected[:, 1:], atol=1e-11 * degree**2)


def test_legendre_polynomials_are_perpendicular():
    """By a quadrature that is exact for them: the integral of P_j P_k is 2 / (2 k + 1) or 0."""
    nodes, weights = np.polynomial.legendre.leggauss(20)
    P = legendre(nodes, degree=15)
    gram = P.T @ (weights[:, None] * P)
    np.testing.assert_allclose(gram, np.diag(2 / (2 * np.arange(1, 16) + 1)), atol=1e-13)


@given(st.floats(-1, 1), st.integers(1, 40))
def test_legendre_stays_within_1_on_its_interval(x, degree):
    assert np.abs(legendre([x], degree=degree)).max() <= 1 + 1e-12


@given(st.integers(1, 8))
def test_they_span_what_the_powers_span(degree):
    x = np.random.default_rng(degree).uniform(-1, 1, 30)
    ones = np.ones((30, 1))
    P = np.hstack([ones, legendre(x, degree=degree)])
    powers = np.hstack([ones, monomials(x[:, None], degree=degree)])
    y = np.sin(5 * x)
    fits = [A @ np.linalg.lstsq(A, y, rcond=None)[0] for A in (P, powers)]
    np.testing.assert_allclose(*fits, atol=1e-9)
    assert np.linalg.cond(P) < np.linalg.cond(powers) or degree == 1


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: monomials([1.0], degree=2), ValueError, "X must be a matrix"),
        (lambda: monomials([[np.nan]], degree=2), ValueError, "X must be finite"),
        (lambda: monomials(np.empty((0, 2)), degree=2), ValueError, "X must not be empty"),
        (lambda: monomials([[1.0]], degree=0), ValueError, "degree must be at least 1"),
        (lambda: monomials([[1.0]], degree=2.0), TypeError, "degree must be an integer"),
        (
            lambda: monomials(np.ones((1, 90)), degree=4),
            ValueError,
            "of 90 features makes 3,049,500",
        ),
        (lambda: monomials([[1e200]], degree=2), ValueError, "standardise it first"),
        (lambda: monomials([[1e200, 0.0]], degree=3), ValueError, "standardise it first"),
        (lambda: legendre([[1.0]], degree=2), ValueError, "x must be a vector"),
        (lambda: legendre([1.0], degree=0), ValueError, "degree must be at least 1"),
        (lambda: legendre([1.0], degree=2, low=3, high=3), ValueError, "low must be below high"),
        (lambda: legendre([1.0], degree=2, high=np.inf), ValueError, "high must be finite"),
        (lambda: legendre([1e200], degree=2), ValueError, "too far outside -1 to 1"),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error, match=message):
        call()
