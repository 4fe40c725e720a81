"""Imputation against scikit-learn, NumPy, closed forms for the draws, and what each one keeps."""

from __future__ import annotations

import numpy as np
import pytest
from mathforml.statistics.imputation import (
    mean_imputation,
    multiple_imputation,
    regression_imputation,
    stochastic_imputation,
)
from mathforml.statistics.missing import mcar, missing_by
from mathforml.statistics.rubin import rubin
from scipy import stats
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression

rng = np.random.default_rng(6)
N = 60
X = np.column_stack([np.ones(N), rng.normal(size=(N, 2))])
TRUE = X @ [3.0, 2.0, -1.0] + rng.normal(size=N)
GAPS = mcar(N, share=0.3, rng=rng)
Y = np.where(GAPS, np.nan, TRUE)


def test_mean_against_scikit_learn():
    peer = SimpleImputer().fit_transform(Y[:, np.newaxis])[:, 0]
    np.testing.assert_allclose(mean_imputation(Y), peer)
    assert mean_imputation(Y).var() < Y[~GAPS].var()  # the spread shrinks


def test_regression_against_scikit_learn():
    peer = LinearRegression().fit(X[~GAPS, 1:], Y[~GAPS]).predict(X[GAPS, 1:])
    np.testing.assert_allclose(regression_imputation(Y, X)[GAPS], peer, rtol=1e-12)


def test_what_is_seen_stays_and_the_argument_too():
    before = Y.copy()
    filled = [
        mean_imputation(Y),
        regression_imputation(Y, X),
        stochastic_imputation(Y, X, rng=np.random.default_rng(0)),
        *multiple_imputation(Y, X, n_imputations=3, rng=np.random.default_rng(0)),
    ]
    np.testing.assert_array_equal(Y, before)
    for y in filled:
        np.testing.assert_array_equal(y[~GAPS], Y[~GAPS])
        assert np.isfinite(y).all()
    same = regression_imputation(TRUE, X)
    np.testing.assert_array_equal(same, TRUE)  # without gaps nothing changes
    assert not np.shares_memory(same, TRUE)


def test_stochastic_adds_the_noise_of_the_residuals():
    """Over many draws: normal about the regression, with the residual's standard deviation."""
    rng = np.random.default_rng(1)
    draws = np.array([stochastic_imputation(Y, X, rng=rng)[GAPS] for _ in range(400)])
    fit = LinearRegression().fit(X[~GAPS, 1:], Y[~GAPS])
    rss = ((Y[~GAPS] - fit.predict(X[~GAPS, 1:])) ** 2).sum()
    sigma = np.sqrt(rss / ((~GAPS).sum() - 3))
    z = (draws - fit.predict(X[GAPS, 1:])) / sigma
    assert stats.kstest(z.ravel(), stats.norm.cdf).pvalue > 1e-6
    assert stats.kstest(z.ravel(), stats.norm(0, 1.1).cdf).pvalue < 1e-6


def test_multiple_draws_from_the_predictive_distribution():
    """Theta and sigma included, a gap has Student's distribution, wider by the row's leverage."""
    draws = multiple_imputation(Y, X, n_imputations=20_000, rng=np.random.default_rng(2))
    row = int(np.flatnonzero(GAPS)[0])
    seen, df = X[~GAPS], (~GAPS).sum() - 3
    fit = np.linalg.lstsq(seen, Y[~GAPS])
    leverage = X[row] @ np.linalg.solve(seen.T @ seen, X[row])
    scale = np.sqrt(fit[1][0] / df * (1 + leverage))
    z = (draws[:, row] - X[row] @ fit[0]) / scale
    assert stats.kstest(z, stats.t(df).cdf).pvalue > 1e-6
    # the theta and sigma of one draw are shared by all gaps
    other = int(np.flatnonzero(GAPS)[1])
    together = np.corrcoef(draws[:, row], draws[:, other])[0, 1]
    expected = X[row] @ np.linalg.solve(seen.T @ seen, X[other])
    expected /= np.sqrt((1 + leverage) * (1 + X[other] @ np.linalg.solve(seen.T @ seen, X[other])))
    assert together == pytest.approx(expected, abs=5 / np.sqrt(20_000))


