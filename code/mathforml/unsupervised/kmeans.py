"""k-means: give every sample to the nearest centre, move every centre to the mean of its samples.

::

    label_i <- argmin_j |x_i - c_j|^2
    c_j <- mean of the x_i with label j

Neither half of a step can increase the inertia ``sum_i |x_i - c_label_i|^2``, and samples can be
labelled in finitely many ways: so the walk comes to rest, at a place that depends on its start.

References
----------
Lloyd, S. P. (1982). Least Squares Quantization in PCM. IEEE Transactions on Information Theory
28(2), 129-137.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple, Self

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mathforml._checks import as_matrix, squarable, whole
from mathforml._types import Array, ArrayLike, Indices
from mathforml.iteration import last, until
from mathforml.unsupervised.kmeans_plus_plus import kmeans_plus_plus


class KMeansStep(NamedTuple):
    """One step of k-means.

    Attributes
    ----------
    step : int
        The number of times that the centres have moved; 0 is the start.
    centres : ndarray of shape (n_clusters, n_features)
        The centres after that many moves.
    labels : ndarray of shape (n_samples,)
        The number of the nearest of these centres.
    inertia : float
        The sum of squared distances to the nearest centres, in the square of the unit of X.
    changed : int
        How many samples have another label than one step before; at rest 0, at the start all.
    """

    step: int
    centres: Array
    labels: Indices
    inertia: float
    changed: int


def kmeans(X: ArrayLike, centres0: ArrayLike) -> Iterator[KMeansStep]:
    """Improve the centres by Lloyd's algorithm, without end.

    A cluster without samples starts again at the sample that is furthest from its centre. Squared
    distances are right to about 1e-16 of the squared extent of the data.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The data, one sample in each row.
    centres0 : ndarray of shape (n_clusters, n_features)
        The start, with at most as many centres as there are samples.

    Yields
    ------
    KMeansStep
        Step 0 is the start itself. Every step has arrays of its own.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a matrix of finite numbers of at most 1e150, their shapes do not fit,
        or `X` varies by less than 1e-150.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> steps = take(kmeans([[0.0], [2.0], [10.0]], centres0=[[0.0], [1.0]]), 4)
    >>> column(steps, "centres")[:, :, 0]
    array([[ 0.,  1.],
           [ 0.,  6.],
           [ 1., 10.],
           [ 1., 10.]])
    >>> column(steps, "inertia")
    array([82., 20.,  2.,  2.])
    """
    return _lloyd(*_checked(X, centres0))


class KMeans(ClusterMixin, BaseEstimator):
    """k-means as a scikit-learn estimator: the best of several walks from k-means++ starts.

    Parameters
    ----------
    n_clusters : int, default 8
        The number of clusters.
    n_init : int, default 10
        The number of starts.
    max_iter : int, default 300
        The largest number of steps from each start.
    random_state : int, numpy.random.Generator or None, default None
        The source of chance, or its seed.

    Attributes
    ----------
    cluster_centers_ : ndarray of shape (n_clusters, n_features)
        The centres of the walk that ended with the least inertia.
    labels_ : ndarray of shape (n_samples,)
        For each sample the number of the nearest centre.
    inertia_ : float
        The sum of squared distances to the nearest centres.
    n_iter_ : int
        The number of steps of that walk.

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
        """Find the centres.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The data, at least one sample for each cluster.
        y : None
            Not used; scikit-learn passes it.

        Returns
        -------
        KMeans
            The estimator itself.

        Raises
        ------
        TypeError, ValueError
            If the data or a parameter is not as described.

        Warns
        -----
        ConvergenceWarning
            For each walk that is not at rest after `max_iter` steps.
        """
        n_clusters = whole(self.n_clusters, "n_clusters", minimum=1)
        n_init = whole(self.n_init, "n_init", minimum=1)
        max_steps = whole(self.max_iter, "max_iter", minimum=1) + 1  # the start counts as one
        X = validate_data(self, X, dtype=np.float64, ensure_min_samples=n_clusters)
        rng = np.random.default_rng(self.random_state)
        walks = (kmeans(X, kmeans_plus_plus(X, n_clusters, rng=rng)) for _ in range(n_init))
        ends = [last(until(walk, tol=0, max_steps=max_steps, measure="changed")) for walk in walks]
        best = min(ends, key=lambda end: end.inertia)
        self.cluster_centers_, self.labels_ = best.centres, best.labels
        self.inertia_, self.n_iter_ = best.inertia, best.step
        return self

    def predict(self, X: ArrayLike) -> Indices:
        """Nearest centre of each sample.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The data.

        Returns
        -------
        ndarray of shape (n_samples,)
            The numbers of the centres.

        Raises
        ------
        ValueError
            If `X` is not as it was for `fit`.
        """
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        squarable(X=X)
        origin = self.cluster_centers_.mean(axis=0)
        return _nearest(X - origin, self.cluster_centers_ - origin)


def _checked(X: ArrayLike, centres0: ArrayLike) -> tuple[Array, Array]:
    X, centres = as_matrix(X, "X"), as_matrix(centres0, "centres0").copy()
    squarable(X=X, centres0=centres)
    if centres.shape[1] != X.shape[1] or len(centres) > len(X):
        raise ValueError(
            f"centres0 must be at most {len(X)} rows of {X.shape[1]} numbers, got {centres.shape}"
        )
    if 0 < np.ptp(X, axis=0).max() < 1e-150:
        raise ValueError("X must vary by 1e-150 or more, for its squared distances not to vanish")
    return X, centres


def _lloyd(X: Array, centres: Array) -> Iterator[KMeansStep]:
    # far from the origin, distances would be differences of large numbers
    origin = X.mean(axis=0)
    X, centres = X - origin, centres - origin
    before = np.full(len(X), -1)
    for step in count():
        labels = _nearest(X, centres)
        residual = centres.take(labels, axis=0)
        residual -= X
        inertia = float(np.vdot(residual, residual))
        changed = int(np.count_nonzero(labels != before))
        yield KMeansStep(step, centres + origin, labels.copy(), inertia, changed)
        before = labels
        centres = _means(X, labels, residual, len(centres))


def _nearest(X: Array, centres: Array) -> Indices:
    """Argmin over j of ``|x_i - c_j|^2 - |x_i|^2 = |c_j|^2 - 2 c_j . x_i``."""
    distance = (-2 * centres) @ X.T
    distance += (centres**2).sum(axis=1, keepdims=True)
    # the first minimum of each column, as argmin(axis=0) gives it, in about half the time
    return (distance == distance.min(axis=0)).argmax(axis=0)


def _means(X: Array, labels: Indices, residual: Array, n_clusters: int) -> Array:
    """Mean of each cluster; an empty one first gets the sample furthest from its centre."""
    labels, size = labels.copy(), np.bincount(labels, minlength=n_clusters)
    for empty in np.flatnonzero(size == 0):
        distance = (residual**2).sum(axis=1)
        # a cluster of one sample keeps it
        furthest = np.where(size[labels] > 1, distance, -1).argmax()
        size[labels[furthest]] -= 1
        labels[furthest], size[empty] = empty, 1
    member = labels == np.arange(n_clusters)[:, None]
    return member.astype(float) @ X / size[:, None]
