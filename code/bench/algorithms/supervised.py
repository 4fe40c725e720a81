"""Races of `mathforml.supervised`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import sklearn.linear_model
from mathforml.estimators.lasso import Lasso
from mathforml.estimators.logistic_regression import LogisticRegression
from mathforml.estimators.ridge import Ridge
from mathforml.supervised.lasso import largest_penalty, lasso_path
from mathforml.supervised.linear_model import fit_line
from scipy.stats import linregress
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import StandardScaler

from bench.races import Race


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    yield _line(rng)
    yield from _penalised(rng)
    yield from _logistic()


def _line(rng: np.random.Generator) -> Race:
    x = rng.normal(size=10_000)
    y = 2 * x + 1 + rng.normal(size=x.size)
    return Race(
        "line of least squares",
        "10,000 samples",
        ours=lambda: fit_line(x, y),
        peer=lambda: linregress(x, y),
        library="SciPy linregress",
        at_most=1,
        agree=lambda line, peer: np.allclose(line, (peer.slope, peer.intercept), rtol=1e-10),
    )


def _penalised(rng: np.random.Generator) -> Iterator[Race]:
    X = rng.normal(size=(2_000, 50))
    y = X[:, :10].sum(axis=1) + rng.normal(size=len(X))
    yield Race(
        "ridge",
        "2,000 samples of 50 features",
        ours=lambda: Ridge().fit(X, y),
        peer=lambda: sklearn.linear_model.Ridge().fit(X, y),
        library="scikit-learn Ridge",
        at_most=1,
        agree=lambda ours, peer: np.allclose(ours.coef_, peer.coef_, rtol=1e-10),
    )
    alpha = largest_penalty(X, y) / 100
    yield Race(
        "lasso by coordinate descent",
        "2,000 samples of 50 features",
        ours=lambda: Lasso(alpha, tol=1e-8).fit(X, y),
        peer=lambda: sklearn.linear_model.Lasso(alpha, tol=1e-8).fit(X, y),
        library="scikit-learn Lasso (compiled)",
        at_most=3,
        agree=lambda ours, peer: np.allclose(ours.coef_, peer.coef_, atol=1e-5),
    )
    alphas = largest_penalty(X, y) * np.geomspace(1, 0.01, 30)
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    yield Race(
        "path of the lasso",
        "30 penalties, 2,000 samples of 50 features",
        ours=lambda: lasso_path(X, y, alphas, tol=1e-8).w,
        peer=lambda: sklearn.linear_model.lasso_path(Xc, yc, alphas=alphas, tol=1e-8)[1].T,
        library="scikit-learn lasso_path (compiled)",
        at_most=6,
        agree=lambda ours, peer: np.allclose(ours, peer, atol=1e-4),
    )


def _logistic() -> Iterator[Race]:
    X, y = load_breast_cancer(return_X_y=True)
    X = StandardScaler().fit_transform(X)
    peers = {  # each to an accuracy of about 0.001
        "lbfgs": sklearn.linear_model.LogisticRegression(tol=1e-5),
        "Newton": sklearn.linear_model.LogisticRegression(solver="newton-cholesky"),
    }
    for solver, peer in peers.items():
        yield Race(
            "logistic regression by Newton",
            "569 patients with 30 features",
            ours=lambda: LogisticRegression().fit(X, y),
            peer=lambda peer=peer: peer.fit(X, y),
            library=f"scikit-learn LogisticRegression, {solver}",
            at_most=1,
            agree=lambda ours, peer: np.allclose(ours.coef_, peer.coef_, atol=2e-3),
        )
