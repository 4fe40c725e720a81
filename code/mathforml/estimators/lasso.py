"""The lasso as a scikit-learn estimator, by `mathforml.supervised.lasso`."""

from __future__ import annotations

from typing import Self

import numpy as np
from sklearn.utils.validation import validate_data

from mathforml._checks import non_negative, positive
from mathforml._types import ArrayLike
from mathforml.estimators._base import LinearRegressor
from mathforml.supervised.lasso import coordinate_descent


class Lasso(LinearRegressor):
    """The lasso with scikit-learn's interface.

    Parameters
    ----------
    alpha : float, default 1.0
        The penalty, positive: `lam` of `coordinate_descent`.
    max_iter : int, default 1000
    tol : float, default 0.0001
        The duality gap that is small enough, as a part of the variance of `y`; at least 0.

    Attributes
    ----------
    coef_ : ndarray of shape (n_features,)
    intercept_ : float
    n_iter_ : int
        The number of sweeps.

    Examples
    --------
    >>> Lasso(alpha=1.0).fit([[-1.0], [1.0]], [1.0, 5.0]).coef_
    array([1.])
    """

    def __init__(self, alpha: float = 1.0, *, max_iter: int = 1000, tol: float = 1e-4) -> None:
        self.alpha = alpha
        self.max_iter = max_iter
        self.tol = tol

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Find the weights and the intercept; warn if the gap is too large after `max_iter`."""
        X, y = validate_data(self, X, y, dtype=np.float64, y_numeric=True)
        steps = coordinate_descent(X, y, lam=positive(self.alpha, "alpha"))
        tol = non_negative(self.tol, "tol") * float(y.var())
        end = self._end(steps, tol=tol)
        self.coef_, self.intercept_, self.n_iter_ = end.w, end.b, end.step
        return self
