"""Logistic regression as a scikit-learn classifier, by `mathforml.supervised.logistic`.

The probability of the second class is ``sigmoid(X w + b)``, and the class with the larger
probability is predicted.

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 4.4.
"""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.utils import Tags
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import validate_data

from mathforml._checks import as_number, non_negative, positive
from mathforml._types import Array, ArrayLike
from mathforml.estimators._base import Estimator
from mathforml.supervised.logistic import logistic_newton, sigmoid


class LogisticRegression(ClassifierMixin, Estimator):
    """Logistic regression for two classes with scikit-learn's interface.

    Parameters
    ----------
    C : float, default 1.0
        One over the penalty, ``1 / lam``; ``np.inf`` for no penalty.
    max_iter : int, default 100
    tol : float, default 1e-6
        How far the loss, a log likelihood with its sign changed, may be above its minimum.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
        The classes, sorted.
    coef_ : ndarray of shape (1, n_features)
    intercept_ : ndarray of shape (1,)
    n_iter_ : int
        The number of Newton steps.

    Examples
    --------
    >>> model = LogisticRegression().fit([[0.0], [1.0], [2.0], [3.0]], ["no", "no", "yes", "yes"])
    >>> model.predict([[-1.0], [4.0]])
    array(['no', 'yes'], dtype='<U3')
    """

    def __init__(self, C: float = 1.0, *, max_iter: int = 100, tol: float = 1e-6) -> None:
        self.C = C
        self.max_iter = max_iter
        self.tol = tol

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def fit(self, X: ArrayLike, y: Any) -> Self:
        """Find the weights and the intercept; refuse classes that can be separated if C is inf."""
        X, y = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(y)
        self.classes_, codes = np.unique(y, return_inverse=True)
        if len(self.classes_) > 2:
            raise ValueError(
                "Only binary classification is supported. The type of the target is multiclass, "
                f"with {len(self.classes_)} classes."
            )
        if len(self.classes_) < 2:
            raise ValueError(f"y must hold two classes, got one class, {self.classes_[0]}")
        lam = 0.0 if as_number(self.C, "C") == np.inf else 1 / positive(self.C, "C")
        steps, tol = logistic_newton(X, codes, lam=lam), non_negative(self.tol, "tol")
        end = self._end(steps, tol=tol)
        self.coef_, self.intercept_, self.n_iter_ = end.w[None, :], np.array([end.b]), end.step
        return self

    def decision_function(self, X: ArrayLike) -> Array:
        """Log odds of the second class, ``X w + b``."""
        return self._fitted(X) @ self.coef_[0] + self.intercept_[0]

    def predict_proba(self, X: ArrayLike) -> Array:
        """Probability of each class, in the order of `classes_`."""
        z = self.decision_function(X)
        return np.column_stack([sigmoid(-z), sigmoid(z)])  # 1 - sigmoid(z) would lose digits

    def predict(self, X: ArrayLike) -> np.ndarray:
        """Most likely class."""
        second = self.decision_function(X) > 0
        return self.classes_[second.astype(int)]
