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

from mathforml._checks import as_matrix
from mathforml._types import Array, ArrayLike

ROUNDING = 4 * np.finfo(float).eps
LARGEST = 1e300  # room for the difference of two numbers, and for a sum of differences


class Standardisation(NamedTuple):
    """Origin and unit of each feature.

    Attributes
    ----------
    mean : ndarray of shape (n_features,)
        The mean of each feature: where it is measured from.
    scale : ndarray of shape (n_features,)
        Its standard deviation, with denominator n: the unit. It is 1 for a feature whose values
        are all equal up to rounding.
    """

    mean: Array
    scale: Array

    def apply(self, X: ArrayLike) -> Array:
        """Standardise samples, ``(X - mean) / scale``.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The samples, in the original units; not only those that the mean was found on.

        Returns
        -------
        ndarray of shape (n_samples, n_features)
            The samples in standard deviations from the mean.

        Raises
        ------
        TypeError, ValueError
            If `X` is not a matrix of finite numbers with these features.

        Examples
        --------
        >>> fit_standardisation([[1.0], [3.0]]).apply([[5.0]])
        array([[3.]])
        """
        Z = self._features(X, "X") - self.mean
        Z /= self.scale
        return Z

    def undo(self, Z: ArrayLike) -> Array:
        """Go back to the original units, ``Z scale + mean``.

        Parameters
        ----------
        Z : ndarray of shape (n_samples, n_features)
            Standardised samples.

        Returns
        -------
        ndarray of shape (n_samples, n_features)
            The samples in the original units.

        Raises
        ------
        TypeError, ValueError
            If `Z` is not a matrix of finite numbers with these features.

        Examples
        --------
        >>> fit_standardisation([[1.0], [3.0]]).undo([[3.0]])
        array([[5.]])
        """
        return self._features(Z, "Z") * self.scale + self.mean

    def _features(self, X: ArrayLike, name: str) -> Array:
        X = as_matrix(X, name)
        if X.shape[1] != len(self.mean):
            raise ValueError(f"{name} must have {len(self.mean)} features, got shape {X.shape}")
        return X


def fit_standardisation(X: ArrayLike) -> Standardisation:
    """Mean and standard deviation of each feature.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The samples to learn from, one in each row, all numbers at most 1e300.

    Returns
    -------
    Standardisation
        What to subtract and what to divide by.

    Raises
    ------
    TypeError, ValueError
        If `X` is not as above.

    Examples
    --------
    >>> fit_standardisation([[1.0, 5.0], [3.0, 5.0]])
    Standardisation(mean=array([2., 5.]), scale=array([1., 1.]))
    """
    X = as_matrix(X, "X")
    low, high = X.min(axis=0), X.max(axis=0)
    sizes, spread = np.maximum(high, -low), high - low
    if sizes.max() > LARGEST:
        raise ValueError(f"X must be at most {LARGEST:g}, got {sizes.max():g}")
    about = _mean(X)
    Z = X - about
    shift = _mean(Z)  # far from 0 the first mean is rounded: this is what it is off by
    constant = spread <= ROUNDING * sizes
    unit = np.where(constant, LARGEST, spread)
    Z /= unit  # the square of a tiny number is 0, and that of a huge one infinite
    variance = np.einsum("ij,ij->j", Z, Z) / len(X) - (shift / unit) ** 2
    variance[constant] = 0  # rounding could make it negative
    scale = np.where(constant, 1.0, unit * np.sqrt(variance))
    return Standardisation(np.where(constant, low, about + shift), scale)


def _mean(X: Array) -> Array:
    return np.full(len(X), 1 / len(X)) @ X  # in a quarter of the time of X.mean(axis=0)
