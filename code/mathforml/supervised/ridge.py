"""Ridge regression: least squares with a price on large weights.

::

    minimise  |y - X w - b|^2 + lam |w|^2

The intercept b is free of charge. On centred data the weights solve a linear system, of as many
unknowns as there are features, or examples if those are fewer::

    (X^T X + lam I) w = X^T y          w = X^T a  with  (X X^T + lam I) a = y

The singular values of X tell what the penalty does: along direction v_i, where the examples spread
by s_i, the weight of least squares shrinks by ``s_i^2 / (s_i^2 + lam)``::

    w(lam) = sum_i  v_i  s_i / (s_i^2 + lam)  u_i^T y

References
----------
Hoerl, A. E. and Kennard, R. W. (1970). Ridge Regression: Biased Estimation for Nonorthogonal
Problems. Technometrics 12(1), 55-67.

Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 3.4.1, equations (3.44), (3.47) and (3.50).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_vector, non_negative
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike
from mathforml.linalg.positive_definite import solve_positive_definite
from mathforml.supervised.linear_model import LinearModel, centred


def ridge(X: ArrayLike, y: ArrayLike, *, lam: float) -> LinearModel:
    """Linear model with the least ``|y - X w - b|^2 + lam |w|^2``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    lam : float, at least 0
        The price of a weight's square, in the square of the unit of `X`. One that is too small is
        refused when the features, centred, depend on each other up to rounding.

    Examples
    --------
    >>> ridge([[-1.0], [1.0]], [1.0, 5.0], lam=2.0)
    LinearModel(w=array([1.]), b=3.0)
    """
    data, lam = centred(X, y), non_negative(lam, "lam")
    n, p = data.X.shape
    if p <= n:
        A = data.X.T @ data.X + lam * np.eye(p)
        w = solve_positive_definite(A, data.X.T @ data.y, name="X^T X + lam I of the centred X")
    else:
        A = data.X @ data.X.T + lam * np.eye(n)
        w = data.X.T @ solve_positive_definite(A, data.y, name="X X^T + lam I of the centred X")
    return LinearModel(w, data.mean_y - float(data.mean_X @ w))


class RidgePath(NamedTuple):
    """The models for a list of penalties."""

    lams: Array  #: of shape (n_penalties,)
    w: Array  #: of shape (n_penalties, n_features)
    b: Array  #: of shape (n_penalties,)
    #: Of shape (n_penalties,), how many parameters each model is worth, the intercept not counted:
    #: ``sum_i s_i^2 / (s_i^2 + lam)``, from the number of features down to 0.
    degrees_of_freedom: Array


@parameters_like(ridge)
def ridge_path(X: ArrayLike, y: ArrayLike, lams: ArrayLike) -> RidgePath:
    """Ridge regression for many penalties at the price of one singular value decomposition.

    Parameters
    ----------
    lams : ndarray of shape (n_penalties,), positive

    Examples
    --------
    >>> path = ridge_path([[-1.0], [1.0]], [1.0, 5.0], [2.0, 6.0])
    >>> path.w.round(10), path.degrees_of_freedom.round(10)
    (array([[1. ],
           [0.5]]), array([0.5 , 0.25]))
    """
    data, lams = centred(X, y), as_vector(lams, "lams")
    if lams.min() <= 0:
        raise ValueError(f"lams must be positive, got {lams.min():g}")
    U, s, Vt = np.linalg.svd(data.X, full_matrices=False)
    spread = s**2 + lams[:, None]
    w = (s / spread * (U.T @ data.y)) @ Vt
    return RidgePath(lams.copy(), w, data.mean_y - w @ data.mean_X, (s**2 / spread).sum(axis=1))
