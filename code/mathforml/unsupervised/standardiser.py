"""Standardising as a step of scikit-learn's pipelines.

The mathematics is in `mathforml.data.standardise`.

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 7.10.2: why it must be fitted on the training samples alone.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from sklearn.base import BaseEstimator, OneToOneFeatureMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mathforml._types import Array, ArrayLike
from mathforml.data.standardise import Standardisation, fit_standardisation


class Standardiser(OneToOneFeatureMixin, TransformerMixin, BaseEstimator):
    """Measure each feature from its mean, in units of its standard deviation.

    Attributes
    ----------
    mean_ : ndarray of shape (n_features,)
        The mean of each feature.
    scale_ : ndarray of shape (n_features,)
        Its standard deviation, with denominator n; 1 where all samples are equal.

    Examples
    --------
    >>> Standardiser().fit_transform([[1.0, 5.0], [3.0, 5.0]])
    array([[-1.,  0.],
           [ 1.,  0.]])
    """

    def fit(self, X: ArrayLike, y: None = None) -> Self:
        """Find mean and standard deviation of each feature.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The samples to learn from.
        y : None
            Not used; scikit-learn passes it.

        Returns
        -------
        Standardiser
            The estimator itself.
        """
        X = validate_data(self, X, dtype=np.float64)
        self.mean_, self.scale_ = fit_standardisation(X)
        return self

    def transform(self, X: ArrayLike) -> Array:
        """Standardise samples, with the mean and the scale that were found.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The samples.

        Returns
        -------
        ndarray of shape (n_samples, n_features)
            The same in standard deviations from the mean.
        """
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        return Standardisation(self.mean_, self.scale_).apply(X)

    def inverse_transform(self, Z: ArrayLike) -> Array:
        """Go back to the original units.

        Parameters
        ----------
        Z : ndarray of shape (n_samples, n_features)
            Standardised samples.

        Returns
        -------
        ndarray of shape (n_samples, n_features)
            The samples in the original units.
        """
        check_is_fitted(self)
        return Standardisation(self.mean_, self.scale_).undo(Z)
