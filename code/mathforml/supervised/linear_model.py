"""Linear models: a weight for each feature, and an intercept that is never penalised.

::

    prediction = X w + b

Whatever the penalty on w, the best intercept lets the model pass through the means::

    b = mean y - (mean X) w

so b leaves the problem when X and y are centred, and is found again at the end. With one feature,
the model is a line, and the slope of the line of least squares is covariance over variance::

    w = sum (x - mean x)(y - mean y) / sum (x - mean x)^2

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 3.4.1.

James, G., Witten, D., Hastie, T., Tibshirani, R. and Taylor, J. (2023). An Introduction to
Statistical Learning with Applications in Python. Springer. Section 3.1, equation (3.4).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_array, as_examples, as_matrix, as_vector, same_length, squarable
from mathforml._types import Array, ArrayLike


class Line(NamedTuple):
    """A straight line, ``w x + b``."""

    w: float  #: the slope
    b: float  #: the intercept

    def predict(self, x: ArrayLike) -> Array:
        """Height of the line at each x, in the shape of `x`."""
        return self.w * as_array(x, "x") + self.b


def fit_line(x: ArrayLike, y: ArrayLike) -> Line:
    """Line with the least mean squared error.

    Parameters
    ----------
    x, y : ndarray of shape (n_samples,)
        All numbers are at most 1e150. If all values of `x` are equal, every slope fits equally
        well, and none is given.

    Examples
    --------
    >>> line = fit_line([0.0, 1.0, 2.0], [1.0, 3.0, 5.0])
    >>> line, line.predict([10.0])
    (Line(w=2.0, b=1.0), array([21.]))
    """
    x, y = as_vector(x, "x"), as_vector(y, "y")
    same_length(x=x, y=y)
    squarable(x=x, y=y)
    if np.ptp(x) < 1e-150:
        raise ValueError(
            f"x must hold at least two different values, got {x[0]:g} in all {x.size}"
        )
    dx, dy = x - x.mean(), y - y.mean()
    w = (dx @ dy) / (dx @ dx)
    b = y.mean() - w * x.mean()
    return Line(float(w), float(b))


class LinearModel(NamedTuple):
    """A weighted sum of features, ``X w + b``."""

    w: Array  #: of shape (n_features,)
    b: float  #: the intercept

    def predict(self, X: ArrayLike) -> Array:
        """Value of the model for each example."""
        X = as_matrix(X, "X")
        if X.shape[1] != len(self.w):
            raise ValueError(f"X must have {len(self.w)} columns, got shape {X.shape}")
        return X @ self.w + self.b


class Centred(NamedTuple):
    """Data without their means, so that a model needs no intercept."""

    X: Array  #: of shape (n_samples, n_features)
    y: Array  #: of shape (n_samples,)
    mean_X: Array  #: of shape (n_features,)
    mean_y: float  #: the mean that was subtracted from y


def centred(X: ArrayLike, y: ArrayLike) -> Centred:
    """Subtract its mean from each column, and from the targets.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features), of at most 1e150
    y : ndarray of shape (n_samples,), of at most 1e150
    """
    X, y = as_examples(X, y)
    squarable(X=X, y=y)
    mean_X, mean_y = X.mean(axis=0), y.mean()
    return Centred(X - mean_X, y - mean_y, mean_X, float(mean_y))
