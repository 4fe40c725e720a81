"""The soft threshold against its definition as a minimiser, and by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.supervised.soft_threshold import soft_threshold


@given(st.floats(-5, 5), st.floats(0, 3), st.floats(-10, 10))
def test_soft_threshold_is_the_minimiser(z, lam, other):
    def cost(w):
        return (w - z) ** 2 / 2 + lam * abs(w)

    assert cost(soft_threshold(z, lam)) <= cost(other) + 1e-12


@pytest.mark.parametrize(("z", "expected"), [(5, 4), (2, 1), (0.8, 0), (-3, -2), (1, 0), (-1, 0)])
def test_by_hand_with_a_price_of_1(z, expected):
    assert soft_threshold(z, 1.0) == expected


@given(st.floats(-5, 5), st.floats(0, 3))
def test_it_is_odd_and_moves_by_the_price_at_most(z, lam):
    w = soft_threshold(z, lam)
    assert soft_threshold(-z, lam) == -w
    assert abs(z - w) <= lam + 1e-12
    assert z * w >= 0


def test_a_missing_number_stays_missing():
    for z, lam in [(math.nan, 1.0), (3.0, math.nan), (-3.0, math.nan), (0.0, math.nan)]:
        assert math.isnan(soft_threshold(z, lam))


def test_a_negative_price_is_refused():
    with pytest.raises(ValueError, match="lam must be at least 0, got -1"):
        soft_threshold(0.5, -1.0)
