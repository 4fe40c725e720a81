"""Standard errors against StatsModels, SciPy, a closed form, and what they predict."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.statistics.linear_inference import linear_inference
from scipy import stats
from sklearn.datasets import load_diabetes
from statsmodels.regression.linear_model import OLS

DATA = load_diabetes(scaled=False)
DIABETES = np.column_stack([np.ones(442), DATA.data])
rng = np.random.default_rng(3)
X = np.column_stack([np.ones(20), rng.normal(size=(20, 2))])
Y = X @ [1.0, 2.0, 0.0] + rng.normal(size=20)


@pytest.mark.parametrize(("X", "y"), [(DIABETES, DATA.target), (X, Y), (X[:4], Y[:4])])
def test_against_statsmodels(X, y):
    ours, peer = linear_inference(X, y), OLS(y, X).fit()
    np.testing.assert_allclose(ours.theta, peer.params, rtol=1e-9)
    np.testing.assert_allclose(ours.standard_error, peer.bse, rtol=1e-10)
    np.testing.assert_allclose(ours.t, peer.tvalues, rtol=1e-9)
    np.testing.assert_allclose(ours.p_value, peer.pvalues, rtol=1e-8)
    np.testing.assert_allclose(np.transpose(ours.interval(0.9)), peer.conf_int(0.1), rtol=1e-9)
    assert ours.sigma == pytest.approx(np.sqrt(peer.scale), rel=1e-11)
    assert ours.df == peer.df_resid


def test_a_line_against_scipy():
    ours, peer = linear_inference(X[:, :2], Y), stats.linregress(X[:, 1], Y)
    assert ours.standard_error[1] == pytest.approx(peer.stderr, rel=1e-11)
    assert ours.standard_error[0] == pytest.approx(peer.intercept_stderr, rel=1e-11)
    assert ours.p_value[1] == pytest.approx(peer.pvalue, rel=1e-9)


def test_only_an_intercept_is_the_mean():
    ours = linear_inference(np.ones((20, 1)), Y)
    assert ours.theta[0] == pytest.approx(Y.mean())
    assert ours.standard_error[0] == pytest.approx(Y.std(ddof=1) / np.sqrt(20))


def test_coverage_and_level(plausible):
    rng, inside, found = np.random.default_rng(8), [], []
    for _ in range(1200):
        y = X @ [1.0, 2.0, 0.0] + rng.normal(0, 3, size=20)
        fit = linear_inference(X, y)
        low, high = fit.interval(0.9)
        inside.append(low[1] <= 2 <= high[1])
        found.append(fit.p_value[2] <= 0.1)
    assert plausible(inside, 0.9)
    assert plausible(found, 0.1)
    assert not plausible(inside, 0.94)


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3), st.floats(-10, 10))
def test_units(scale_x, scale_y, shift):
    """In other units of a column its coefficient and error change, and t does not."""
    here = linear_inference(X, Y)
    there = linear_inference(X * [1, scale_x, 1], scale_y * (Y + shift))
    np.testing.assert_allclose(there.t[1:], here.t[1:], rtol=1e-6)
    assert there.standard_error[1] == pytest.approx(
        here.standard_error[1] * scale_y / scale_x, rel=1e-7
    )


@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        (X[:3], Y[:3], "X must have more rows than columns"),
        (X, Y[1:], "X and y must have the same number of rows"),
        (np.column_stack([X, X[:, 1]]), Y, "must have independent columns"),
        (np.column_stack([X, np.full(20, 3.0)]), Y, "must have independent columns"),
        (X, X @ [1.0, 2.0, 3.0], "y must not be fitted without a residual"),
        (X, np.zeros(20), "y must not be fitted without a residual"),
        (X, Y * np.inf, "y must be finite"),
        (X * 1e200, Y, "X must be at most 1e150"),
        (X[:, 0], Y, "X must be a matrix"),
        ([], [], "X must be a matrix"),
    ],
)
def test_refusals(X, y, message):
    with pytest.raises(ValueError, match=message):
        linear_inference(X, y)


def test_the_level_must_be_one():
    with pytest.raises(ValueError, match="level must lie between 0 and 1"):
        linear_inference(X, Y).interval(95)
