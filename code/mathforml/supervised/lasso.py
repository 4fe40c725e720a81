"""The lasso: least squares with a price on the absolute size of weights, so that many become 0.

::

    minimise  |y - X w - b|^2 / (2 n) + lam sum_j |w_j|

One weight at a time has a closed form. With ``g_j = x_j^T (y - X w) / n``, on centred data, and
``G = X^T X / n``::

    w_j <- S(g_j + G_jj w_j, lam) / G_jj         S(z, lam) = sign(z) max(|z| - lam, 0)

and g follows every change by ``g <- g - G_j (change of w_j)``, without another look at the data.

The duality gap bounds how far the loss is above its minimum: the residual, shrunk until no feature
correlates with it by more than lam, gives a number that no loss can be below.

References
----------
Tibshirani, R. (1996). Regression Shrinkage and Selection via the Lasso. Journal of the Royal
Statistical Society, Series B 58(1), 267-288.

Friedman, J., Hastie, T., Höfling, H. and Tibshirani, R. (2007). Pathwise Coordinate Optimization.
The Annals of Applied Statistics 1(2), 302-332.

Friedman, J., Hastie, T. and Tibshirani, R. (2010). Regularization Paths for Generalized Linear
Models via Coordinate Descent. Journal of Statistical Software 33(1), 1-22: covariance updates.

Kim, S.-J., Koh, K., Lustig, M., Boyd, S. and Gorinevsky, D. (2007). An Interior-Point Method for
Large-Scale l1-Regularized Least Squares. IEEE Journal of Selected Topics in Signal Processing
1(4), 606-617: the duality gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple, Self

import numpy as np
from sklearn.utils.validation import validate_data

from mathforml._checks import as_parameters, non_negative, positive, same_length, whole
from mathforml._types import Array, ArrayLike
from mathforml.iteration import last, until
from mathforml.supervised.linear_model import Centred, LinearRegressor, centred
from mathforml.supervised.soft_threshold import soft_threshold


class LassoStep(NamedTuple):
    """One sweep of coordinate descent over the weights.

    Attributes
    ----------
    step : int
        The number of sweeps so far; 0 is the start.
    w : ndarray of shape (n_features,)
        The weights after that many sweeps.
    b : float
        The best intercept for these weights.
    loss : float
        What is minimised: half the mean squared error, plus the price of the weights.
    gap : float
        The duality gap: the loss is above its minimum by at most this much.
    """

    step: int
    w: Array
    b: float
    loss: float
    gap: float


def largest_penalty(X: ArrayLike, y: ArrayLike) -> float:
    """Smallest penalty at which all weights are 0, ``max_j |x_j^T y| / n`` of the centred data.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row.
    y : ndarray of shape (n_samples,)
        The observed outputs.

    Returns
    -------
    float
        The penalty, where a path of models starts.

    Raises
    ------
    TypeError, ValueError
        If an argument does not hold finite numbers of at most 1e150, or their lengths differ.

    Examples
    --------
    >>> largest_penalty([[-1.0], [1.0]], [1.0, 5.0])
    2.0
    """
    data = centred(X, y)
    return float(np.abs(data.X.T @ data.y).max()) / len(data.y)


def coordinate_descent(
    X: ArrayLike, y: ArrayLike, *, lam: float, w0: ArrayLike | None = None
) -> Iterator[LassoStep]:
    """Minimise over one weight at a time, sweep after sweep, without end.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row. A matrix of shape (n_features, n_features) is made.
    y : ndarray of shape (n_samples,)
        The observed outputs.
    lam : float
        The price of a weight's absolute value, positive, in the unit of `X` times that of `y`.
    w0 : ndarray of shape (n_features,), optional
        The weights to start from; all 0 when left out.

    Yields
    ------
    LassoStep
        Step 0 is the start. Every step has arrays of its own.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

    Examples
    --------
    >>> from mathforml.iteration import last, until
    >>> X, y = [[-1.0, 1.0], [0.0, -2.0], [1.0, 1.0]], [-3.0, 0.5, 2.5]
    >>> end = last(until(coordinate_descent(X, y, lam=1.0), tol=1e-9, measure="gap"))
    >>> end.w.round(6), end.step
    (array([1.25, 0.  ]), 1)
    """
    data, lam = centred(X, y), positive(lam, "lam")
    w0 = np.zeros(data.X.shape[1]) if w0 is None else as_parameters(w0, "w0")
    same_length(w0=w0, **{"a row of X": data.mean_X})
    return _descend(data, _moments(data), lam, w0)


class _Moments(NamedTuple):
    """All that a descent must know of the data: products of columns, per example."""

    G: Array
    c: Array
    yy: float


def _moments(data: Centred) -> _Moments:
    n = len(data.y)
    return _Moments(data.X.T @ data.X / n, data.X.T @ data.y / n, data.y @ data.y / n)


def _descend(data: Centred, moments: _Moments, lam: float, w: Array) -> Iterator[LassoStep]:
    G, c, yy = moments
    curvature = np.diag(G)
    w = np.where(curvature > 0, w, 0.0)  # a constant column has no say, and no weight
    g = c - G @ w
    for step in count():
        yield _state(step, data, w, g, lam, yy - w @ (c + g))
        # all others are 0, and their g is too small for the price
        for j in np.flatnonzero((w != 0) | (np.abs(g) > lam)):
            change = soft_threshold(g[j] + curvature[j] * w[j], lam) / curvature[j] - w[j]
            w[j] += change
            g -= G[j] * change


def _state(step: int, data: Centred, w: Array, g: Array, lam: float, squared: float) -> LassoStep:
    """Where a descent stands; `squared` is the mean squared error."""
    price = lam * np.abs(w).sum()
    shrink = lam / max(lam, np.abs(g).max())
    gap = (1 - shrink) ** 2 * squared / 2 + price - shrink * (w @ g)
    return LassoStep(step, w.copy(), data.intercept(w), float(squared / 2 + price), float(gap))


class Lasso(LinearRegressor):
    """The lasso with scikit-learn's interface, by `coordinate_descent`.

    Parameters
    ----------
    alpha : float, default 1.0
        The penalty, positive: `lam` of `coordinate_descent`.
    max_iter : int, default 1000
        The largest number of sweeps.
    tol : float, default 0.0001
        The duality gap that is small enough, as a part of the variance of `y`; at least 0.

    Attributes
    ----------
    coef_ : ndarray of shape (n_features,)
        The weights.
    intercept_ : float
        The intercept.
    n_iter_ : int
        The number of sweeps.
    n_features_in_ : int
        The number of features of the fit.

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
        """Find the weights and the intercept.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The inputs, one example in each row.
        y : ndarray of shape (n_samples,)
            The observed outputs.

        Returns
        -------
        Lasso
            The estimator itself.

        Raises
        ------
        TypeError, ValueError
            If a parameter of the estimator is not as above, or as `coordinate_descent` does.

        Warns
        -----
        ConvergenceWarning
            If the gap is too large after `max_iter` sweeps.
        """
        X, y = validate_data(self, X, y, dtype=np.float64, y_numeric=True)
        steps = coordinate_descent(X, y, lam=positive(self.alpha, "alpha"))
        tol = non_negative(self.tol, "tol") * float(y.var())
        max_steps = 1 + whole(self.max_iter, "max_iter", minimum=1)  # the start is a step too
        end = last(until(steps, tol=tol, max_steps=max_steps, measure="gap"))
        self.coef_, self.intercept_, self.n_iter_ = end.w, end.b, end.step
        return self
