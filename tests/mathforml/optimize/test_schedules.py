"""Schedules: closed form, and the refusal of sizes that are not positive."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.optimize.schedules import cosine, inverse_time


def test_by_hand():
    eta = inverse_time(1.0, decay=0.5)
    assert [eta(step) for step in (0, 2, 6)] == [1.0, 0.5, 0.25]


@given(st.floats(0.01, 10), st.floats(0.01, 10))
def test_inverse_of_the_step_size_grows_linearly(eta0, decay):
    eta = inverse_time(eta0, decay)
    inverse = np.array([1 / eta(step) for step in range(10)])
    np.testing.assert_allclose(np.diff(inverse), decay / eta0, rtol=1e-9)


def test_against_exact_arithmetic():
    eta = inverse_time(0.3, decay=0.7)
    exact = Fraction(0.3) / (1 + Fraction(0.7) * 12345)
    assert eta(12345) == pytest.approx(float(exact), rel=1e-15)


def test_cosine_by_hand():
    """A half, a third and a quarter of half a turn."""
    eta = cosine(2.0, n_steps=12)
    expected = [2, 1 + np.sqrt(3) / 2, 1 + np.sqrt(2) / 2, 1.5, 1.0]
    np.testing.assert_allclose([eta(step) for step in (0, 2, 3, 4, 6)], expected, rtol=1e-15)


@given(st.floats(0.01, 10), st.integers(1, 500))
def test_cosine_falls_and_stays_positive_and_is_half_on_average(eta0, n_steps):
    eta = cosine(eta0, n_steps)
    sizes = np.array([eta(step) for step in range(n_steps)])
    assert sizes[0] == eta0
    assert (sizes > 0).all()
    assert (np.diff(sizes) < 0).all()
    # the cosines but the first cancel in pairs
    assert sizes.mean() == pytest.approx(eta0 / 2 * (1 + 1 / n_steps), rel=1e-9)


def test_cosine_ends():
    with pytest.raises(ValueError, match="step must be below n_steps=10, got 10"):
        cosine(1.0, 10)(10)
    with pytest.raises(ValueError, match="n_steps must be at least 1, got 0"):
        cosine(1.0, 0)
    with pytest.raises(TypeError, match="n_steps must be an integer"):
        cosine(1.0, 2.5)
    with pytest.raises(ValueError, match="eta0 must be positive"):
        cosine(-1.0, 10)


@pytest.mark.parametrize("bad", [0, -0.1, np.inf, np.nan])
def test_refuses_sizes_that_are_not_positive(bad):
    with pytest.raises(ValueError, match="eta0 must be positive"):
        inverse_time(bad, 1.0)
    with pytest.raises(ValueError, match="decay must be positive"):
        inverse_time(1.0, bad)


def test_refuses_other_kinds():
    with pytest.raises(TypeError, match=r"eta0 must hold real numbers, got '0.1'"):
        inverse_time("0.1", 1.0)
    with pytest.raises(ValueError, match="step must be at least 0, got -1"):
        inverse_time(1.0, 1.0)(-1)
