"""k-means: give every sample to the nearest centre, move every centre to the mean of its samples.

::

    label_i <- argmin_j |x_i - c_j|^2
    c_j <- mean of the x_i with label j

Neither half of a step can increase the inertia ``sum_i |x_i - c_label_i|^2``, and samples can be
labelled in finitely many ways: so the walk comes to rest, at a place that depends on its start.

A good start is k-means++: samples that are likely to be far from each other. The first centre is a
sample drawn at random. Each next one is a sample as well, drawn with the probability::

    P(x_i) = d_i^2 / sum_l d_l^2        d_i = min_j |x_i - c_j|

where c_j are the centres that are there already. The expected inertia of this start is at most
``8 (ln k + 2)`` times the least that k centres can reach.

References
----------
Lloyd, S. P. (1982). Least Squares Quantization in PCM. IEEE Transactions on Information Theory
28(2), 129-137.

Arthur, D. and Vassilvitskii, S. (2007). k-means++: The Advantages of Careful Seeding. Proceedings
of the 18th Annual ACM-SIAM Symposium on Discrete Algorithms, 1027-1035.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_generator, as_matrix, squarable, whole
from mathforml._docs import parameters_like
from mathforml._generators import at_the_call
from mathforml._types import Array, ArrayLike, Indices


class KMeansStep(NamedTuple):
    """The centres after a number of steps, and the samples that are nearest to each."""

    step: int  #: number of updates
    centres: Array  #: of shape (n_clusters, n_features)
    labels: Indices  #: of shape (n_samples,)
    inertia: float  #: the sum of squared distances to the nearest centres
    #: How many samples have another label than one step before; at rest 0, at the start all.
    gap: int


@at_the_call
def kmeans(X: ArrayLike, centres0: ArrayLike) -> Iterator[KMeansStep]:
    """Improve the centres by Lloyd's algorithm, without end.

    Squared distances are right to about 1e-16 of the squared extent of the data.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        All numbers are at most 1e150, and vary by 1e-150 or more if at all.
    centres0 : ndarray of shape (n_clusters, n_features), n_clusters at most n_samples

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
    X, centres = as_matrix(X, "X"), as_matrix(centres0, "centres0")
    squarable(X=X, centres0=centres)
    if centres.shape[1] != X.shape[1] or len(centres) > len(X):
        raise ValueError(
            f"centres0 must be at most {len(X)} rows of {X.shape[1]} numbers, got {centres.shape}"
        )
    if 0 < np.ptp(X, axis=0).max() < 1e-150:
        raise ValueError("X must vary by 1e-150 or more, for its squared distances not to vanish")
    origin = X.mean(axis=0)  # far from 0, distances would be differences of large numbers
    X, centres, before = X - origin, centres - origin, np.full(len(X), -1)
    for step in count():
        labels = assign(X, centres)
        residual = X - centres.take(labels, axis=0)
        inertia, changed = np.vdot(residual, residual), np.count_nonzero(labels != before)
        yield KMeansStep(step, centres + origin, labels.copy(), float(inertia), int(changed))
        before, centres = labels, update(X, labels, centres)


def assign(X: Array, centres: Array) -> Indices:
    """Number of the nearest centre of each sample, of shape (n_samples,); of equals the first.

    ``argmin_j -2 c_j . x_i + |c_j|^2``, which is ``|x_i - c_j|^2`` without what is the same for
    all centres. One product of matrices holds all of it; the differences themselves take 5 to 10
    times as long.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    centres : ndarray of shape (n_clusters, n_features)
    """
    return (-2 * centres @ X.T + (centres**2).sum(axis=1, keepdims=True)).argmin(axis=0)


@parameters_like(assign)
def update(X: Array, labels: Indices, centres: Array) -> Array:
    """Mean of each cluster, ``sum_i r_ji x_i / sum_i r_ji``, where r_ji is 1 for label j, else 0.

    Of shape (n_clusters, n_features). It is the M step of EM for samples that belong to one
    cluster alone. One cluster after the other, each a slice of X, takes 2 to 5 times as long. A
    cluster without samples gets the sample that is furthest from its own centre.

    Parameters
    ----------
    labels : ndarray of shape (n_samples,)
    """
    labels = _without_empty(X, labels, centres)
    r = (labels == np.arange(len(centres))[:, None]).astype(float)
    return r @ X / r.sum(axis=1)[:, None]


def _without_empty(X: Array, labels: Indices, centres: Array) -> Indices:
    labels, size = labels.copy(), np.bincount(labels, minlength=len(centres))
    for empty in np.flatnonzero(size == 0):
        distance = ((X - centres[labels]) ** 2).sum(axis=1)
        # a cluster of one sample keeps it
        furthest = np.where(size[labels] > 1, distance, -1).argmax()
        size[labels[furthest]] -= 1
        labels[furthest], size[empty] = empty, 1
    return labels


def kmeans_plus_plus(X: ArrayLike, n_clusters: int, *, rng: np.random.Generator) -> Array:
    """Draw samples as centres, each with a chance in proportion to ``min_j |x_i - c_j|^2``.

    Of shape (n_clusters, n_features). They are different as long as `X` has rows that are.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), of at most 1e150
    n_clusters : int, from 1 to n_samples
    rng : numpy.random.Generator

    Examples
    --------
    >>> X = [[0.0], [0.0], [5.0]]
    >>> np.sort(kmeans_plus_plus(X, 2, rng=np.random.default_rng(0)), axis=0)
    array([[0.],
           [5.]])
    """
    X, rng = as_matrix(X, "X"), as_generator(rng)
    squarable(X=X)
    if whole(n_clusters, "n_clusters", minimum=1) > len(X):
        raise ValueError(
            f"n_clusters must be at most the number of samples, {len(X)}, got {n_clusters}"
        )
    centres = X[[rng.integers(len(X))]]
    distance = _squared_distance(X, centres[0])
    while len(centres) < n_clusters:
        # when every sample is a centre already, any one will do
        weight = distance if distance.any() else np.ones(len(X))
        new = X[rng.choice(len(X), p=weight / weight.sum())]
        centres = np.vstack([centres, new])
        distance = np.minimum(distance, _squared_distance(X, new))
    return centres


def _squared_distance(X: Array, centre: Array) -> Array:
    return ((X - centre) ** 2).sum(axis=1)
