"""Logistic regression: the probability of a class, by Newton's method.

::

    P(y = 1 | x) = sigmoid(z),     z = X w + b,     sigmoid(z) = 1 / (1 + exp(-z))
    minimise  sum_i log(1 + exp(-(2 y_i - 1) z_i)) + (lam / 2) |w|^2

The intercept b is never penalised. With p = sigmoid(z), a Newton step solves a least squares
problem in which example i counts for ``p_i (1 - p_i)`` (iteratively reweighted least squares)::

    grad = X^T (p - y) + lam w          hess = X^T diag(p (1 - p)) X + lam I

where X has a column of ones for b, whose entry of lam is 0.

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 4.4.1.

Boyd, S. and Vandenberghe, L. (2004). Convex Optimization. Cambridge University Press. Section
9.5: damped steps, and the decrement that tells when to stop.

Albert, A. and Anderson, J. A. (1984). On the Existence of Maximum Likelihood Estimates in Logistic
Regression Models. Biometrika 71(1), 1-10.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from mathforml._checks import as_array, as_matrix, as_vector, non_negative, same_length, squarable
from mathforml._generators import at_the_call
from mathforml._types import Array, ArrayLike
from mathforml.linalg.positive_definite import solve_positive_definite


class LogisticStep(NamedTuple):
    """One step of Newton's method for logistic regression."""

    step: int  #: number of updates
    w: Array  #: of shape (n_features,)
    b: float  #: the intercept
    loss: float  #: the sum of the examples' losses, plus the price of the weights
    #: About how far the loss is above its minimum: half of Newton's decrement squared,
    #: ``grad^T hess^-1 grad / 2``.
    gap: float


def sigmoid(z: ArrayLike) -> Array:
    """Probability for a log odds, ``1 / (1 + exp(-z))``, without overflow for any z.

    Parameters
    ----------
    z : ndarray of any shape

    Returns
    -------
    ndarray of the shape of `z`

    Examples
    --------
    >>> sigmoid([0.0, np.log(3), -1000.0])
    array([0.5 , 0.75, 0.  ])
    """
    z = as_array(z, "z")
    return expit(z)


def log_loss(y: ArrayLike, z: ArrayLike) -> Array:
    """Surprise at what was observed, ``-log P(y)``, of shape (n_samples,).

    ``log(1 + exp(-z))`` for class 1 and ``log(1 + exp(z))`` for class 0, correct to all digits.

    Parameters
    ----------
    y, z : ndarray of shape (n_samples,)
        The classes that were observed, 0 or 1, and any log odds of class 1.

    Examples
    --------
    >>> log_loss([1, 1, 0], [0.0, -1000.0, -1000.0])
    array([6.93147181e-01, 1.00000000e+03, 0.00000000e+00])
    """
    y, z = _checked_classes(y), as_vector(z, "z")
    same_length(y=y, z=z)
    return np.logaddexp(0, (1 - 2 * y) * z)


@at_the_call
def logistic_newton(X: ArrayLike, y: ArrayLike, *, lam: float = 0.0) -> Iterator[LogisticStep]:
    """Walk to the most likely weights by Newton steps, from all 0, without end.

    A step that would raise the loss is halved until it does not.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
        The classes that were observed: 0 and 1, both at least once.
    lam : float, default 0.0, at least 0

    Raises
    ------
    ValueError
        Also during the walk, without a penalty: if the classes can be separated, so that larger
        weights are always better, or if the columns of X depend on each other. A penalty cures
        both.

    Examples
    --------
    >>> from mathforml.iteration import last, until
    >>> X, y = [[0.0], [0.0], [0.0], [1.0], [1.0], [1.0]], [0, 0, 1, 0, 1, 1]
    >>> end = last(until(logistic_newton(X, y), tol=1e-12))
    >>> sigmoid([end.b, end.b + end.w[0]]).round(6)
    array([0.333333, 0.666667])
    """
    X, y = as_matrix(X, "X"), _checked_classes(y)
    same_length(X=X, y=y)
    squarable(X=X)
    if y.min() == y.max():
        raise ValueError(f"y must hold both classes, 0 and 1, got only class {y[0]:g}")
    lam = non_negative(lam, "lam")
    mean_X, sign = X.mean(axis=0), 2 * y - 1
    # columns for w, centred so that they hardly depend on the last one, which is for b
    X = np.column_stack([X - mean_X, np.ones(len(X))])
    lams = np.append(np.full(len(mean_X), lam), 0.0)

    def loss(theta: Array, z: Array) -> float:
        return float(np.logaddexp(0, -sign * z).sum() + lams @ theta**2 / 2)

    theta, z = np.zeros(X.shape[1]), np.zeros(len(X))
    value = loss(theta, z)
    for step in count():
        p = expit(z)
        grad = X.T @ (p - y) + lams * theta
        weighted = np.sqrt(p * (1 - p))[:, None] * X
        hess = weighted.T @ weighted + np.diag(lams)
        d = solve_positive_definite(
            hess, -grad, name=f"X^T diag(p (1 - p)) X + lam I at step {step}"
        )
        w, dz = theta[:-1].copy(), X @ d
        yield LogisticStep(step, w, float(theta[-1] - mean_X @ w), value, float(-grad @ d) / 2)
        if lam == 0 and _separated(X, sign, z, d):
            raise ValueError(
                f"X of shape {(len(X), len(w))} separates the classes of y: the larger the "
                "weights the better, so that none are the best; a penalty lam > 0 helps"
            )
        while (trial := loss(theta + d, z + dz)) > value * (1 + 1e-12):
            d, dz = d / 2, dz / 2
        theta, z, value = theta + d, z + dz, trial


def _separated(X: Array, sign: Array, z: Array, d: Array) -> bool:
    """Whether the loss falls for ever along theta, or along the step d, so that no theta is best.

    Every example is on its side of the plane z = 0; or no example moves to the other side by d,
    and some move away from it. Newton's steps turn to such a d: 1e-6 is what is left to turn.
    """
    gains = sign * (X @ d)
    size = np.abs(X).mean(axis=0) @ np.abs(d)  # of the terms that add up to a gain
    nobody_loses = gains.min() >= -1e-6 * size and gains.max() > 0
    return bool(nobody_loses or (sign * z > 0).all())


def _checked_classes(y: ArrayLike) -> Array:
    y = as_vector(y, "y")
    others = y[(y != 0) & (y != 1)]
    if others.size:
        raise ValueError(f"y must hold the classes 0 and 1, got {others[0]:g}")
    return y
