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

from typing import NamedTuple, Self

import numpy as np
from sklearn.utils.validation import validate_data

from mathforml._checks import as_vector, non_negative
from mathforml._types import Array, ArrayLike
from mathforml.linalg.positive_definite import solve_positive_definite
from mathforml.supervised.linear_model import LinearModel, LinearRegressor, centred


def ridge(X: ArrayLike, y: ArrayLike, *, lam: float) -> LinearModel:
    """Linear model with the least ``|y - X w - b|^2 + lam |w|^2``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row.
    y : ndarray of shape (n_samples,)
        The observed outputs.
    lam : float
        The price of a weight's square, at least 0, in the square of the unit of `X`.

    Returns
    -------
    LinearModel
        The weights `w` and the intercept `b`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, or `lam` is so small that the features, centred, depend on
        each other up to rounding: then a larger one helps.

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
    return LinearModel(w, data.intercept(w))


class RidgePath(NamedTuple):
    """The models for a list of penalties.

    Attributes
    ----------
    lams : ndarray of shape (n_penalties,)
        The penalties.
    w : ndarray of shape (n_penalties, n_features)
        The weights: row k belongs to penalty k.
    b : ndarray of shape (n_penalties,)
        The intercepts.
    degrees_of_freedom : ndarray of shape (n_penalties,)
        How many parameters each model is worth, the intercept not counted:
        ``sum_i s_i^2 / (s_i^2 + lam)``, from the number of features down to 0.
    """

    lams: Array
    w: Array
    b: Array
    degrees_of_freedom: Array


def ridge_path(X: ArrayLike, y: ArrayLike, lams: ArrayLike) -> RidgePath:
    """Ridge regression for many penalties at the price of one singular value decomposition.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row.
    y : ndarray of shape (n_samples,)
        The observed outputs.
    lams : ndarray of shape (n_penalties,)
        The penalties, all positive.

    Returns
    -------
    RidgePath
        The weights, intercepts and degrees of freedom for each penalty.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

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


class Ridge(LinearRegressor):
    """Ridge regression with scikit-learn's interface, by `ridge`.

    Parameters
    ----------
    alpha : float, default 1.0
        The penalty, `lam` of `ridge`.

    Attributes
    ----------
    coef_ : ndarray of shape (n_features,)
        The weights.
    intercept_ : float
        The intercept.
    n_features_in_ : int
        The number of features of the fit.

    Examples
    --------
    >>> Ridge(alpha=2.0).fit([[-1.0], [1.0]], [1.0, 5.0]).predict([[10.0]])
    array([13.])
    """

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = alpha

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Find the weights and the intercept.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The inputs, one example in each row.
        y : ndarray of shape (n_samples,)
            The observed outputs.

        Returns
        -------
        Ridge
            The estimator itself.

        Raises
        ------
        TypeError, ValueError
            As `ridge` does.
        """
        X, y = validate_data(self, X, y, dtype=np.float64, y_numeric=True)
        self.coef_, self.intercept_ = ridge(X, y, lam=self.alpha)
        return self
