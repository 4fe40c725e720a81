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
Models via Coordinate Descent. Journal of Statistical Software 33(1), 1-22. Section 2.2 has the
covariance updates, Section 2.5 the warm starts.

Donoho, D. L. and Johnstone, I. M. (1994). Ideal Spatial Adaptation by Wavelet Shrinkage.
Biometrika 81(3), 425-455: the soft threshold.

Kim, S.-J., Koh, K., Lustig, M., Boyd, S. and Gorinevsky, D. (2007). An Interior-Point Method for
Large-Scale l1-Regularized Least Squares. IEEE Journal of Selected Topics in Signal Processing
1(4), 606-617: the duality gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_parameters, as_vector, non_negative, positive, same_length
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike
from mathforml.iteration import last, until
from mathforml.supervised.linear_model import Centred, centred


class LassoStep(NamedTuple):
    """The model after a number of sweeps over its weights."""

    step: int  #: number of sweeps
    w: Array  #: of shape (n_features,)
    b: float  #: the intercept
    loss: float  #: half the mean squared error, plus the price of the weights
    gap: float  #: the duality gap: the loss is above its minimum by at most this much


class LassoPath(NamedTuple):
    """The models for a list of penalties."""

    lams: Array  #: of shape (n_penalties,)
    w: Array  #: of shape (n_penalties, n_features)
    b: Array  #: of shape (n_penalties,)


def soft_threshold(z: float, lam: float) -> float:
    """Shrink towards 0 by lam, and stop there: ``sign(z) max(|z| - lam, 0)``; NaN for a NaN.

    This w minimises ``(w - z)^2 / 2 + lam |w|``, whose slope is ``w - z + lam`` above 0 and
    ``w - z - lam`` below; if neither can be 0 on its own side, the minimum is the kink at 0.

    Parameters
    ----------
    z : float
    lam : float, at least 0

    Examples
    --------
    >>> soft_threshold(3.0, 1.0), soft_threshold(-3.0, 1.0), soft_threshold(0.5, 1.0)
    (2.0, -2.0, 0.0)
    """
    if lam < 0:
        raise ValueError(f"lam must be at least 0, got {lam:g}")
    if abs(z) <= lam:
        return 0.0
    return z - lam if z > 0 else z + lam


def sweep(w: Array, g: Array, *, G: Array, lam: float) -> tuple[Array, Array]:
    """Minimise over one weight after the other, while the others are held: the next w and g.

    Parameters
    ----------
    w, g : ndarray of shape (n_features,)
        The weights, and ``X^T (y - X w) / n``.
    G : ndarray of shape (n_features, n_features), ``X^T X / n``
    lam : float, positive

    Returns
    -------
    w, g : ndarray of shape (n_features,)
    """
    w, g = w.copy(), g.copy()
    # all others are 0, and their g is too small for the price
    for j in np.flatnonzero((w != 0) | (np.abs(g) > lam)):
        change = soft_threshold(g[j] + G[j, j] * w[j], lam) / G[j, j] - w[j]
        w[j] += change
        g -= G[j] * change
    return w, g


def coordinate_descent(
    X: ArrayLike, y: ArrayLike, *, lam: float, w0: ArrayLike | None = None
) -> Iterator[LassoStep]:
    """Minimise over one weight at a time, sweep after sweep, without end.

    It keeps a matrix of shape (n_features, n_features).

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    lam : float, positive
        The price of a weight's absolute value, in the unit of `X` times that of `y`.
    w0 : ndarray of shape (n_features,), default zeros

    Examples
    --------
    >>> from mathforml.iteration import last, until
    >>> X, y = [[-1.0, 1.0], [0.0, -2.0], [1.0, 1.0]], [-3.0, 0.5, 2.5]
    >>> end = last(until(coordinate_descent(X, y, lam=1.0), tol=1e-9))
    >>> end.w.round(6), end.step
    (array([1.25, 0.  ]), 1)
    """
    data, lam = centred(X, y), positive(lam, "lam")
    w0 = np.zeros(data.X.shape[1]) if w0 is None else as_parameters(w0, "w0")
    same_length(w0=w0, **{"a row of X": data.mean_X})
    return _descend(data, data.X.T @ data.X / len(data.y), lam, w0)


@parameters_like(coordinate_descent)
def largest_penalty(X: ArrayLike, y: ArrayLike) -> float:
    """Smallest penalty at which all weights are 0, ``max_j |x_j^T y| / n`` of the centred data."""
    data = centred(X, y)
    return float(np.abs(data.X.T @ data.y).max()) / len(data.y)


@parameters_like(coordinate_descent)
def lasso_path(
    X: ArrayLike, y: ArrayLike, lams: ArrayLike, *, tol: float = 1e-6, max_steps: int = 10_000
) -> LassoPath:
    """The lasso for many penalties, from the largest to the smallest.

    Neighbouring penalties have neighbouring solutions, so that each descent, begun where the last
    one ended, needs few sweeps: a warm start.

    Parameters
    ----------
    lams : ndarray of shape (n_penalties,), positive, in any order
    tol : float, at least 0, default 1e-6
        The duality gap that is small enough, as a part of the variance of `y`.
    max_steps : int, at least 1, default 10000
        The largest number of sweeps for a penalty, its start included. A `ConvergenceWarning`
        says that they were too few.

    Examples
    --------
    >>> lasso_path([[-1.0], [1.0]], [1.0, 5.0], [0.5, 1.0, 2.0]).w.ravel()
    array([1.5, 1. , 0. ])
    """
    data, lams = centred(X, y), as_vector(lams, "lams")
    if lams.min() <= 0:
        raise ValueError(f"lams must be positive, got {lams.min():g}")
    gap = non_negative(tol, "tol") * float(data.y.var())
    G = data.X.T @ data.X / len(data.y)  # once for all penalties
    w, b = np.zeros((len(lams), len(G))), np.zeros(len(lams))
    warm = w[0]
    for k in np.argsort(-lams):
        walk = _descend(data, G, float(lams[k]), warm)
        end = last(until(walk, tol=gap, max_steps=max_steps))
        w[k], b[k], warm = end.w, end.b, end.w
    return LassoPath(lams.copy(), w, b)


def _descend(data: Centred, G: Array, lam: float, w: Array) -> Iterator[LassoStep]:
    n = len(data.y)
    c, yy = data.X.T @ data.y / n, data.y @ data.y / n
    w = np.where(np.diag(G) > 0, w, 0.0)  # a constant column has no say, and no weight
    g = c - G @ w
    for step in count():
        squared_error, price = yy - w @ (c + g), lam * np.abs(w).sum()
        # the residual, shrunk until no feature correlates with it by more than lam
        shrink = lam / max(lam, np.abs(g).max())
        gap = (1 - shrink) ** 2 * squared_error / 2 + price - shrink * (w @ g)
        loss, b = squared_error / 2 + price, data.mean_y - data.mean_X @ w
        yield LassoStep(step, w.copy(), float(b), float(loss), float(gap))
        w, g = sweep(w, g, G=G, lam=lam)
