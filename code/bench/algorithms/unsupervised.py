"""Races of `mathforml.unsupervised`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
from mathforml.iteration import last, until
from mathforml.unsupervised.expectation_maximisation import EMStep, em
from mathforml.unsupervised.kmeans import KMeansStep, kmeans
from mathforml.unsupervised.mixture import Mixture
from mathforml.unsupervised.pca import PrincipalComponents, principal_components
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture

from bench.races import Race


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(8, 10))
    X = centres[rng.integers(8, size=10_000)] + rng.normal(size=(10_000, 10))
    yield kmeans_race(X, X[:8])
    yield em_race(X, X[:8])
    for shape in ((10_000, 50), (500, 400), (200, 2_000)):
        yield pca_race(rng.normal(size=shape) * np.linspace(1, 10, shape[1]))


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
        at_most=2.5,
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
        at_most=1.3,
        agree=agree,
    )


def pca_race(X: np.ndarray) -> Race:
    """Find 20 components, in the way that scikit-learn chooses for exact ones."""
    solver = "covariance_eigh" if X.shape[0] >= 10 * X.shape[1] else "full"
    peer = PCA(20, svd_solver=solver)

    def agree(found: PrincipalComponents, model: PCA) -> bool:
        return np.allclose(found.components, model.components_, atol=1e-8) and np.allclose(
            found.variances, model.explained_variance_, rtol=1e-10
        )

    return Race(
        "PCA",
        f"20 components of {X.shape[0]:,} samples of {X.shape[1]:,} features",
        ours=lambda: principal_components(X, 20),
        peer=lambda: peer.fit(X),
        library=f"scikit-learn PCA ({solver})",
        at_most=1.1,
        agree=agree,
    )
