"""What the estimators share: the data of a fitted model, walks that end, linear predictions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mathforml._checks import whole
from mathforml._types import Array, ArrayLike
from mathforml.iteration import last, until
from mathforml.supervised.linear_model import LinearModel

Step = TypeVar("Step")


class Estimator(BaseEstimator):
    """An estimator of scikit-learn whose data are numbers."""

    def _fitted(self, X: ArrayLike) -> Array:
        """Read data for a method that needs a fit before it."""
        check_is_fitted(self)
        return validate_data(self, X, reset=False, dtype=np.float64)

    def _end(self, steps: Iterator[Step], *, tol: float) -> Step:
        """Walk until what is left to do is at most `tol`, but no more than `max_iter` steps."""
        # the start is a step too
        max_steps = 1 + whole(self.max_iter, "max_iter", minimum=1)
        return last(until(steps, tol=tol, max_steps=max_steps))


class LinearRegressor(RegressorMixin, Estimator):
    """A regressor that predicts by `coef_` and `intercept_`, which `fit` sets."""

    def predict(self, X: ArrayLike) -> Array:
        """Value of the fitted model for each example."""
        X = self._fitted(X)
        return LinearModel(self.coef_, self.intercept_).predict(X)
