"""Student's distribution against SciPy, closed forms, published values and its own laws."""

from __future__ import annotations

import math
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.calculus.quadrature import simpson
from mathforml.statistics.student_t import t_quantile, two_sided_p
from scipy import stats

DFS = [0.3, 1, 2, 3.7, 30, 99.9, 100.1, 1e3, 1e6, 1e9, 1e15, 1e16]


def t_cdf(t, *, df):
    """Probability that Student's t is at most t, from both tails."""
    tail = two_sided_p(t, df=df) / 2
    return np.where(np.asarray(t) < 0, tail, 1 - tail)


@pytest.mark.parametrize("df", DFS)
def test_against_scipy(df):
    t = np.concatenate([np.linspace(-10, 10, 81), [1e-3, 50, -1e3, 1e8]])
    np.testing.assert_allclose(t_cdf(t, df=df), stats.t.cdf(t, df), rtol=1e-12, atol=1e-15)
    peer = 2 * stats.t.sf(np.abs(t), df)
    possible = peer > 1e-290  # further out both are powers of tiny numbers
    np.testing.assert_allclose(two_sided_p(t, df=df)[possible], peer[possible], rtol=1e-11)
    p = np.array([1e-6, 0.025, 0.3, 0.49, 0.5, 0.51, 0.9, 0.975, 0.999999])
    np.testing.assert_allclose(t_quantile(p, df=df), stats.t.ppf(p, df), rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("df", [1e16, 1e18, 1e20, 1e300])
def test_many_degrees_of_freedom_are_the_normal_distribution(df):
    t = np.linspace(-30, 30, 61)  # at 30, 1e16 degrees of freedom are off by t^4 / (4 df) = 2e-11
    normal = 2 * stats.norm.sf(np.abs(t))
    np.testing.assert_allclose(two_sided_p(t, df=df), normal, rtol=4e-11)
    np.testing.assert_allclose(t_cdf(t, df=df), stats.norm.cdf(t), rtol=4e-11)
    assert two_sided_p(50.0, df=df) == 0  # and not NaN
    p = np.array([1e-300, 1e-10, 0.025, 0.5, 0.9])
    np.testing.assert_allclose(t_quantile(p, df=df), stats.norm.ppf(p), rtol=1e-9, atol=1e-15)


def test_closed_forms():
    t = np.array([1e-9, 0.1, 1.0, 2.5, 40.0, 1e9])
    cauchy = 2 * np.arctan(1 / t) / np.pi
    np.testing.assert_allclose(two_sided_p(t, df=1), cauchy, rtol=1e-13)
    two = 2 / (2 + t**2) / (1 + t / np.sqrt(2 + t**2))  # 1 - t / sqrt(2 + t^2), without loss
    np.testing.assert_allclose(two_sided_p(t, df=2), two, rtol=1e-13)
    normal = [math.erfc(x / np.sqrt(2)) for x in (0.5, 2.0, 6.0, 15.0)]
    np.testing.assert_allclose(two_sided_p([0.5, 2, 6, 15], df=1e14), normal, rtol=1e-9)
    np.testing.assert_allclose(t_quantile([0.75, 0.975], df=1), [1, np.tan(0.475 * np.pi)])


@pytest.mark.parametrize("power", range(-300, 200, 4))
def test_closed_forms_from_the_smallest_to_the_largest_numbers(power):
    """P(|T| > t) is 2 atan2(1, t) / pi for df = 1; for df = 2 see above."""
    t = 10.0**power * np.array([1.0, 3.0, 8.0])
    np.testing.assert_allclose(two_sided_p(t, df=1), 2 * np.arctan2(1, t) / np.pi, rtol=2e-13)
    h = np.hypot(np.sqrt(2), t)
    two = 2 / h / h / (1 + t / h)
    possible = two > 1e-290
    np.testing.assert_allclose(two_sided_p(t, df=2)[possible], two[possible], rtol=2e-13)


@pytest.mark.parametrize("distance", 10.0 ** np.arange(-15, 0))
def test_quantiles_near_the_middle(distance):
    p = 0.5 + distance
    d = p - 0.5  # exactly
    assert t_quantile(p, df=1) == pytest.approx(np.tan(np.pi * d), rel=1e-13)
    assert t_quantile(p, df=2) == pytest.approx(2 * d * np.sqrt(2 / (1 - 4 * d * d)), rel=1e-13)


@pytest.mark.parametrize("q", 10.0 ** -np.arange(1, 301, 13))
def test_quantiles_of_tiny_probabilities(q):
    assert t_quantile(q, df=1) == pytest.approx(-1 / np.tan(np.pi * q), rel=1e-12)
    two = (2 * q - 1) / np.sqrt(2 * q * (1 - q))
    assert t_quantile(q, df=2) == pytest.approx(two, rel=1e-12)


@pytest.mark.parametrize("df", [0.1, 3.7, 30, 99.9, 1e4, 1e7, 1e10, 1e14])
def test_quantile_and_probability_undo_each_other_in_the_tail(df):
    q = 10.0 ** -np.array([0.31, 0.5, 1, 2, 5, 10, 20, 29])
    np.testing.assert_allclose(t_cdf(t_quantile(q, df=df), df=df), q, rtol=1e-11)


def test_many_quantiles_are_one_calculation():
    """No loop in Python: for 1000 probabilities as many calls as for one."""

    def calls(p):
        events = []
        sys.setprofile(lambda frame, event, argument: events.append(event))
        t_quantile(p, df=7)
        sys.setprofile(None)
        return len(events)

    assert calls([0.3]) == calls(np.linspace(0.001, 0.999, 1000))


def test_the_area_under_the_density():
    def density(t, df=4.0):
        return 3 / 8 * (1 + t**2 / 4) ** -2.5

    assert t_cdf(1.7, df=4) == pytest.approx(0.5 + simpson(density, 0, 1.7, 200), abs=1e-10)


def test_published_values():
    """Two-sided 5% points as in every table of Student's t."""
    table = {1: 12.706, 2: 4.303, 5: 2.571, 10: 2.228, 30: 2.042, 120: 1.980}
    for df, value in table.items():
        assert t_quantile(0.975, df=df) == pytest.approx(value, abs=5e-4)


@given(st.floats(0.2, 1e5), st.floats(1e-12, 1 - 1e-12))
def test_quantile_and_probability_undo_each_other(df, p):
    t = t_quantile(p, df=df)
    assert t_cdf(t, df=df) == pytest.approx(p, rel=1e-9)
    assert t_quantile(1 - p, df=df) == pytest.approx(-t, rel=1e-3, abs=1e-9)


@given(st.floats(0.1, 1e8), st.floats(-1e6, 1e6), st.floats(0, 1e3))
def test_symmetric_and_rising(df, t, step):
    assert t_cdf(t, df=df) + t_cdf(-t, df=df) == pytest.approx(1, abs=1e-12)
    assert t_cdf(t + step, df=df) >= t_cdf(t, df=df) - 1e-14
    assert two_sided_p(t, df=df) == pytest.approx(2 * t_cdf(-abs(t), df=df), rel=1e-12)


def test_huge_and_tiny():
    with np.errstate(all="raise", under="ignore"):
        assert two_sided_p(1e200, df=3) == 0
        assert two_sided_p(0.0, df=3) == 1
        assert two_sided_p(1e-300, df=1e300) == 1
        assert two_sided_p(1e200, df=0.01) == pytest.approx(
            two_sided_p(1e190, df=0.01) * 1e-10**0.01
        )
        assert t_quantile(1e-300, df=30) == pytest.approx(stats.t.ppf(1e-300, 30), rel=1e-9)
        assert t_quantile(0.5, df=30) == 0
        for df in (1e-320, 1e-250, 1e-9, 1e308):
            assert t_quantile(0.5, df=df) == 0
            np.testing.assert_array_equal(two_sided_p([0.0, 1e-300], df=df), 1)
        assert two_sided_p(1e200, df=1e-300) == 1  # all but nothing is further out
        assert two_sided_p(1e308, df=1e-320) == 1


def test_the_shape_is_kept():
    t = np.arange(6.0).reshape(2, 3)
    assert two_sided_p(t, df=3).shape == (2, 3)
    assert t_quantile(t / 10 + 0.1, df=3).shape == (2, 3)
    assert two_sided_p(1.0, df=3).shape == ()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: two_sided_p([np.nan], df=3), ValueError, "t must be finite"),
        (lambda: two_sided_p(1.0, df=0), ValueError, "df must be positive"),
        (lambda: two_sided_p([], df=3), ValueError, "t must not be empty"),
        (lambda: two_sided_p(1.0, df=np.inf), ValueError, "df must be positive and finite"),
        (lambda: t_quantile([0.5, 1.0], df=3), ValueError, "p must lie between 0 and 1"),
        (lambda: t_quantile(-0.1, df=3), ValueError, "p must lie between 0 and 1"),
        (lambda: t_quantile("a", df=3), TypeError, "p must hold real numbers"),
        (lambda: t_quantile(1e-6, df=0.01), ValueError, "its quantile is not finite"),
        (lambda: t_quantile(0.6, df=1e-250), ValueError, "df=1e-250 its quantile is not finite"),
        (lambda: t_quantile([0.5, 0.4], df=1e-320), ValueError, "its quantile is not finite"),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error, match=message):
        call()
