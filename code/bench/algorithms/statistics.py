"""Races of `mathforml.statistics`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.probability.continuous import Normal
from mathforml.statistics.bootstrap import bootstrap
from mathforml.statistics.imputation import mean_imputation, multiple_imputation
from mathforml.statistics.likelihood import fit_normal, log_likelihood
from mathforml.statistics.linear_inference import linear_inference
from mathforml.statistics.map_estimate import linear_posterior
from mathforml.statistics.multiple_testing import benjamini_hochberg, bonferroni, holm
from mathforml.statistics.permutation import exact_permutation_test, permutation_test
from mathforml.statistics.student_t import t_quantile, two_sided_p
from mathforml.statistics.t_test import welch_test
from scipy import stats
from sklearn.impute import SimpleImputer
from sklearn.linear_model import BayesianRidge, Ridge
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.multitest import multipletests

from bench.races import Race

N = 10_000


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    yield from shuffling_races(rng)
    yield from student_races(rng)
    yield from many_tests_races(rng)
    yield from linear_races(rng)
    yield from gap_races(rng)
    x = rng.normal(3, 2, size=N)
    yield Race(
        "maximum likelihood of a normal",
        f"{N:,} values, with its log-likelihood",
        ours=lambda: (fit_normal(x).sigma, log_likelihood(Normal(x.mean(), x.std()), x)),
        peer=lambda: (stats.norm.fit(x)[1], stats.norm(x.mean(), x.std()).logpdf(x).sum()),
        library="SciPy stats.norm",
        at_most=1.5,
        agree=close,
    )


def close(ours: np.ndarray, peer: np.ndarray) -> bool:
    return np.allclose(ours, peer, rtol=1e-8, atol=1e-12)


def shuffling_races(rng: np.random.Generator) -> Iterator[Race]:
    x, y = rng.normal(1, 1, size=14), rng.normal(size=18)

    def difference(a, b, axis):
        return a.mean(axis) - b.mean(axis)

    yield Race(
        "permutation test",
        f"14 and 18 values, {N - 1:,} shuffles",
        ours=lambda: (
            permutation_test(x, y, n_permutations=N - 1, rng=np.random.default_rng(0)).p_value
        ),
        peer=lambda: (
            stats.permutation_test(
                (x, y),
                difference,
                n_resamples=N - 1,
                vectorized=True,
                rng=np.random.default_rng(0),
            ).pvalue
        ),
        library="SciPy stats.permutation_test",
        at_most=1.5,
        agree=lambda ours, peer: abs(ours - peer) < 0.02,
    )
    yield Race(
        "exact permutation test",
        "7 and 7 values, 3,432 ways",
        ours=lambda: exact_permutation_test(x[:7], y[:7], alternative="greater").p_value,
        peer=lambda: (
            stats.permutation_test(
                (x[:7], y[:7]),
                difference,
                n_resamples=np.inf,
                vectorized=True,
                alternative="greater",
            ).pvalue
        ),
        library="SciPy stats.permutation_test",
        at_most=1.5,
        agree=close,
    )
    values = rng.exponential(size=100)
    yield Race(
        "bootstrap",
        f"mean of 100 values, {N - 1:,} resamples, percentile interval",
        ours=lambda: bootstrap(
            values, np.mean, n_resamples=N - 1, rng=np.random.default_rng(0)
        ).percentile_interval(),
        peer=lambda: (
            stats.bootstrap(
                (values,),
                np.mean,
                n_resamples=N - 1,
                method="percentile",
                rng=np.random.default_rng(0),
            ).confidence_interval
        ),
        library="SciPy stats.bootstrap",
        at_most=1.5,
        agree=lambda ours, peer: np.allclose(ours, peer, atol=0.02),
    )


def student_races(rng: np.random.Generator) -> Iterator[Race]:
    t, x, y = rng.normal(0, 3, size=N), rng.normal(1, 2, size=200), rng.normal(size=300)
    yield Race(
        "Student's t, two-sided p",
        f"{N:,} values, 20 degrees of freedom",
        ours=lambda: two_sided_p(t, df=20),
        peer=lambda: 2 * stats.t.sf(np.abs(t), 20),
        library="SciPy stats.t (C++)",
        at_most=6,
        agree=close,
    )
    yield Race(
        "Student's t, quantile",
        "one probability",
        ours=lambda: t_quantile(0.975, df=20),
        peer=lambda: stats.t.ppf(0.975, 20),
        library="SciPy stats.t (C++)",
        at_most=40,
        agree=close,
    )
    yield Race(
        "Welch's t-test",
        "200 and 300 values, with interval",
        ours=lambda: (welch_test(x, y).p_value, *welch_test(x, y).interval()),
        peer=lambda: (
            stats.ttest_ind(x, y, equal_var=False).pvalue,
            *stats.ttest_ind(x, y, equal_var=False).confidence_interval(),
        ),
        library="SciPy stats.ttest_ind",
        at_most=8,
        agree=close,
    )


def many_tests_races(rng: np.random.Generator) -> Iterator[Race]:
    p = rng.random(N)
    for name, ours, method in (
        ("Bonferroni", bonferroni, "bonferroni"),
        ("Holm", holm, "holm"),
        ("Benjamini-Hochberg", benjamini_hochberg, "fdr_bh"),
    ):
        yield Race(
            name,
            f"{N:,} p-values",
            ours=lambda ours=ours: ours(p),
            peer=lambda method=method: multipletests(p, method=method)[1],
            library="StatsModels' multipletests",
            at_most=1.5,
            agree=close,
        )


def linear_races(rng: np.random.Generator) -> Iterator[Race]:
    X = np.column_stack([np.ones(500), rng.normal(size=(500, 10))])
    y = X @ rng.normal(size=11) + rng.normal(size=500)

    def peer():
        fit = OLS(y, X).fit()
        return np.concatenate([fit.params, fit.bse, fit.pvalues])

    def ours():
        fit = linear_inference(X, y)
        return np.concatenate([fit.theta, fit.standard_error, fit.p_value])

    yield Race(
        "linear inference",
        "500 samples of 11 columns: coefficients, errors, p-values",
        ours=ours,
        peer=peer,
        library="StatsModels' OLS (LAPACK)",
        at_most=8,
        agree=close,
    )
    yield Race(
        "posterior of a linear model",
        "500 samples of 11 columns: mean",
        ours=lambda: linear_posterior(X, y, sigma=2.0, tau=0.5).mean,
        peer=lambda: Ridge(alpha=16.0, fit_intercept=False).fit(X, y).coef_,
        library="scikit-learn's Ridge",
        at_most=4,
        agree=close,
    )


def gap_races(rng: np.random.Generator) -> Iterator[Race]:
    X = np.column_stack([np.ones(1000), rng.normal(size=(1000, 4))])
    true = X @ np.arange(1.0, 6.0) + rng.normal(size=1000)
    y = np.where(rng.random(1000) < 0.3, np.nan, true)
    gaps = np.isnan(y)
    yield Race(
        "mean imputation",
        "1,000 values, 30% missing",
        ours=lambda: mean_imputation(y),
        peer=lambda: SimpleImputer().fit_transform(y[:, np.newaxis])[:, 0],
        library="scikit-learn's SimpleImputer",
        at_most=1,
        agree=close,
    )

    def peer():
        """Draws from a Bayesian model of the complete rows, one copy after the other."""
        draw = np.random.default_rng(0)
        model = BayesianRidge().fit(X[~gaps], y[~gaps])
        mean, deviation = model.predict(X[gaps], return_std=True)
        return np.array([draw.normal(mean, deviation) for _ in range(20)])

    yield Race(
        "multiple imputation",
        "1,000 values, 30% missing, 20 copies",
        ours=lambda: multiple_imputation(y, X, n_imputations=20, rng=np.random.default_rng(0))[
            :, gaps
        ],
        peer=peer,
        library="scikit-learn's BayesianRidge, as in IterativeImputer",
        at_most=3,
        agree=lambda ours, peer: abs(ours.mean() - peer.mean()) < 0.05,
    )
