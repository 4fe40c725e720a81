"""Races of `mathforml.supervised`, `mathforml.unsupervised` and `mathforml.networks`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
import sklearn.linear_model
from mathforml.estimators.lasso import Lasso
from mathforml.estimators.logistic_regression import LogisticRegression
from mathforml.estimators.ridge import Ridge
from mathforml.iteration import last, until
from mathforml.networks.convolution import cross_correlate
from mathforml.supervised.lasso import largest_penalty, lasso_path
from mathforml.unsupervised.expectation_maximisation import EMStep, em
from mathforml.unsupervised.kmeans import KMeansStep, kmeans
from mathforml.unsupervised.mixture import Mixture
from mathforml.unsupervised.pca import principal_components
from scipy.signal import correlate2d
from sklearn.cluster import KMeans
from sklearn.datasets import load_breast_cancer
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import StandardScaler

from bench.races import Race


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    yield from penalised_races(rng)
    yield logistic_race()
    centres = rng.normal(size=(8, 10))
    X = centres[rng.integers(8, size=10_000)] + rng.normal(size=(10_000, 10))
    yield kmeans_race(X, X[:8])
    yield em_race(X, X[:8])
    yield pca_race(rng)
    yield convolution_race(rng)


def penalised_races(rng: np.random.Generator) -> Iterator[Race]:
    X = rng.normal(size=(2_000, 50))
    y = X[:, :10].sum(axis=1) + rng.normal(size=len(X))
    yield Race(
        "ridge",
        "2,000 samples of 50 features",
        ours=lambda: Ridge().fit(X, y),
        peer=lambda: sklearn.linear_model.Ridge().fit(X, y),
        library="scikit-learn Ridge",
        at_most=1.25,
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
        at_most=8,
        agree=lambda ours, peer: np.allclose(ours, peer, atol=1e-4),
    )


def logistic_race() -> Race:
    """Fit to an accuracy of about 0.001, each in the way that it takes when none is named."""
    X, y = load_breast_cancer(return_X_y=True)
    X = StandardScaler().fit_transform(X)
    peer = sklearn.linear_model.LogisticRegression(tol=1e-5)
    return Race(
        "logistic regression by Newton",
        "569 patients with 30 features",
        ours=lambda: LogisticRegression().fit(X, y),
        peer=lambda: peer.fit(X, y),
        library="scikit-learn LogisticRegression (lbfgs)",
        at_most=1.25,
        agree=lambda ours, peer: np.allclose(ours.coef_, peer.coef_, atol=2e-3),
    )


def kmeans_race(X: np.ndarray, start: np.ndarray) -> Race:
    """Walk from one start until no label changes."""
    peer = KMeans(len(start), init=start, n_init=1, tol=0)

    def agree(end: KMeansStep, model: KMeans) -> bool:
        return (
            # scikit-learn also counts the step that finds out
            model.n_iter_ == end.step + 1
            and np.allclose(end.centres, model.cluster_centers_, rtol=1e-8)
            and np.array_equal(end.labels, model.labels_)
            and np.isclose(end.inertia, model.inertia_, rtol=1e-10)
        )

    return Race(
        "k-means by Lloyd",
        f"8 clusters of {X.shape[0]:,} samples of {X.shape[1]} features",
        ours=lambda: last(until(kmeans(X, start), tol=0)),
        peer=lambda: peer.fit(X),
        library="scikit-learn KMeans",
        at_most=3.5,
        agree=agree,
    )


def em_race(X: np.ndarray, means: np.ndarray) -> Race:
    """Take as many steps as scikit-learn does, from the same start."""
    k, p = means.shape
    start = Mixture(np.full(k, -np.log(k)), means, np.stack([np.eye(p)] * k))
    peer = GaussianMixture(
        k, weights_init=np.exp(start.log_pi), means_init=means, precisions_init=start.Sigma
    )
    n_steps = peer.fit(X).n_iter_

    def agree(end: EMStep, model: GaussianMixture) -> bool:
        return (
            np.allclose(end.mixture.mu, model.means_, rtol=1e-8)
            and np.allclose(end.mixture.Sigma, model.covariances_, rtol=1e-8)
            and np.isclose(end.log_likelihood, model.score(X), rtol=1e-10)
        )

    return Race(
        "EM for a mixture of Gaussians",
        f"{n_steps} steps, {k} components, {X.shape[0]:,} samples of {p} features",
        ours=lambda: last(islice(em(X, start, reg_covar=peer.reg_covar), n_steps + 1)),
        peer=lambda: peer.fit(X),
        library="scikit-learn GaussianMixture",
        at_most=1.75,
        agree=agree,
    )


def pca_race(rng: np.random.Generator) -> Race:
    """Both leave the decomposition to LAPACK, and so the limit is near 1."""
    X = rng.normal(size=(10_000, 50)) * np.linspace(1, 10, 50)
    peer = PCA(20, svd_solver="covariance_eigh")
    return Race(
        "PCA",
        "20 components of 10,000 samples of 50 features",
        ours=lambda: principal_components(X, 20),
        peer=lambda: peer.fit(X),
        library="scikit-learn PCA (covariance_eigh)",
        at_most=1.25,
        agree=lambda found, model: (
            np.allclose(found.components, model.components_, atol=1e-8)
            and np.allclose(found.variances, model.explained_variance_, rtol=1e-10)
        ),
    )


def convolution_race(rng: np.random.Generator) -> Race:
    """Lay a kernel on a picture; SciPy knows no channels, and we take one of one."""
    picture, kernel = rng.normal(size=(256, 256)), rng.normal(size=(5, 5))
    x, w = picture[np.newaxis, np.newaxis], kernel[np.newaxis, np.newaxis]
    return Race(
        "convolution of a network",
        "a picture of 256 by 256, a kernel of 5 by 5",
        ours=lambda: cross_correlate(x, w)[0, 0],
        peer=lambda: correlate2d(picture, kernel, mode="valid"),
        library="SciPy correlate2d",
        at_most=0.9,
        agree=lambda y, peer: np.allclose(y, peer, rtol=1e-10, atol=1e-10),
    )
