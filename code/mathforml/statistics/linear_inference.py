"""Least squares with its errors: how far each coefficient could be off by chance.

The model is ``y = X theta + noise``, with noise of mean 0, one variance, and independent. With the
triangle R of ``X = Q [R; 0]``::

    theta = R^-1 (first p rows of Q^T y)
    sigma^2 = |y - X theta|^2 / (n - p)
    covariance of theta = sigma^2 (X^T X)^-1 = sigma^2 R^-1 R^-T

    standard error_j = sigma |row j of R^-1|,        t_j = theta_j / standard error_j

If the noise is normal, t_j has Student's distribution with n - p degrees of freedom when the true
theta_j is 0; with many examples it nearly has without that.

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 3.2, equations (3.8) to (3.12).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_examples, squarable
from mathforml._types import Array, ArrayLike
from mathforml.linalg.least_squares import solve_least_squares
from mathforml.linalg.qr import qr
from mathforml.linalg.triangular import solve_upper
from mathforml.statistics.interval import Interval, t_interval
from mathforml.statistics.student_t import two_sided_p


class LinearInference(NamedTuple):
    """Coefficients of a linear model, and how far they may be off."""

    theta: Array  #: of shape (n_features,), the coefficients
    standard_error: Array  #: of shape (n_features,)
    t: Array  #: of shape (n_features,), each coefficient divided by its standard error
    #: Of shape (n_features,), how often t is as far from 0 when the true coefficient is 0.
    p_value: Array
    sigma: float  #: the standard deviation of the noise, estimated from the residual
    df: int  #: the degrees of freedom, n_samples - n_features

    def interval(self, level: float = 0.95) -> Interval:
        """Intervals that each hold their true coefficient in a share `level` of all samples.

        Two vectors of shape (n_features,): the lower and the upper ends.

        Parameters
        ----------
        level : float, default 0.95
        """
        return t_interval(self.theta, self.standard_error, df=self.df, level=level)


def linear_inference(X: ArrayLike, y: ArrayLike) -> LinearInference:
    """Fit a linear model by least squares, with standard errors and tests.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        Independent columns, and fewer of them than rows; a column of ones for an intercept.
    y : ndarray of shape (n_samples,)
        Not fitted without a residual, which would show no noise to measure with.

    Examples
    --------
    >>> X = [[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]]
    >>> fit = linear_inference(X, [1.0, 3.0, 2.0, 5.0])
    >>> fit.theta.round(3), fit.standard_error.round(3), fit.df
    (array([1.1, 1.1]), array([0.972, 0.52 ]), 2)
    """
    X, y = as_examples(X, y)
    squarable(X=X, y=y)
    n, p = X.shape
    if n <= p:
        raise ValueError(
            f"X must have more rows than columns, got shape {X.shape}: with no example to spare, "
            "the noise cannot be seen"
        )
    df = n - p
    theta = solve_least_squares(X, y)
    residual = y - X @ theta
    if np.linalg.norm(residual) <= 1e-14 * np.sqrt(n) * np.linalg.norm(y):
        raise ValueError("y must not be fitted without a residual: it shows no noise to measure")
    sigma = float(np.linalg.norm(residual) / np.sqrt(df))
    R_inverse = solve_upper(qr(X).R, np.eye(p))
    standard_error = sigma * np.linalg.norm(R_inverse, axis=1)
    t = theta / standard_error
    return LinearInference(theta, standard_error, t, two_sided_p(t, df=df), sigma, df)
