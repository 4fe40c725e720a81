"""Linear models: a weight for each feature, and an intercept that is never penalised.

::

    prediction = X w + b

Whatever the penalty on w, the best intercept lets the model pass through the means::

    b = mean y - (mean X) w

so b leaves the problem when X and y are centred, and is found again at the end.

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 3.4.1.
"""

from __future__ import annotations

from typing import NamedTuple

from mathforml._checks import as_matrix, as_vector, same_length, squarable
from mathforml._types import Array, ArrayLike


class LinearModel(NamedTuple):
    """A weighted sum of features, ``X w + b``.

    Attributes
    ----------
    w : ndarray of shape (n_features,)
    b : float
    """

    w: Array
    b: float

    def predict(self, X: ArrayLike) -> Array:
        """Value of the model for each example."""
        X = as_matrix(X, "X")
        if X.shape[1] != len(self.w):
            raise ValueError(f"X must have {len(self.w)} columns, got shape {X.shape}")
        return X @ self.w + self.b


class Centred(NamedTuple):
    """Data without their means, so that a model needs no intercept.

    Attributes
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    mean_X : ndarray of shape (n_features,)
    mean_y : float
    """

    X: Array
    y: Array
    mean_X: Array
    mean_y: float


def centred(X: ArrayLike, y: ArrayLike) -> Centred:
    """Subtract its mean from each column, and from the targets.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
        All numbers are at most 1e150, here and in `X`.

    Returns
    -------
    Centred

    Examples
    --------
    >>> centred([[1.0], [3.0]], [10.0, 20.0])
    Centred(X=array([[-1.],
           [ 1.]]), y=array([-5.,  5.]), mean_X=array([2.]), mean_y=15.0)
    """
    X, y = as_matrix(X, "X"), as_vector(y, "y")
    same_length(X=X, y=y)
    squarable(X=X, y=y)
    mean_X, mean_y = X.mean(axis=0), y.mean()
    return Centred(X - mean_X, y - mean_y, mean_X, float(mean_y))
