"""Rank, column space and null space: what a linear map can reach, and what it cannot tell apart.

Householder's QR finds them when it always goes on with the longest column that is left (column
pivoting). With r independent columns, the columns after those are combinations of them, so that
nothing is left of them after r reflections::

    A[:, order] = Q [R11 R12; 0 0]        r = rank = the size of R11
    column space                          the first r columns of Q
    null space of A^T                     the other columns of Q

The null space of A comes in the same way from A^T: it is what is perpendicular to every row.

In floating point nothing is left "up to rounding": a number on the diagonal of R counts as 0 when
it is at most ``tol`` times the first, which is the length of the longest column. So units matter:
a column a billion times shorter than the others hardly counts, and scaling the columns first may
raise the rank. The test is sharp in practice, although matrices are known that are closer to a
lower rank than any number on the diagonal shows.

References
----------
Businger, P. and Golub, G. H. (1965). Linear Least Squares Solutions by Householder
Transformations. Numerische Mathematik 7, 269-276.

Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations. 4th edition. Johns Hopkins University
Press. Section 5.4.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_matrix, bounded, in_range
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike
from mathforml.linalg.qr import mirror, reflect


def rank(A: ArrayLike, *, tol: float | None = None) -> int:
    """Number of independent columns, which is also that of independent rows.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns), of at most 1e300
    tol : float, optional
        What counts as 0, as a part of the longest column, between 0 and 1; of the longest row in
        `null_space`. By default ``max(A.shape)`` times the machine's precision, 2.2e-16.
    """
    A, tol = _checked(A, tol)
    return _mirrors(A, tol).shape[1]


@parameters_like(rank)
def column_space(A: ArrayLike, *, tol: float | None = None) -> Array:
    """Orthonormal basis of all combinations of the columns, of shape (n_rows, rank)."""
    A, tol = _checked(A, tol)
    V = _mirrors(A, tol)
    return _q_times(V, np.eye(*V.shape))


@parameters_like(rank)
def null_space(A: ArrayLike, *, tol: float | None = None) -> Array:
    """Orthonormal basis of all x with ``A x = 0``, of shape (n_columns, n_columns - rank).

    Examples
    --------
    >>> abs(null_space([[3.0, -4.0], [6.0, -8.0]])).round(3)
    array([[0.8],
           [0.6]])
    """
    A, tol = _checked(A, tol)
    V = _mirrors(A.T, tol)
    n, r = V.shape
    return _q_times(V, np.eye(n)[:, r:])


def _mirrors(A: Array, tol: float) -> Array:
    """The mirrors of the columns, the longest that is left first: as many as the rank."""
    R = np.array(A / (np.abs(A).max() or 1.0), order="F")  # squares are finite, and columns fast
    V = np.zeros((len(A), min(A.shape)), order="F")
    longest = np.linalg.norm(R, axis=0).max()
    for k in range(V.shape[1]):
        lengths = np.linalg.norm(R[k:, k:], axis=0)
        if lengths.max() <= tol * longest:
            return V[:, :k]
        pivot = k + lengths.argmax()
        R[:, [k, pivot]] = R[:, [pivot, k]]
        V[k:, k], _ = mirror(R[k:, k])
        reflect(R[k:, k + 1 :], V[k:, k])
    return V


def _q_times(V: Array, B: Array) -> Array:
    """Reflect in all mirrors, the last one first."""
    B = np.array(B, order="F")
    for v in V.T[::-1]:
        reflect(B, v)
    return B


def _checked(A: ArrayLike, tol: float | None) -> tuple[Array, float]:
    A = as_matrix(A, "A")
    bounded(A=A)
    if tol is None:
        return A, max(A.shape) * np.finfo(float).eps
    return A, in_range(tol, "tol", 0, 1)
