"""Ridge regression as a scikit-learn estimator, by `mathforml.supervised.ridge`."""

from __future__ import annotations

from typing import Self

import numpy as np
from sklearn.utils.validation import validate_data

from mathforml._checks import non_negative
from mathforml._types import ArrayLike
from mathforml.estimators._base import LinearRegressor
from mathforml.supervised.ridge import ridge


class Ridge(LinearRegressor):
    """Ridge regression with scikit-learn's interface.

    Parameters
    ----------
    alpha : float, default 1.0
        The penalty, at least 0: `lam` of `ridge`.

    Attributes
    ----------
    coef_ : ndarray of shape (n_features,)
    intercept_ : float

    Examples
    --------
    >>> Ridge(alpha=2.0).fit([[-1.0], [1.0]], [1.0, 5.0]).predict([[10.0]])
    array([13.])
    """

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = alpha

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Find the weights and the intercept."""
        X, y = validate_data(self, X, y, dtype=np.float64, y_numeric=True)
        self.coef_, self.intercept_ = ridge(X, y, lam=non_negative(self.alpha, "alpha"))
        return self
