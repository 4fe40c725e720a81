"""Triangular systems: one unknown is known at once, and each gives the next.

The last row of an upper triangular system has one unknown only. Put it into the row above, and
that row has one unknown left (back substitution)::

    x_k = (b_k - sum_{j > k} R_kj x_j) / R_kk        for k = n, n - 1, ..., 1

A lower triangular system is solved from the first row down (forward substitution).

References
----------
Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Lecture 17.

Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations. 4th edition. Johns Hopkins University
Press. Section 3.1.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_columns, as_matrix, same_length
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike


def solve_upper(R: ArrayLike, b: ArrayLike) -> Array:
    """Solve ``R x = b`` for an upper triangular R, from the last row up.

    The solution has the shape of `b`. One that is too large for finite numbers is refused.

    Parameters
    ----------
    R : ndarray of shape (n, n)
        Only its upper triangle is read. No 0 on its diagonal.
    b : ndarray of shape (n,) or (n, n_systems)

    Examples
    --------
    >>> solve_upper([[2.0, 1.0], [0.0, 4.0]], [5.0, 12.0])
    array([1., 3.])
    """
    R, b = _checked(R, "R", b)
    x = np.empty_like(b)
    with np.errstate(over="ignore", invalid="ignore"):
        for k in reversed(range(len(R))):
            x[k] = (b[k] - R[k, k + 1 :] @ x[k + 1 :]) / R[k, k]
    _require_finite(x, "R")
    return x


@parameters_like(solve_upper)
def solve_lower(L: ArrayLike, b: ArrayLike) -> Array:
    """Solve ``L x = b`` for a lower triangular L, from the first row down.

    The solution has the shape of `b`. One that is too large for finite numbers is refused.

    Parameters
    ----------
    L : ndarray of shape (n, n)
        Only its lower triangle is read. No 0 on its diagonal.
    """
    L, b = _checked(L, "L", b)
    x = np.empty_like(b)
    with np.errstate(over="ignore", invalid="ignore"):
        for k in range(len(L)):
            x[k] = (b[k] - L[k, :k] @ x[:k]) / L[k, k]
    _require_finite(x, "L")
    return x


def _checked(T: ArrayLike, name: str, b: ArrayLike) -> tuple[Array, Array]:
    T, b = as_matrix(T, name), as_columns(b, "b")
    if T.shape[0] != T.shape[1]:
        raise ValueError(f"{name} must be square, got shape {T.shape}")
    same_length(**{name: T, "b": b})
    zeros = np.flatnonzero(np.diag(T) == 0)
    if zeros.size:
        raise ValueError(
            f"{name} of shape {T.shape} must have no 0 on its diagonal, but row {zeros[0]} has: "
            "the system has no solution, or many"
        )
    return T, b


def _require_finite(x: Array, name: str) -> None:
    if not np.isfinite(x).all():
        raise ValueError(f"the solution is not finite: {name} is almost singular, or b is huge")
