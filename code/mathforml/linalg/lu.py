"""LU: Gaussian elimination written down, so that every right-hand side is two triangles away.

Elimination turns A into an upper triangle U. The multipliers that it used, kept where they made a
zero, are a lower triangle L with ones on its diagonal. With the rows of A in the order that the
pivots gave them::

    P A = L U          A x = b   is   L z = P b   and then   U x = z

For many columns the work is done by halves: eliminate in the left half of the columns; bring the
right half up to date by one triangular solve and one product; eliminate in what is left of it.

References
----------
Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Lectures 20 to 22.

Toledo, S. (1997). Locality of Reference in LU Decomposition with Partial Pivoting. SIAM Journal on
Matrix Analysis and Applications 18(4), 1065-1081: by halves.

Higham, N. J. (2002). Accuracy and Stability of Numerical Algorithms. 2nd edition. SIAM. Theorem
9.3: the rounding errors, ``|L U - P A| <= n eps |L| |U|``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_columns, as_matrix
from mathforml._types import Array, ArrayLike, Indices
from mathforml.linalg.triangular import solve_lower, solve_upper

LARGEST = 1e300  # room for the subtractions to give finite numbers
NARROW = 16  # columns that are not worth halving


class LU(NamedTuple):
    """A square matrix with its rows in another order, as two triangles: ``A[order] = L U``.

    Attributes
    ----------
    L : ndarray of shape (n, n)
        The multipliers, none above 1 in size: 0 above the diagonal, 1 on it.
    U : ndarray of shape (n, n)
        What elimination leaves: 0 below the diagonal, the pivots on it.
    order : ndarray of shape (n,)
        The row of the matrix that came to each place.
    """

    L: Array
    U: Array
    order: Indices

    def solve(self, b: ArrayLike) -> Array:
        """Solve ``A x = b``: down through L, up through U.

        Parameters
        ----------
        b : ndarray of shape (n,) or (n, n_systems)
            The right-hand side, or one in each column.

        Returns
        -------
        ndarray
            The solution, in the shape of `b`.

        Raises
        ------
        TypeError, ValueError
            If `b` does not hold finite numbers or has another number of rows, or A is singular: a
            pivot is not larger than its rounding error.

        Examples
        --------
        >>> lu([[0.0, 2.0], [4.0, 2.0]]).solve([2.0, 6.0])
        array([1., 1.])
        """
        b = as_columns(b, "b")
        if len(b) != len(self.U):
            raise ValueError(f"b must have {len(self.U)} rows, as A, got shape {b.shape}")
        self._require_pivots()
        return solve_upper(self.U, solve_lower(self.L, b[self.order]))

    def _require_pivots(self) -> None:
        n = len(self.U)
        # a pivot is what is left of (|L| |U|)_kk, whatever the units of its row and its column
        subtracted = (np.abs(self.L) * np.abs(self.U.T)).sum(axis=1)
        rounding = 10 * n * np.finfo(float).eps * subtracted
        without = np.flatnonzero(np.abs(np.diag(self.U)) <= rounding)
        if without.size:
            raise ValueError(
                f"A of shape {self.U.shape} must not be singular, but up to rounding it has no "
                f"pivot in column {without[0]}: the system has no solution, or many"
            )


def lu(A: ArrayLike) -> LU:
    """Factor a square matrix by elimination with partial pivoting, ``A[order] = L U``.

    Parameters
    ----------
    A : ndarray of shape (n, n)
        The matrix, with numbers of at most 1e300. It may be singular: then U has a number on its
        diagonal that is 0, or would be 0 without rounding.

    Returns
    -------
    LU
        The triangles and the order of the rows.

    Raises
    ------
    TypeError, ValueError
        If `A` is not as above.

    Examples
    --------
    >>> factors = lu([[2.0, 1.0], [4.0, 4.0]])
    >>> factors.L, factors.U
    (array([[1. , 0. ],
           [0.5, 1. ]]), array([[ 4.,  4.],
           [ 0., -1.]]))
    """
    A = as_matrix(A, "A")
    if A.shape[0] != A.shape[1]:
        raise ValueError(f"A must be square, got shape {A.shape}")
    if np.abs(A).max() > LARGEST:
        raise ValueError(f"A must be at most {LARGEST:g}, got {np.abs(A).max():g}")
    both = np.array(A, order="F")  # the work goes column by column
    order = _factor(both)
    return LU(np.tril(both, -1) + np.eye(len(A)), np.triu(both), order)


def _factor(A: Array) -> Indices:
    """Write U and, below its diagonal, L into A, which has no more columns than rows."""
    if A.shape[1] <= NARROW:
        return _factor_by_columns(A)
    half = A.shape[1] // 2
    left, right = A[:, :half], A[:, half:]
    order = _factor(left)
    right[:] = right[order]
    right[:half] = solve_lower(np.tril(left[:half], -1) + np.eye(half), right[:half])
    right[half:] -= left[half:] @ right[:half]
    below = _factor(right[half:])
    left[half:], order[half:] = left[half:][below], order[half:][below]
    return order


def _factor_by_columns(A: Array) -> Indices:
    """Do the same as `_factor`, a pivot at a time."""
    order = np.arange(len(A))
    for k in range(A.shape[1]):
        pivot = k + np.abs(A[k:, k]).argmax()
        if A[pivot, k] == 0:
            continue
        A[[k, pivot]], order[[k, pivot]] = A[[pivot, k]], order[[pivot, k]]
        A[k + 1 :, k] /= A[k, k]
        A[k + 1 :, k + 1 :] -= np.outer(A[k + 1 :, k], A[k, k + 1 :])
    return order


def solve(A: ArrayLike, b: ArrayLike) -> Array:
    """Solve ``A x = b`` by elimination with partial pivoting.

    Parameters
    ----------
    A : ndarray of shape (n, n)
        The system, with numbers of at most 1e300.
    b : ndarray of shape (n,) or (n, n_systems)
        The right-hand side, or one in each column.

    Returns
    -------
    ndarray
        The solution, in the shape of `b`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, A is singular up to rounding, or the solution is too large
        for finite numbers.

    Examples
    --------
    >>> solve([[2.0, 1.0], [4.0, 4.0]], [3.0, 8.0])
    array([1., 1.])
    """
    return lu(A).solve(b)
