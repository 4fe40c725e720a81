"""Covariance: how much two measurements rise and fall together.

The mean product of the two distances to their means; of a measurement with itself it is the
variance. Divided by both standard deviations it has no unit, and is the correlation::

    C_jk = sum_i (x_ij - m_j) (x_ik - m_k) / (n - 1)
    r_jk = C_jk / (s_j s_k),        -1 <= r_jk <= 1

The covariance matrix says how uncertain every weighted sum of the measurements is::

    Var[w . x] = w^T C w,           so   Var[x_1 + x_2] = C_11 + C_22 + 2 C_12

References
----------
Deisenroth, M. P., Faisal, A. A. and Ong, C. S. (2020). Mathematics for Machine Learning. Cambridge
University Press. Section 6.4.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_matrix, squarable
from mathforml._types import Array, ArrayLike


def covariance_matrix(X: ArrayLike) -> Array:
    """Mean product of the distances of each two measurements to their means, n - 1 as divisor.

    Of shape (n_features, n_features), with the variances on the diagonal.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), at least two samples

    Examples
    --------
    >>> covariance_matrix([[1.0, 2.0], [3.0, 2.0], [5.0, 8.0]])
    array([[ 4.,  6.],
           [ 6., 12.]])
    """
    X = _checked(X)
    Z = X - X.mean(axis=0)
    return Z.T @ Z / (len(Z) - 1)


def correlation_matrix(X: ArrayLike) -> Array:
    """Covariance of each two measurements, in units of their standard deviations: from -1 to 1.

    Of shape (n_features, n_features), with ones on the diagonal.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), at least two samples, no constant feature
    """
    X = _checked(X)
    Z = X - X.mean(axis=0)
    largest = _largest(Z)
    # the mean of a constant column may be off by rounding
    constant = np.flatnonzero(largest <= 4 * np.finfo(float).eps * _largest(X))
    if constant.size:
        raise ValueError(f"X must have no constant column, but column {constant[0]} is constant")
    Z /= largest  # in a unit of its own for each, so that no square is lost
    C = Z.T @ Z
    s = np.sqrt(np.diag(C))
    return np.clip(C / np.outer(s, s), -1.0, 1.0)


def _checked(X: ArrayLike) -> Array:
    X = as_matrix(X, "X")
    if len(X) < 2:
        raise ValueError(f"X must have at least two rows, got shape {X.shape}")
    squarable(X=X)
    return X


def _largest(X: Array) -> Array:
    """The largest size of a number in each column."""
    return np.maximum(X.max(axis=0), -X.min(axis=0))
