"""Logistic regression as a classifier with scikit-learn's interface.

The probability of the second class is ``sigmoid(X w + b)``, and the class with the larger
probability is predicted. The weights come from `mathforml.supervised.logistic`.

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 4.4.
"""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import Tags
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from mathforml._checks import non_negative, positive, whole
from mathforml._types import Array, ArrayLike
from mathforml.iteration import last, until
from mathforml.supervised.logistic import logistic_newton, sigmoid


class LogisticRegression(ClassifierMixin, BaseEstimator):
    """Logistic regression for two classes with scikit-learn's interface, by `logistic_newton`.

    Parameters
    ----------
    C : float, default 1.0
        One over the penalty, ``1 / lam``; ``np.inf`` for no penalty.
    max_iter : int, default 100
        The largest number of Newton steps.
    tol : float, default 1e-6
        How far the loss, a log likelihood with its sign changed, may be above its minimum.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
        The classes, sorted.
    coef_ : ndarray of shape (1, n_features)
        The weights.
    intercept_ : ndarray of shape (1,)
        The intercept.
    n_iter_ : int
        The number of Newton steps.
    n_features_in_ : int
        The number of features of the fit.

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
        """Find the weights and the intercept.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The inputs, one example in each row.
        y : ndarray of shape (n_samples,)
            The classes that were observed, of two kinds.

        Returns
        -------
        LogisticRegression
            The estimator itself.

        Raises
        ------
        TypeError, ValueError
            As `logistic_newton` does, or if there are not two classes.

        Warns
        -----
        ConvergenceWarning
            If the loss is too far above its minimum after `max_iter` steps.
        """
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
        lam = 0.0 if np.isposinf(self.C) else 1 / positive(self.C, "C")
        tol = non_negative(self.tol, "tol")
        max_steps = 1 + whole(self.max_iter, "max_iter", minimum=1)  # the start is a step too
        steps = logistic_newton(X, codes, lam=lam)
        end = last(until(steps, tol=tol, max_steps=max_steps, measure="excess"))
        self.coef_, self.intercept_, self.n_iter_ = end.w[None, :], np.array([end.b]), end.step
        return self

    def decision_function(self, X: ArrayLike) -> Array:
        """Log odds of the second class, ``X w + b``.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The inputs, with the features of the fit.

        Returns
        -------
        ndarray of shape (n_samples,)
            The log odds: positive where the second class is the more likely one.
        """
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64)
        return X @ self.coef_[0] + self.intercept_[0]

    def predict_proba(self, X: ArrayLike) -> Array:
        """Probability of each class.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The inputs, with the features of the fit.

        Returns
        -------
        ndarray of shape (n_samples, 2)
            The probabilities, in the order of `classes_`.
        """
        z = self.decision_function(X)
        return np.column_stack([sigmoid(-z), sigmoid(z)])  # 1 - sigmoid(z) would lose digits

    def predict(self, X: ArrayLike) -> np.ndarray:
        """Most likely class.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The inputs, with the features of the fit.

        Returns
        -------
        ndarray of shape (n_samples,)
            The classes.
        """
        second = self.decision_function(X) > 0
        return self.classes_[second.astype(int)]
