"""Formulas that several parts need, in the form that keeps its digits for numbers of any size.

::

    log 0 = -inf                                                  what cannot happen
    log sum_i exp(a_i) = m + log sum_i exp(a_i - m)               m is the largest a_i
    log N(x | mu, L L^T) = -(|z|^2 + p log 2 pi) / 2 - log |L|    with L z = x - mu

A symmetric matrix A is positive definite, ``x^T A x > 0`` for every x but 0, exactly when it has a
Cholesky factor, ``A = L L^T`` with a positive diagonal. So the attempt to factor it is the test.
"""

from __future__ import annotations

import numpy as np

from mathforml._types import Array


def log(p: Array) -> Array:
    """Logarithm of probabilities: minus infinity for what cannot happen, without a warning."""
    with np.errstate(divide="ignore"):
        return np.log(p)


def log_sum_exp(a: Array, axis: int = -1) -> Array:
    """Logarithm of the sum of exponentials, of which the largest is taken out: none overflows."""
    largest = a.max(axis=axis, keepdims=True)
    # where nothing can happen, all are minus infinity, and so is the logarithm of their sum
    shift = np.where(np.isfinite(largest), largest, 0.0)
    return log(np.exp(a - shift).sum(axis=axis)) + shift.squeeze(axis)


def log_normal(squared_distance: Array, log_scale: float, p: int = 1) -> Array:
    """Log density of a normal vector of p numbers at a Mahalanobis distance from its mean.

    `log_scale` is the logarithm of the standard deviation, or of the determinant of L.
    """
    return -(squared_distance + p * np.log(2 * np.pi)) / 2 - log_scale


def cholesky(A: Array, name: str) -> Array:
    """Lower triangular L with ``A = L L^T``; refuse an A that has none, up to rounding."""
    try:
        L = np.linalg.cholesky(A)
    except np.linalg.LinAlgError:
        definite = False
    else:
        # L_ii^2 / A_ii is the part of column i that the columns before it do not explain. What is
        # left of a dependent column is rounding error, in whatever units the unknowns are.
        rounding = 10 * len(A) * np.finfo(float).eps
        definite = (np.diag(L) ** 2 > rounding * np.diag(A)).all()
    if not definite:
        smallest = np.linalg.eigvalsh(A)[0]
        raise ValueError(
            f"{name} must be positive definite, but its smallest eigenvalue is {smallest:.3g}"
        )
    return L


def signs(vectors: Array) -> Array:
    """Sign of the number of each row that is furthest from 0: times it, a direction is unique."""
    furthest = np.abs(vectors).argmax(axis=1)
    return np.sign(vectors[range(len(vectors)), furthest])
