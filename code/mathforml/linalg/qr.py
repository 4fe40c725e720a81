"""QR by Householder's reflections: mirrors that turn a matrix into a triangle, and keep lengths.

The mirror with unit normal v sends x to ``H x = x - 2 v (v^T x)``. With ``v ~ x - alpha e_1`` and
``alpha = -sign(x_1) |x|`` it sends x itself to ``alpha e_1``, so that all entries but the first
become 0. One mirror for each column makes a triangle: ``H_n ... H_2 H_1 A = R``.

The mirrors together need no loop. With their normals as the columns of V ::

    Q = H_1 H_2 ... H_n = I - V S^-1 V^T,     S + S^T = V^T V,     S upper triangular

so the work can be done by halves: reduce the left half of the columns, turn the right half by all
those mirrors at once, and reduce what is left of it.

References
----------
Householder, A. S. (1958). Unitary Triangularization of a Nonsymmetric Matrix. Journal of the ACM
5(4), 339-342.

Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Algorithm 10.1.

Joffrain, T., Low, T. M., Quintana-Ortí, E. S., van de Geijn, R. and Van Zee, F. G. (2006).
Accumulating Householder Transformations, Revisited. ACM Transactions on Mathematical Software
32(2), 169-179: the formula for Q.

Elmroth, E. and Gustavson, F. G. (2000). Applying Recursion to Serial and Parallel QR Factorization
Leads to Better Performance. IBM Journal of Research and Development 44(4), 605-624: by halves.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_columns, as_matrix, as_vector
from mathforml._types import Array, ArrayLike
from mathforml.linalg.triangular import solve_lower, solve_upper

LARGEST = 1e300  # room for the length of a column to be a finite number


class Mirror(NamedTuple):
    """A reflection that sends a vector x to ``alpha e_1``.

    Attributes
    ----------
    v : ndarray of shape (n,)
        The unit normal: the direction across the mirror.
    alpha : float
        The first number of the reflection of x, whose others are 0; its size is the length of x.
    """

    v: Array
    alpha: float


class QR(NamedTuple):
    """A matrix as an orthogonal one times a triangle, ``A = Q [R; 0]``.

    Q is square, of shape (n_rows, n_rows), and is never written out: to multiply by it is to
    reflect.

    Attributes
    ----------
    V : ndarray of shape (n_rows, n_columns)
        The mirrors: column k is the unit normal of reflection k, and is 0 above row k.
    R : ndarray of shape (n_columns, n_columns)
        The triangle: 0 below its diagonal.
    """

    V: Array
    R: Array

    def q_times(self, B: ArrayLike) -> Array:
        """Multiply by Q: reflect in the mirrors, the last one first.

        Parameters
        ----------
        B : ndarray of shape (n_rows,) or (n_rows, n_vectors)
            A vector, or one in each column.

        Returns
        -------
        ndarray
            ``Q B``, in the shape of `B`.

        Raises
        ------
        TypeError, ValueError
            If `B` does not hold finite numbers, or has another number of rows.

        Examples
        --------
        >>> Q_thin = qr([[3.0], [4.0]]).q_times([[1.0], [0.0]])
        >>> Q_thin.round(3)
        array([[-0.6],
               [-0.8]])
        """
        B = self._rows(B)
        return B - self.V @ solve_upper(_mirrored(self.V), self.V.T @ B)

    def q_transposed_times(self, B: ArrayLike) -> Array:
        """Multiply by Q transposed, which undoes Q: the first mirror first.

        Parameters
        ----------
        B : ndarray of shape (n_rows,) or (n_rows, n_vectors)
            A vector, or one in each column.

        Returns
        -------
        ndarray
            ``Q^T B``, in the shape of `B`.

        Raises
        ------
        TypeError, ValueError
            If `B` does not hold finite numbers, or has another number of rows.

        Examples
        --------
        >>> qr([[3.0], [4.0]]).q_transposed_times([3.0, 4.0]).round(3) + 0.0
        array([-5.,  0.])
        """
        return _reflected(self.V, self._rows(B))

    def _rows(self, B: ArrayLike) -> Array:
        B = as_columns(B, "B")
        if len(B) != len(self.V):
            raise ValueError(f"B must have {len(self.V)} rows, as the matrix, got shape {B.shape}")
        return B


def qr(A: ArrayLike) -> QR:
    """Factor a matrix into an orthogonal matrix and a triangle, ``A = Q [R; 0]``.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        A matrix with at least as many rows as columns, all entries at most 1e300. Its columns may
        depend on each other: then R has a number on its diagonal that is 0 up to rounding.

    Returns
    -------
    QR
        The mirrors and the triangle. The signs on the diagonal of `R` are those that lose no
        digits, not always positive.

    Raises
    ------
    TypeError, ValueError
        If `A` is not as above.

    Examples
    --------
    >>> qr([[3.0, 1.0], [4.0, 3.0]]).R.round(3)
    array([[-5., -3.],
           [ 0., -1.]])
    """
    A = as_matrix(A, "A")
    if A.shape[0] < A.shape[1]:
        raise ValueError(f"A must have at least as many rows as columns, got shape {A.shape}")
    if np.abs(A).max() > LARGEST:
        raise ValueError(f"A must be at most {LARGEST:g}, got {np.abs(A).max():g}")
    R = np.array(A, order="F")  # the work goes column by column
    V = np.zeros_like(R)
    _triangularise(R, V)
    return QR(V, R[: R.shape[1]].copy())


def _triangularise(A: Array, V: Array) -> None:
    """Turn A into its triangle, in place, and write the mirrors into V."""
    n = A.shape[1]
    if n == 1:
        V[:, 0], A[0, 0] = _mirror(A[:, 0])
        A[1:, 0] = 0
        return
    half = n // 2
    _triangularise(A[:, :half], V[:, :half])
    A[:, half:] = _reflected(V[:, :half], A[:, half:])
    _triangularise(A[half:, half:], V[half:, half:])


def mirror(x: ArrayLike) -> Mirror:
    """Find Householder's mirror, which sends x to a multiple of the first unit vector.

    Parameters
    ----------
    x : ndarray of shape (n,)
        A vector, with numbers of at most 1e300.

    Returns
    -------
    Mirror
        Its unit normal v, and alpha with ``x - 2 v (v^T x) = alpha e_1``. The zero vector has
        every mirror; the first unit vector is taken.

    Raises
    ------
    TypeError, ValueError
        If `x` is not as above.

    Examples
    --------
    >>> v, alpha = mirror([3.0, 4.0])
    >>> alpha, v.round(3)
    (-5.0, array([0.894, 0.447]))
    """
    x = as_vector(x, "x")
    if np.abs(x).max() > LARGEST:
        raise ValueError(f"x must be at most {LARGEST:g}, got {np.abs(x).max():g}")
    return _mirror(x)


def _mirror(x: Array) -> Mirror:
    size = np.abs(x).max()
    if size == 0:
        return Mirror(np.eye(len(x))[0], 0.0)
    v = x / size  # the squares of huge or tiny numbers are not finite or 0
    # alpha and x_1 have opposite signs, so that their difference loses no digits
    alpha = -np.copysign(np.linalg.norm(v), v[0])
    v[0] -= alpha
    return Mirror(v / np.linalg.norm(v), float(alpha * size))


def _reflected(V: Array, B: Array) -> Array:
    """Reflect B in all mirrors, the first one first: ``Q^T B = B - V S^-T V^T B``."""
    return B - V @ solve_lower(_mirrored(V).T, V.T @ B)


def _mirrored(V: Array) -> Array:
    """Upper triangular S with ``S + S^T = V^T V``; half a square of a unit normal is 1/2."""
    S = np.triu(V.T @ V, 1)
    np.fill_diagonal(S, 0.5)
    return S
