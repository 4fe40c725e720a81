"""Distances: the length of the difference, ``d(x, y) = |x - y|_p``, and who is nearest.

The square of the distance for p = 2 can be written without a difference::

    |x - y|^2 = |x|^2 + |y|^2 - 2 x . y

A matrix product then gives all pairs at once, which is the fastest way. But where the points are
much closer to each other than to the origin, three large numbers on the right have a small sum,
and their digits cancel. So the origin is put in the middle of the points first, and the pairs that
are still too close for this formula, and no others, are done again from their differences.

References
----------
Deza, M. M. and Deza, E. (2016). Encyclopedia of Distances. 4th edition. Springer. Section 5.1.

Higham, N. J. (2002). Accuracy and Stability of Numerical Algorithms. 2nd edition. SIAM. Section
1.7: cancellation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mathforml._checks import as_matrix, as_vector, at_least
from mathforml._types import Array, ArrayLike, Indices
from mathforml.linalg.norms import norm

BLOCK = 2**14  # pairs that are handled together: their numbers fit into a processor's cache
CLOSE = 1e-3  # of |x|^2 + |y|^2: of a smaller square, more than three of 16 digits are cancelled
SMALLEST, LARGEST = 1e-280, 1e300  # beyond, a sum of powers may have lost terms, or be infinite


class Nearest(NamedTuple):
    """The nearest of some samples, for each of some points.

    Attributes
    ----------
    index : ndarray of shape (n_points,)
        Row number of the nearest sample; of samples at the same distance, the first.
    distance : ndarray of shape (n_points,)
        How far away it is.
    """

    index: Indices
    distance: Array


def distance(x: ArrayLike, y: ArrayLike, p: float = 2.0) -> float:
    """Distance of two points, ``|x - y|_p``.

    Parameters
    ----------
    x : ndarray of shape (n_features,)
        A point.
    y : ndarray of shape (n_features,)
        Another.
    p : float, default 2
        Which norm, from 1 to infinity: 1 is the way along the streets of a grid, 2 as the crow
        flies, `numpy.inf` the largest difference in one feature.

    Returns
    -------
    float
        The distance.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, or the distance is too large for a finite number.

    Examples
    --------
    >>> distance([0.0, 0.0], [3.0, 4.0])
    5.0
    >>> distance([0.0, 0.0], [3.0, 4.0], p=1)
    7.0
    """
    x, y = as_vector(x, "x"), as_vector(y, "y")
    return float(pairwise_distances(x[np.newaxis], y[np.newaxis], p)[0, 0])


def pairwise_distances(X: ArrayLike, Y: ArrayLike | None = None, p: float = 2.0) -> Array:
    """Table of the distances of all rows of X to all rows of Y.

    Parameters
    ----------
    X : ndarray of shape (n_x, n_features)
        Points, one in each row.
    Y : ndarray of shape (n_y, n_features), optional
        Other points; those of `X` when left out.
    p : float, default 2
        Which norm, from 1 to infinity.

    Returns
    -------
    ndarray of shape (n_x, n_y)
        Entry (i, j) is the distance of row i of `X` to row j of `Y`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, or a distance is too large for a finite number.

    Examples
    --------
    >>> pairwise_distances([[0.0, 0.0], [3.0, 4.0]])
    array([[0., 5.],
           [5., 0.]])
    """
    X = as_matrix(X, "X")
    Y = X if Y is None else as_matrix(Y, "Y")
    p = at_least(p, "p", 1)
    if X.shape[1] != Y.shape[1]:
        raise ValueError(f"X and Y must have as many features, got shapes {X.shape} and {Y.shape}")
    with np.errstate(all="ignore"):  # what is not finite is among the doubtful pairs
        return _euclidean(X, Y) if p == 2 else _minkowski(X, Y, p)


def _euclidean(X: Array, Y: Array) -> Array:
    """The table for p = 2, by a matrix product where that loses no digits."""
    middle = np.full(len(Y), 1 / len(Y)) @ Y
    Xc, Yc = X - middle, Y - middle
    x_squares, y_squares = (Xc**2).sum(axis=1), (Yc**2).sum(axis=1)
    factor = -2 * Yc.T
    distances = np.empty((len(X), len(Y)))
    for rows in _blocks(X, Y):
        sizes = x_squares[rows, np.newaxis] + y_squares
        squares = Xc[rows] @ factor + sizes
        safe = (squares > CLOSE * sizes + SMALLEST) & (squares < LARGEST)
        distances[rows] = _repaired(np.sqrt(squares), ~safe, X[rows], Y, 2)
    return distances


def _minkowski(X: Array, Y: Array, p: float) -> Array:
    """The table for any p, from the differences in one feature after the other."""
    distances = np.empty((len(X), len(Y)))
    for rows in _blocks(X, Y):
        total = np.zeros((len(X[rows]), len(Y)))
        for x, y in zip(X[rows].T, Y.T, strict=True):
            sizes = np.abs(np.subtract.outer(x, y))
            total = np.maximum(total, sizes) if np.isinf(p) else total + sizes**p
        safe = (total > SMALLEST) & (total < LARGEST)
        powers = total if np.isinf(p) else total ** (1 / p)
        distances[rows] = _repaired(powers, ~safe, X[rows], Y, p)
    return distances


def _blocks(X: Array, Y: Array) -> Iterator[slice]:
    """Rows of X, so many that their pairs with all rows of Y are a block."""
    n_rows = max(1, BLOCK // len(Y))
    return (slice(start, start + n_rows) for start in range(0, len(X), n_rows))


def _repaired(distances: Array, doubtful: NDArray, X: Array, Y: Array, p: float) -> Array:
    """Take the doubtful distances again, each from the difference of its two points."""
    i, j = np.nonzero(doubtful)
    if i.size:
        differences = X[i] - Y[j]
        if not np.isfinite(differences).all():
            raise ValueError("X and Y are so far apart that a distance is not a finite number")
        distances[i, j] = norm(differences, p)
    return distances


def nearest(X: ArrayLike, points: ArrayLike, p: float = 2.0) -> Nearest:
    """The sample that is nearest to each point.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The samples to choose from, one in each row.
    points : ndarray of shape (n_points, n_features)
        The points, one in each row.
    p : float, default 2
        Which norm, from 1 to infinity.

    Returns
    -------
    Nearest
        Row numbers of `X`, and the distances.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, or a distance is too large for a finite number.

    Examples
    --------
    >>> nearest([[0.0, 0.0], [3.0, 4.0]], [[1.0, 1.0], [3.0, 3.0]]).index
    array([0, 1])
    """
    distances = pairwise_distances(points, X, p)
    index = distances.argmin(axis=1)
    return Nearest(index, distances[np.arange(len(distances)), index])
