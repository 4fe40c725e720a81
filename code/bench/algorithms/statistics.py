"""Races of `mathforml.statistics` and `mathforml.selection`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from mathforml.estimators.ridge import Ridge
from mathforml.selection.cross_validation import cross_validate
from mathforml.selection.splits import k_fold
from mathforml.statistics.bootstrap import bootstrap
from mathforml.statistics.linear_inference import linear_inference
from mathforml.statistics.permutation import permutation_test
from scipy import stats
from sklearn.model_selection import cross_val_score
from statsmodels.regression.linear_model import OLS

from bench.races import Race

N = 9_999  # shuffles, or resamples


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    yield permutation_race(rng)
    yield bootstrap_race(rng)
    yield linear_race(rng)
    yield cross_validation_race(rng)


def permutation_race(rng: np.random.Generator) -> Race:
    x, y = rng.normal(1, 1, size=14), rng.normal(size=18)

    def difference(a, b, axis):
        return a.mean(axis) - b.mean(axis)

    def peer():
        settings = {"n_resamples": N, "vectorized": True, "rng": np.random.default_rng(0)}
        return stats.permutation_test((x, y), difference, **settings).pvalue

    return Race(
        "permutation test",
        f"14 and 18 values, {N:,} shuffles",
        ours=lambda: (
            permutation_test(x, y, n_permutations=N, rng=np.random.default_rng(0)).p_value
        ),
        peer=peer,
        library="SciPy stats.permutation_test",
        at_most=0.25,
        agree=lambda ours, peer: abs(ours - peer) < 0.02,
    )


def bootstrap_race(rng: np.random.Generator) -> Race:
    values = rng.exponential(size=100)

    def ours():
        drawn = bootstrap(values, np.mean, n_resamples=N, rng=np.random.default_rng(0))
        return drawn.percentile_interval()

    def peer():
        settings = {"n_resamples": N, "method": "percentile", "rng": np.random.default_rng(0)}
        return stats.bootstrap((values,), np.mean, **settings).confidence_interval

    return Race(
        "bootstrap",
        f"mean of 100 values, {N:,} resamples, percentile interval",
        ours=ours,
        peer=peer,
        library="SciPy stats.bootstrap",
        at_most=1.5,
        agree=lambda ours, peer: np.allclose(ours, peer, atol=0.02),
    )


def linear_race(rng: np.random.Generator) -> Race:
    X = np.column_stack([np.ones(500), rng.normal(size=(500, 10))])
    y = X @ rng.normal(size=11) + rng.normal(size=500)

    def ours():
        fit = linear_inference(X, y)
        return np.concatenate([fit.theta, fit.standard_error, fit.p_value])

    def peer():
        fit = OLS(y, X).fit()
        return np.concatenate([fit.params, fit.bse, fit.pvalues])

    return Race(
        "linear inference",
        "500 samples of 11 columns: coefficients, errors, p-values",
        ours=ours,
        peer=peer,
        library="StatsModels' OLS (LAPACK)",
        at_most=7,
        agree=lambda ours, peer: np.allclose(ours, peer, rtol=1e-8, atol=1e-12),
    )


def cross_validation_race(rng: np.random.Generator) -> Race:
    X = rng.normal(size=(500, 20))
    y = X.sum(axis=1) + rng.normal(size=len(X))
    folds = k_fold(len(y), n_folds=10, rng=rng)
    score = {"scoring": "neg_mean_squared_error"}
    return Race(
        "cross-validation",
        "10 folds of 500 samples, ridge",
        ours=lambda: cross_validate(fit_ridge, X, y, folds).errors,
        peer=lambda: -cross_val_score(Ridge(), X, y, cv=folds, **score),
        library="scikit-learn cross_val_score, the same model",
        at_most=0.9,
        agree=lambda ours, peer: np.allclose(ours, peer, rtol=1e-10),
    )


def fit_ridge(X: np.ndarray, y: np.ndarray) -> Callable:
    return Ridge().fit(X, y).predict
