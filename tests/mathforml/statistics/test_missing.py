"""The share that is asked for, the mechanism that is asked for, and the odds by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.statistics.missing import mcar, missing_by, missing_probability
from scipy import optimize, special

DRIVER = np.random.default_rng(1).exponential(size=200)


@given(st.floats(0.001, 0.999), st.floats(-30, 30))
def test_the_share_is_met_and_the_odds_have_the_slope(share, slope):
    p = missing_probability(DRIVER, share=share, slope=slope)
    assert p.mean() == pytest.approx(share, abs=1e-9)
    z = (DRIVER - DRIVER.mean()) / DRIVER.std()
    inside = (p > 1e-6) & (p < 1 - 1e-6)
    c = special.logit(p[inside]) - slope * z[inside]
    np.testing.assert_allclose(c, np.median(c), atol=1e-6)


def test_the_constant_against_scipy():
    z = (DRIVER - DRIVER.mean()) / DRIVER.std()
    c = optimize.brentq(lambda c: special.expit(c + 2 * z).mean() - 0.3, -50, 50, xtol=1e-14)
    p = missing_probability(DRIVER, share=0.3, slope=2)
    np.testing.assert_allclose(p, special.expit(c + 2 * z), rtol=1e-9)


def test_without_a_slope_a_coin_decides():
    np.testing.assert_allclose(missing_probability(DRIVER, share=0.3, slope=0), 0.3)


def test_masks_are_drawn_with_these_probabilities(plausible):
    rng = np.random.default_rng(2)
    driver = np.repeat([0.0, 1.0], 5000)
    p = missing_probability(driver, share=0.4, slope=1.5)
    mask = missing_by(driver, share=0.4, slope=1.5, rng=rng)
    assert mask.dtype == bool
    assert plausible(mask[:5000], p[0])
    assert plausible(mask[5000:], p[-1])
    assert not plausible(mask[5000:], 0.4)
    assert plausible(mcar(5000, share=0.4, rng=rng), 0.4)


def test_units_do_not_matter():
    a, b = (missing_probability(d, share=0.3, slope=2) for d in (DRIVER, 5 + 1e3 * DRIVER))
    np.testing.assert_allclose(a, b, rtol=1e-9)
    for unit in (1e-200, 1e140):  # the square of the first is not a number above 0
        b = missing_probability(unit * DRIVER, share=0.3, slope=2)
        np.testing.assert_allclose(a, b, rtol=1e-9)


@pytest.mark.parametrize("slope", [1e6, -1e6])
def test_the_steepest_slope_meets_the_share(slope):
    """On four values a share of 0.4 leaves one of them undecided, with probability 0.6."""
    p = missing_probability([1, 2, 3, 4], share=0.4, slope=slope)
    np.testing.assert_allclose(np.sort(p), [0, 0, 0.6, 1], atol=1e-6)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"driver": [1.0, 1.0]}, ValueError, "driver must not be constant"),
        ({"driver": []}, ValueError, "driver must not be empty"),
        ({"driver": [1.0, np.nan]}, ValueError, "driver must be finite"),
        ({"driver": [1e200, 0]}, ValueError, "driver must be at most 1e150"),
        ({"share": 0}, ValueError, "share must lie between 0 and 1"),
        ({"share": 1}, ValueError, "share must lie between 0 and 1"),
        ({"slope": np.inf}, ValueError, "slope must be finite"),
        ({"slope": 1e9}, ValueError, "slope must be from -1,000,000 to 1,000,000"),
        ({"slope": -1e308}, ValueError, "slope must be from -1,000,000 to 1,000,000"),
        ({"rng": 0}, TypeError, "rng must be a generator"),
    ],
)
def test_refusals(changes, error, message):
    given = {"driver": DRIVER, "share": 0.3, "slope": 2.0, "rng": np.random.default_rng(0)}
    with pytest.raises(error, match=message):
        missing_by(**given | changes)


def test_more_refusals():
    with pytest.raises(ValueError, match="driver must not be constant"):
        missing_probability([1.0, 1.0], share=0.3, slope=1)
    with pytest.raises(ValueError, match="n must be at least 1"):
        mcar(0, share=0.3, rng=np.random.default_rng(0))
