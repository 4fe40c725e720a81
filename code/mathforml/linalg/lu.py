"""LU: Gaussian elimination written down, so that every right-hand side is two triangles away.

Elimination turns A into an upper triangle U. The multipliers that it used, kept where they made a
zero, are a lower triangle L with ones on its diagonal. With the rows of A in the order that the
pivots gave them::

    P A = L U          A x = b   is   L z = P b   and then   U x = z

Nothing is subtracted before it is needed: what elimination leaves of column k, and of row k, is
found at once, by all pivots before it::

    U_kj = A_kj - sum_{i < k} L_ki U_ij        L_ik U_kk = A_ik - sum_{j < k} L_ij U_jk

References
----------
Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Lectures 20 to 22.

Higham, N. J. (2002). Accuracy and Stability of Numerical Algorithms. 2nd edition. SIAM. Section
9.2: all pivots at once (Doolittle). Theorem 9.3: the rounding errors, ``|L U - P A| <= n eps |L|
|U|``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_columns, as_matrix, bounded
from mathforml._types import Array, ArrayLike, Indices
from mathforml.linalg.triangular import solve_lower, solve_upper


class LU(NamedTuple):
    """A square matrix with its rows in another order, as two triangles: ``A[order] = L U``."""

    #: Of shape (n, n), the multipliers, none above 1 in size: 0 above the diagonal, 1 on it.
    L: Array
    U: Array  #: of shape (n, n), what elimination leaves: 0 below the diagonal, the pivots on it
    order: Indices  #: of shape (n,), the row of the matrix that came to each place

    def solve(self, b: ArrayLike) -> Array:
        """Solve ``A x = b``, for x of the shape of `b`: down through L, up through U.

        A is singular, and refused, when a pivot is not larger than its rounding error.

        Parameters
        ----------
        b : ndarray of shape (n,) or (n, n_systems)
        """
        b = as_columns(b, "b")
        if len(b) != len(self.U):
            raise ValueError(f"b must have {len(self.U)} rows, as A, got shape {b.shape}")
        _require_pivots(self)
        return solve_upper(self.U, solve_lower(self.L, b[self.order]))


def lu(A: ArrayLike) -> LU:
    """Factor a square matrix by elimination with partial pivoting, ``A[order] = L U``.

    Parameters
    ----------
    A : ndarray of shape (n, n)
        Numbers of at most 1e300. It may be singular: then U has a number on its diagonal that is
        0, or would be 0 without rounding.

    Examples
    --------
    >>> L, U, order = lu([[2.0, 1.0], [4.0, 4.0]])
    >>> U
    array([[ 4.,  4.],
           [ 0., -1.]])
    """
    A = as_matrix(A, "A")
    if A.shape[0] != A.shape[1]:
        raise ValueError(f"A must be square, got shape {A.shape}")
    bounded(A=A)
    both, order = A.copy(), np.arange(len(A))  # U, and below its diagonal L
    for k in range(len(A)):
        both[k:, k] -= both[k:, :k] @ both[:k, k]
        pivot = k + np.abs(both[k:, k]).argmax()
        both[[k, pivot]], order[[k, pivot]] = both[[pivot, k]], order[[pivot, k]]
        both[k, k + 1 :] -= both[k, :k] @ both[:k, k + 1 :]
        if both[k, k] != 0:
            both[k + 1 :, k] /= both[k, k]
    return LU(np.tril(both, -1) + np.eye(len(A)), np.triu(both), order)


def solve(A: ArrayLike, b: ArrayLike) -> Array:
    """Solve ``A x = b``, for x of the shape of `b`, by elimination with partial pivoting.

    Parameters
    ----------
    A : ndarray of shape (n, n), not singular up to rounding, of at most 1e300
    b : ndarray of shape (n,) or (n, n_systems)

    Examples
    --------
    >>> solve([[2.0, 1.0], [4.0, 4.0]], [3.0, 8.0])
    array([1., 1.])
    """
    return lu(A).solve(b)


def _require_pivots(factors: LU) -> None:
    n = len(factors.U)
    # a pivot is what is left of (|L| |U|)_kk, whatever the units of its row and its column
    subtracted = (np.abs(factors.L) * np.abs(factors.U.T)).sum(axis=1)
    rounding = 10 * n * np.finfo(float).eps * subtracted
    without = np.flatnonzero(np.abs(np.diag(factors.U)) <= rounding)
    if without.size:
        raise ValueError(
            f"A of shape {factors.U.shape} must not be singular, but up to rounding it has no "
            f"pivot in column {without[0]}: the system has no solution, or many"
        )
