"""What the estimators share, by the smallest estimators that use it."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

import numpy as np
import pytest
from mathforml.estimators._base import Estimator, LinearRegressor
from mathforml.iteration import ConvergenceWarning
from sklearn.exceptions import NotFittedError


class Mean(LinearRegressor):
    """The mean of y, whatever X is."""

    def fit(self, X, y):
        self.coef_, self.intercept_ = np.zeros(np.shape(X)[1]), float(np.mean(y))
        return self


def test_a_regressor_predicts_after_a_fit():
    with pytest.raises(NotFittedError):
        Mean().predict([[1.0]])
    np.testing.assert_array_equal(Mean().fit([[1.0], [2.0]], [4.0, 6.0]).predict([[9.0]]), [5.0])


def test_data_of_another_shape_are_refused():
    model = Halving().fit([[1.0, 2.0]])
    np.testing.assert_array_equal(model._fitted([[3, 4]]), [[3.0, 4.0]])
    with pytest.raises(ValueError, match="X has 1 features, but Halving is expecting 2"):
        model._fitted([[3.0]])


class Step(NamedTuple):
    step: int
    gap: float


class Halving(Estimator):
    """A walk whose steps are 1, 1/2, 1/4, ..."""

    def __init__(self, max_iter=10, tol=0.3):
        self.max_iter = max_iter
        self.tol = tol

    def fit(self, X):
        self.n_features_in_ = len(X[0])
        walk = (Step(step, 0.5**step) for step in count())
        self.n_iter_ = self._end(walk, tol=self.tol).step
        return self


def test_a_walk_ends_at_the_tolerance_or_warns_after_max_iter_steps():
    assert Halving().fit([[1.0]]).n_iter_ == 2
    assert Halving(max_iter=2).fit([[1.0]]).n_iter_ == 2
    with pytest.warns(ConvergenceWarning, match=r"after 2 steps gap is 0.5, above tol=0.3"):
        assert Halving(max_iter=1).fit([[1.0]]).n_iter_ == 1
    with pytest.raises(ValueError, match="max_iter must be at least 1"):
        Halving(max_iter=0).fit([[1.0]])