def test_with_few_rows_the_noise_level_is_uncertain_too():
    """Five complete rows and two columns leave 3 degrees of freedom: tails far from normal."""
    table, y = X[:6, :2], np.append(TRUE[:5], np.nan)
    draws = multiple_imputation(y, table, n_imputations=5000, rng=np.random.default_rng(4))[:, 5]
    seen, row = table[:5], table[5]
    theta, rss, *_ = np.linalg.lstsq(seen, y[:5])
    leverage = row @ np.linalg.solve(seen.T @ seen, row)
    z = (draws - row @ theta) / np.sqrt(rss[0] / 3 * (1 + leverage))
    assert stats.kstest(z, stats.t(3).cdf).pvalue > 1e-6
    assert stats.kstest(z, stats.norm.cdf).pvalue < 1e-6


def test_coverage_when_another_column_decides(plausible):
    """Multiple imputation covers the mean in 95%; one regression imputation is far too sure."""
    rng, inside, too_sure = np.random.default_rng(3), [], []
    for _ in range(400):
        x = rng.normal(size=80)
        true = 5 + 2 * x + rng.normal(0, 2, size=80)
        y = np.where(missing_by(x, share=0.4, slope=1.5, rng=rng), np.nan, true)
        table = np.column_stack([np.ones(80), x])
        copies = multiple_imputation(y, table, n_imputations=20, rng=rng)
        low, high = rubin(copies.mean(axis=1), copies.var(axis=1, ddof=1) / 80).interval()
        inside.append(low <= 5 <= high)
        once = regression_imputation(y, table)
        too_sure.append(abs(once.mean() - 5) <= 1.96 * once.std(ddof=1) / np.sqrt(80))
    assert plausible(inside, 0.95)
    assert not plausible(too_sure, 0.95)


@pytest.mark.parametrize(
    ("y", "X", "message"),
    [
        ([np.nan, np.nan], np.ones((2, 1)), "y must hold a value that is not missing"),
        ([], np.ones((2, 1)), "y must not be empty"),
        ([1.0, np.inf], np.ones((2, 1)), "y without its gaps must be finite"),
        ([[1.0, np.nan]], np.ones((1, 1)), "y must be a vector"),
        ([1e200, np.nan], np.ones((2, 1)), "y must be at most 1e150"),
    ],
)
def test_refusals_of_y(y, X, message):
    with pytest.raises(ValueError, match=message):
        mean_imputation(y)
    with pytest.raises(ValueError, match=message):
        regression_imputation(y, X)


def test_refusals_of_the_model():
    generator = np.random.default_rng(0)
    with pytest.raises(ValueError, match="X and y must have the same number of rows"):
        regression_imputation(Y, X[1:])
    with pytest.raises(ValueError, match="X must be finite"):
        regression_imputation(Y, np.where(X > 1, np.nan, X))
    with pytest.raises(ValueError, match="X must have more rows than columns"):
        regression_imputation(np.where(np.arange(N) < 3, Y, np.nan), X)
    line = np.where(GAPS, np.nan, X @ [1.0, 2.0, 3.0])
    for fill in (
        lambda: regression_imputation(line, X),
        lambda: stochastic_imputation(line, X, rng=generator),
        lambda: multiple_imputation(line, X, n_imputations=2, rng=generator),
    ):
        with pytest.raises(ValueError, match="y must not be fitted without a residual"):
            fill()
    with pytest.raises(ValueError, match="independent columns"):
        stochastic_imputation(Y, np.hstack([X, X]), rng=generator)
    with pytest.raises(TypeError, match="rng must be a generator"):
        stochastic_imputation(Y, X, rng=None)
    with pytest.raises(ValueError, match="n_imputations must be at least 2"):
        multiple_imputation(Y, X, n_imputations=1, rng=generator)
