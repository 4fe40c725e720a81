"""Polynomial features: a curve is a linear model of powers, and so is learned like a line.

All products of at most `degree` features are a model's new features; of one feature they are its
powers::

    x  ->  x, x^2, ..., x^degree

High powers of a number look alike, so that a computer loses digits. Legendre's polynomials span
the same curves, on the interval from -1 to 1, and are perpendicular to each other there::

    P_0 = 1,   P_1 = x,   (k + 1) P_(k+1) = (2 k + 1) x P_k - k P_(k-1)

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 5.1.

Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Lecture 7: Legendre
polynomials as the columns of Q.
"""

from __future__ import annotations

from math import comb

import numpy as np

from mathforml._checks import as_matrix, as_vector, finite, whole
from mathforml._types import Array, ArrayLike

MOST_FEATURES = 100_000


def monomials(X: ArrayLike, *, degree: int) -> Array:
    """All products of at most `degree` features, of shape (n_samples, n_products).

    By number of factors, the features themselves first, without the empty product, which is 1.
    There are ``comb(n_features + degree, degree) - 1``, at most 100,000.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        Standardise it before, or the powers differ wildly in size.
    degree : int, at least 1

    Examples
    --------
    >>> monomials([[2.0, 3.0]], degree=2)
    array([[2., 3., 4., 6., 9.]])
    """
    X, degree = as_matrix(X, "X"), whole(degree, "degree", minimum=1)
    n, p = X.shape
    n_products = comb(p + degree, degree) - 1
    if n_products > MOST_FEATURES:
        raise ValueError(
            f"degree={degree} of {p} features makes {n_products:,} products, "
            f"more than {MOST_FEATURES:,}"
        )
    products = np.empty((n_products, n))  # a product in each row, because rows are fast to fill
    last = np.empty(n_products, dtype=int)  # the last factor of each
    products[:p], last[:p] = X.T, np.arange(p)
    row, end = 0, p
    with np.errstate(over="ignore", invalid="ignore"):
        while end < n_products:  # one factor more: the last one, or any that comes after it
            new = slice(end, end + p - last[row])
            products[new] = products[row] * products[last[row] : p]
            last[new] = np.arange(last[row], p)
            row, end = row + 1, new.stop
    if not np.isfinite(products).all():
        raise ValueError(
            f"X of shape {X.shape} holds numbers too large for products of {degree}: "
            "standardise it first"
        )
    return np.ascontiguousarray(products.T)


def legendre(x: ArrayLike, *, degree: int, low: float = -1.0, high: float = 1.0) -> Array:
    """Legendre's polynomials of degree 1 to `degree`, of shape (n_samples, degree).

    That of degree 0, a column of ones, is left out, because the intercept takes its place.

    Parameters
    ----------
    x : ndarray of shape (n_samples,)
    degree : int, at least 1
    low, high : float, default -1 and 1
        The interval that they are stretched to: no polynomial exceeds 1 in size there. Outside
        they grow fast.

    Examples
    --------
    >>> legendre([0.0, 1.0, 2.0], degree=2, low=0.0, high=2.0)
    array([[-1. ,  1. ],
           [ 0. , -0.5],
           [ 1. ,  1. ]])
    """
    x, degree = as_vector(x, "x"), whole(degree, "degree", minimum=1)
    low, high = finite(low, "low"), finite(high, "high")
    if not low < high:
        raise ValueError(f"low must be below high, got {low:g} and {high:g}")
    t = (x - low) / (high - low) - (high - x) / (high - low)
    P = np.empty((degree + 1, len(t)))
    P[0], P[1] = 1, t
    with np.errstate(over="ignore", invalid="ignore"):
        for k in range(1, degree):
            P[k + 1] = ((2 * k + 1) * t * P[k] - k * P[k - 1]) / (k + 1)
    if not np.isfinite(P).all():
        raise ValueError(f"x lies too far outside {low:g} to {high:g} for degree {degree}")
    return np.ascontiguousarray(P[1:].T)
