"""Standardising as a step of scikit-learn's pipelines, by `mathforml.data.standardise`.

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 7.10.2: why it must be fitted on the training samples alone.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from sklearn.base import OneToOneFeatureMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mathforml._types import Array, ArrayLike
from mathforml.data.standardise import Standardisation, fit_standardisation
from mathforml.estimators._base import Estimator


class Standardiser(OneToOneFeatureMixin, TransformerMixin, Estimator):
    """Measure each feature from its mean, in units of its standard deviation.

    Attributes
    ----------
    mean_ : ndarray of shape (n_features,)
    scale_ : ndarray of shape (n_features,)
        The standard deviation, with denominator n; 1 where all samples are equal.

    Examples
    --------
    >>> Standardiser().fit_transform([[1.0, 5.0], [3.0, 5.0]])
    array([[-1.,  0.],
           [ 1.,  0.]])
    """

    def fit(self, X: ArrayLike, y: None = None) -> Self:
        """Find mean and standard deviation of each feature."""
        X = validate_data(self, X, dtype=np.float64)
        self.mean_, self.scale_ = fit_standardisation(X)
        return self

    def transform(self, X: ArrayLike) -> Array:
        """Standardise samples, with the mean and the scale that were found."""
        X = self._fitted(X)
        return Standardisation(self.mean_, self.scale_).apply(X)

    def inverse_transform(self, Z: ArrayLike) -> Array:
        """Go back to the original units."""
        check_is_fitted(self)
        return Standardisation(self.mean_, self.scale_).undo(Z)
