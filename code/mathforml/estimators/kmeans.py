"""k-means as a scikit-learn estimator, by `mathforml.unsupervised.kmeans`.

The walk comes to rest at a place that depends on its start, so several start at centres of
k-means++, and the one with the least inertia wins.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from sklearn.base import ClusterMixin
from sklearn.utils.validation import validate_data

from mathforml._checks import squarable, whole
from mathforml._types import ArrayLike, Indices
from mathforml.estimators._base import Estimator
from mathforml.unsupervised.kmeans import assign, kmeans, kmeans_plus_plus


class KMeans(ClusterMixin, Estimator):
    """k-means with scikit-learn's interface.

    Parameters
    ----------
    n_clusters : int, default 8
    n_init : int, number of starts, default 10
    max_iter : int, default 300
        The largest number of steps from each start.
    random_state : int, numpy.random.Generator or None, default None

    Attributes
    ----------
    cluster_centers_ : ndarray of shape (n_clusters, n_features)
    labels_ : ndarray of shape (n_samples,)
        For each sample the number of the nearest centre.
    inertia_ : float
        The sum of squared distances to the nearest centres.
    n_iter_ : int
        The number of steps of the walk that won.

    Examples
    --------
    >>> model = KMeans(n_clusters=2, random_state=0).fit([[0.0], [1.0], [10.0], [11.0]])
    >>> np.sort(model.cluster_centers_, axis=0)
    array([[ 0.5],
           [10.5]])
    """

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        n_init: int = 10,
        max_iter: int = 300,
        random_state: int | np.random.Generator | None = None,
    ) -> None:
        self.n_clusters = n_clusters
        self.n_init = n_init
        self.max_iter = max_iter
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: None = None) -> Self:
        """Find the centres; warn for each walk that is not at rest after `max_iter` steps."""
        n_clusters = whole(self.n_clusters, "n_clusters", minimum=1)
        n_init = whole(self.n_init, "n_init", minimum=1)
        X = validate_data(self, X, dtype=np.float64, ensure_min_samples=n_clusters)
        rng = np.random.default_rng(self.random_state)
        walks = (kmeans(X, kmeans_plus_plus(X, n_clusters, rng=rng)) for _ in range(n_init))
        ends = [self._end(walk, tol=0) for walk in walks]
        best = min(ends, key=lambda end: end.inertia)
        self.cluster_centers_, self.labels_ = best.centres, best.labels
        self.inertia_, self.n_iter_ = best.inertia, best.step
        return self

    def predict(self, X: ArrayLike) -> Indices:
        """Nearest centre of each sample."""
        X = self._fitted(X)
        squarable(X=X)
        origin = self.cluster_centers_.mean(axis=0)
        return assign(X - origin, self.cluster_centers_ - origin)
