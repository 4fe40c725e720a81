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

from mathforml._checks import as_matrix, in_range
from mathforml._types import Array, ArrayLike
from mathforml.linalg.qr import LARGEST, QR, mirror


def rank(A: ArrayLike, *, tol: float | None = None) -> int:
    """Number of independent columns, which is also that of independent rows.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        The matrix, with numbers of at most 1e300.
    tol : float, optional
        What counts as 0, as a part of the longest column, between 0 and 1. By default
        ``max(A.shape)`` times the machine's precision, 2.2e-16.

    Returns
    -------
    int
        The rank; 0 for a matrix of zeros.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

    Examples
    --------
    >>> rank([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]])
    1
    """
    return _pivoted_qr(*_checked(A, tol))[1]


def column_space(A: ArrayLike, *, tol: float | None = None) -> Array:
    """Orthonormal basis of all combinations of the columns: what the map can reach.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        The matrix, with numbers of at most 1e300.
    tol : float, optional
        What counts as 0, as in `rank`.

    Returns
    -------
    ndarray of shape (n_rows, rank)
        Perpendicular unit vectors, one in each column.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

    Examples
    --------
    >>> abs(column_space([[3.0, 6.0], [4.0, 8.0]])).round(3)
    array([[0.6],
           [0.8]])
    """
    A, tol = _checked(A, tol)
    factors, r = _pivoted_qr(A, tol)
    return _columns_of_q(factors, np.eye(len(A), r))


def null_space(A: ArrayLike, *, tol: float | None = None) -> Array:
    """Orthonormal basis of all x with ``A x = 0``: the changes of x that the map does not see.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        The matrix, with numbers of at most 1e300.
    tol : float, optional
        What counts as 0, as in `rank`, as a part of the longest row.

    Returns
    -------
    ndarray of shape (n_columns, n_columns - rank)
        Perpendicular unit vectors, one in each column; none when only ``x = 0`` goes to 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

    Examples
    --------
    >>> abs(null_space([[3.0, -4.0], [6.0, -8.0]])).round(3)
    array([[0.8],
           [0.6]])
    """
    A, tol = _checked(A, tol)
    factors, r = _pivoted_qr(A.T, tol)
    return _columns_of_q(factors, np.eye(A.shape[1])[:, r:])


def _checked(A: ArrayLike, tol: float | None) -> tuple[Array, float]:
    A = as_matrix(A, "A")
    if np.abs(A).max() > LARGEST:
        raise ValueError(f"A must be at most {LARGEST:g}, got {np.abs(A).max():g}")
    if tol is None:
        return A, max(A.shape) * np.finfo(float).eps
    return A, in_range(tol, "tol", 0, 1)


def _columns_of_q(factors: QR, chosen: Array) -> Array:
    """The columns of Q that the columns of the identity matrix in `chosen` stand for."""
    return factors.q_times(chosen) if chosen.size else chosen


def _pivoted_qr(A: Array, tol: float) -> tuple[QR, int]:
    """QR of A, with its columns in another order, and the rank."""
    R = A / (np.abs(A).max() or 1.0)  # the squares of huge or tiny numbers are not finite or 0
    steps = min(A.shape)
    V = np.zeros((len(A), steps))
    for k in range(steps):
        longest = k + np.linalg.norm(R[k:, k:], axis=0).argmax()
        R[:, [k, longest]] = R[:, [longest, k]]
        V[k:, k], R[k, k] = mirror(R[k:, k])
        R[k + 1 :, k] = 0
        R[k:, k + 1 :] -= 2 * np.outer(V[k:, k], V[k:, k] @ R[k:, k + 1 :])
    diagonal = np.abs(np.diag(R))
    return QR(V, R[:steps]), int((diagonal > tol * diagonal[0]).sum())
