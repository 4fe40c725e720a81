"""k-means++: start k-means from samples that are likely to be far from each other.

The first centre is a sample drawn at random. Each next one is a sample as well, drawn with the
probability::

    P(x_i) = d_i^2 / sum_l d_l^2        d_i = min_j |x_i - c_j|

where c_j are the centres that are there already. The expected inertia of this start is at most
``8 (ln k + 2)`` times the least that k centres can reach.

References
----------
Arthur, D. and Vassilvitskii, S. (2007). k-means++: The Advantages of Careful Seeding. Proceedings
of the 18th Annual ACM-SIAM Symposium on Discrete Algorithms, 1027-1035.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_generator, as_matrix, squarable, whole
from mathforml._types import Array, ArrayLike


def kmeans_plus_plus(X: ArrayLike, n_clusters: int, *, rng: np.random.Generator) -> Array:
    """Draw samples as centres, each with a chance in proportion to ``min_j |x_i - c_j|^2``.

    Of shape (n_clusters, n_features). They are different as long as `X` has rows that are.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        All numbers are at most 1e150.
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
