"""The theory of the V against measured errors, and against a search for its lowest point."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from mathforml.calculus.difference_errors import EPS, best_step, difference_error
from mathforml.calculus.finite_differences import central_difference, forward_difference

ORDERS = [(1, forward_difference), (2, central_difference)]


def test_by_hand():
    error = difference_error(0.5, value=8.0, derivative=-3.0, order=2)
    assert error == 3 * 0.25 / 6 + EPS * 8  # f''' h^2 / 6 + eps f / (2 h)
    assert best_step(value=1.0, derivative=-2.0, order=1) == pytest.approx(np.sqrt(EPS))
    assert best_step(value=2.0, derivative=3.0, order=2) == pytest.approx(np.cbrt(EPS))


@given(st.floats(1e-6, 1e6), st.floats(1e-6, 1e6), st.sampled_from([1, 2]))
def test_the_best_step_against_a_search(value, derivative, order):
    found = scipy.optimize.minimize_scalar(
        lambda log_h: np.log(
            difference_error(np.exp(log_h), value=value, derivative=derivative, order=order)
        ),
        bounds=(-40, 5),
        method="bounded",
        options={"xatol": 1e-7},
    )
    h = best_step(value=value, derivative=derivative, order=order)
    assert np.log(h) == pytest.approx(found.x, abs=1e-4)


@pytest.mark.parametrize(("order", "difference"), ORDERS)
@pytest.mark.parametrize("x", [-1.0, 0.3, 1.0, 2.0])
def test_measured_errors_of_exp_stay_below_and_truncation_is_met(order, difference, x):
    at = {"value": np.exp(x), "derivative": np.exp(x), "order": order}
    hs = 10.0 ** -np.arange(1, 14, 0.25)
    errors = np.array([abs(difference(np.exp, x, h=h) - np.exp(x)) for h in hs])
    bounds = np.array([difference_error(h, **at) for h in hs])
    assert (errors < 1.2 * bounds).all()
    long = hs > 30 * best_step(**at)
    np.testing.assert_allclose(errors[long], bounds[long], rtol=0.12)
    # the lowest measured error lies where theory puts it, within a factor of the jitter
    assert 0.02 < hs[errors.argmin()] / best_step(**at) < 50


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"h": 0}, "h must be positive"),
        ({"value": np.nan}, "value must be finite"),
        ({"order": 3}, r"order must be 1 \(forward\) or 2 \(central\), got 3"),
        ({"order": 0}, "order must be at least 1"),
    ],
)
def test_refusals(arguments, message):
    given = {"h": 0.1, "value": 1.0, "derivative": 1.0, "order": 1, **arguments}
    with pytest.raises(ValueError, match=message):
        difference_error(given.pop("h"), **given)


def test_no_best_step_without_two_errors_to_balance():
    with pytest.raises(ValueError, match="the size of derivative must be positive"):
        best_step(value=1.0, derivative=0.0, order=1)
    with pytest.raises(ValueError, match="the size of value must be positive"):
        best_step(value=0.0, derivative=1.0, order=1)
