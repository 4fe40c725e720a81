"""Standardising: each feature measured from its mean, in units of its standard deviation.

::

    z_ij = (x_ij - mean_j) / scale_j,     scale_j^2 = (1/n) sum_i (x_ij - mean_j)^2

The mean and the scale belong to the model. They are found once, on the examples to learn from, and
are then applied to all others: what is found on the examples to test on would tell the model about
them.

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Sections 7.10.2 and 13.3.

Chan, T. F., Golub, G. H. and LeVeque, R. J. (1983). Algorithms for Computing the Sample Variance:
Analysis and Recommendations. The American Statistician 37(3), 242-247: shift, and pass twice.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_matrix, bounded
from mathforml._types import Array, ArrayLike

ROUNDING = 4 * np.finfo(float).eps


class Standardisation(NamedTuple):
    """Origin and unit of each feature."""

    mean: Array  #: of shape (n_features,)
    #: Of shape (n_features,), the standard deviation, with denominator n; 1 for a feature whose
    #: values are all equal up to rounding.
    scale: Array

    def apply(self, X: ArrayLike) -> Array:
        """Standardise samples, ``(X - mean) / scale``, of the shape of `X`.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
        """
        X = _checked(X, "X", self.mean)
        return (X - self.mean) / self.scale

    def undo(self, Z: ArrayLike) -> Array:
        """Go back, ``Z scale + mean``, of the shape of `Z`.

        Parameters
        ----------
        Z : ndarray of shape (n_samples, n_features)
        """
        Z = _checked(Z, "Z", self.mean)
        return Z * self.scale + self.mean


def fit_standardisation(X: ArrayLike) -> Standardisation:
    """Mean and standard deviation of each feature.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), of at most 1e300

    Examples
    --------
    >>> fit_standardisation([[1.0, 5.0], [3.0, 5.0]])
    Standardisation(mean=array([2., 5.]), scale=array([1., 1.]))
    """
    X = as_matrix(X, "X")
    bounded(X=X)
    low, high = X.min(axis=0), X.max(axis=0)
    constant = high - low <= ROUNDING * np.maximum(high, -low)
    unit = np.where(constant, 1.0, high - low)
    about = X.mean(axis=0)
    # the square of a tiny number is 0, and that of a huge one infinite
    Z = np.where(constant, 0.0, (X - about) / unit)
    shift = Z.mean(axis=0)  # far from 0 the first mean is rounded: this is what it is off by
    mean = np.where(constant, low, about + unit * shift)
    deviation = unit * np.sqrt((Z**2).mean(axis=0) - shift**2)
    return Standardisation(mean, np.where(constant, 1.0, deviation))


def _checked(X: ArrayLike, name: str, mean: Array) -> Array:
    X = as_matrix(X, name)
    if X.shape[1] != len(mean):
        raise ValueError(f"{name} must have {len(mean)} features, got shape {X.shape}")
    return X
