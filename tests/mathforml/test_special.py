"""Logarithms, normal densities, Cholesky factors and signs, at the ends of the numbers too."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml._special import cholesky, log, log_normal, log_sum_exp, signs
from scipy import special, stats


def test_the_log_of_what_cannot_happen():
    np.testing.assert_array_equal(log(np.array([0.0, 1.0])), [-np.inf, 0.0])


@given(
    arrays(float, (3, 4), elements=st.floats(-1e4, 1e4) | st.just(-np.inf)),
    st.sampled_from([0, 1]),
)
def test_log_sum_exp_against_scipy(a, axis):
    expected = special.logsumexp(a, axis=axis)
    np.testing.assert_allclose(log_sum_exp(a, axis), expected, rtol=1e-14, atol=1e-14)


def test_log_sum_exp_along_the_last_axis():
    a = np.log([[1.0, 2.0, 5.0], [3.0, 3.0, 3.0]])
    np.testing.assert_allclose(np.exp(log_sum_exp(a)), [8.0, 9.0], rtol=1e-15)


def test_of_what_cannot_happen_log_sum_exp_is_minus_infinity():
    """A part that cannot happen adds nothing; where none can, the sum is 0 and no NaN."""
    a = np.array([[0.0, -np.inf], [-np.inf, -np.inf], [-1000.0, -np.inf]])
    np.testing.assert_array_equal(log_sum_exp(a), [0.0, -np.inf, -1000.0])
    np.testing.assert_array_equal(log_sum_exp(a, axis=0), [0.0, -np.inf])
    assert log_sum_exp(np.full(3, -np.inf)) == -np.inf
    assert log_sum_exp(np.array([np.inf, 0.0])) == np.inf


def test_log_sum_exp_does_not_overflow():
    a = np.array([[1000.0, 1000.0], [-1000.0, -1000.0]])
    np.testing.assert_allclose(log_sum_exp(a), math.log(2) + a[:, 0], rtol=1e-15)


@given(st.floats(-30, 30), st.floats(0.01, 100))
def test_the_normal_density_against_scipy(z, sigma):
    peer = stats.norm(0, sigma).logpdf(z * sigma)
    assert log_normal(z**2, math.log(sigma)) == pytest.approx(peer, rel=1e-12, abs=1e-12)


def test_the_normal_density_of_a_vector_is_a_product():
    z, sigma = np.array([0.3, -1.0, 2.5]), np.array([1.0, 0.1, 20.0])
    product = sum(log_normal(z**2, np.log(sigma)))
    assert log_normal(z @ z, np.log(sigma).sum(), p=3) == pytest.approx(product, rel=1e-14)


def test_the_factor_by_hand():
    np.testing.assert_allclose(cholesky(np.array([[4, 2], [2, 10]]), "A"), [[2, 0], [1, 3]])


@pytest.mark.parametrize(
    ("A", "smallest"),
    [([[1.0, 2.0], [2.0, 1.0]], "-1"), ([[1.0, 1.0], [1.0, 1.0]], "0|.*e-1"), ([[0.0]], "0")],
)
def test_no_factor(A, smallest):
    message = f"Sigma must be positive definite, but its smallest eigenvalue is ({smallest})"
    with pytest.raises(ValueError, match=message):
        cholesky(np.array(A), "Sigma")


@pytest.mark.parametrize("seed", range(10))
def test_units_hide_no_dependent_column_and_forbid_no_small_one(seed):
    units = np.diag([1e-9, 1.0, 1e9])
    X = np.random.default_rng(seed).normal(size=(30, 2))
    X = np.column_stack([X, X.sum(axis=1)]) @ units
    with pytest.raises(ValueError, match="A must be positive definite"):
        cholesky(X.T @ X, "A")
    assert (np.diag(cholesky(units @ units, "A")) == np.diag(units)).all()


@given(arrays(float, (3, 4), elements=st.floats(-9, 9)), st.sampled_from([-1.0, 1.0]))
def test_a_direction_and_its_opposite_become_one(vectors, sign):
    unique = vectors * signs(vectors)[:, None]
    if (np.sort(np.abs(vectors))[:, -2:] @ [-1, 1] > 0).all():  # no other number is as far from 0
        np.testing.assert_array_equal(sign * vectors * signs(sign * vectors)[:, None], unique)
    np.testing.assert_array_equal(unique.max(axis=1), np.abs(vectors).max(axis=1))
