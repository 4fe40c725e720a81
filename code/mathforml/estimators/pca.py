"""Principal component analysis as a scikit-learn transformer, by `mathforml.unsupervised.pca`."""

from __future__ import annotations

from typing import Self

import numpy as np
from sklearn.base import TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mathforml._checks import as_matrix
from mathforml._types import Array, ArrayLike
from mathforml.estimators._base import Estimator
from mathforml.unsupervised.pca import principal_components


class PCA(TransformerMixin, Estimator):
    """Principal component analysis with scikit-learn's interface.

    Parameters
    ----------
    n_components : int or None, for all of them; default None

    Attributes
    ----------
    mean_ : ndarray of shape (n_features,)
    components_ : ndarray of shape (n_components, n_features)
        The directions, one in each row.
    explained_variance_ : ndarray of shape (n_components,)
        The variances along them.
    explained_variance_ratio_ : ndarray of shape (n_components,)
        These as parts of the total variance.

    Examples
    --------
    >>> X = [[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]]
    >>> PCA(n_components=1).fit_transform(X)
    array([[-5.],
           [ 0.],
           [ 5.]])
    """

    def __init__(self, n_components: int | None = None) -> None:
        self.n_components = n_components

    def fit(self, X: ArrayLike, y: None = None) -> Self:
        """Find the components of at least two samples."""
        X = validate_data(self, X, dtype=np.float64, ensure_min_samples=2)
        found = principal_components(X, self.n_components)
        self.mean_, self.components_ = found.mean, found.components
        self.explained_variance_ = found.variances
        # samples that are all equal have no variance to explain
        self.explained_variance_ratio_ = found.variances / (found.total_variance or 1.0)
        return self

    def transform(self, X: ArrayLike) -> Array:
        """Coordinates of the samples along the components; the mean has zeros."""
        return (self._fitted(X) - self.mean_) @ self.components_.T

    def inverse_transform(self, Z: ArrayLike) -> Array:
        """Samples with the given coordinates; what the components leave out is as in the mean."""
        check_is_fitted(self)
        return as_matrix(Z, "Z") @ self.components_ + self.mean_
