"""QR by Householder's reflections: mirrors that turn a matrix into a triangle, and keep lengths.

The mirror with unit normal v sends x to ``H x = x - 2 v (v^T x)``. With ``v ~ x - alpha e_1`` and
``alpha = -sign(x_1) |x|`` it sends x itself to ``alpha e_1``, so that all entries but the first
become 0. One mirror for each column makes a triangle: ``H_n ... H_2 H_1 A = R``.

References
----------
Householder, A. S. (1958). Unitary Triangularization of a Nonsymmetric Matrix. Journal of the ACM
5(4), 339-342.

Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Algorithm 10.1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_columns, as_matrix, as_vector, bounded
from mathforml._types import Array, ArrayLike
from mathforml.linalg.norms import unit_of


def mirror(x: ArrayLike) -> tuple[Array, float]:
    """Find Householder's mirror, which sends x to ``alpha e_1``.

    Parameters
    ----------
    x : ndarray of shape (n,), of at most 1e300

    Returns
    -------
    v : ndarray of shape (n,)
        The unit normal, across the mirror. Of the zero vector it is the first unit vector.
    alpha : float
        In size the length of x.
    """
    x = as_vector(x, "x")
    bounded(x=x)
    size = np.abs(x).max()
    if size == 0:
        return np.eye(len(x))[0], 0.0
    v = x / size  # the squares of huge or tiny numbers are not finite or 0
    # alpha and x_1 have opposite signs, so that their difference loses no digits
    alpha = -np.copysign(np.linalg.norm(v), v[0])
    v[0] -= alpha
    return v / np.linalg.norm(v), float(alpha * size)


def reflect(B: Array, v: Array) -> None:
    """Reflect vectors in a mirror, in place: ``B <- B - 2 v (v^T B)``.

    Parameters
    ----------
    B : ndarray of shape (n,) or (n, n_vectors)
        Fastest where columns are whole in memory (order F).
    v : ndarray of shape (n,), the unit normal of the mirror
    """
    B -= np.multiply.outer(v @ B, 2 * v).T


class QR(NamedTuple):
    """A matrix as an orthogonal one times a triangle, ``A = Q [R; 0]``.

    Q has shape (n_rows, n_rows), and is never written out: to multiply by it is to reflect.
    """

    #: Of shape (n_rows, n_columns), the mirrors: column k is the unit normal of reflection k, and
    #: is 0 above row k.
    V: Array
    R: Array  #: of shape (n_columns, n_columns), the triangle: 0 below its diagonal

    def q_times(self, B: ArrayLike) -> Array:
        """Multiply by Q: reflect in the mirrors, the last one first; of the shape of `B`.

        Parameters
        ----------
        B : ndarray of shape (n_rows,) or (n_rows, n_vectors)
        """
        B = _checked_rows(B, self.V)
        B = np.array(B, order="F")
        for v in self.V.T[::-1]:
            reflect(B, v)
        return B

    def q_transposed_times(self, B: ArrayLike) -> Array:
        """Multiply by Q transposed, which undoes Q: the first mirror first; of the shape of `B`.

        Parameters
        ----------
        B : ndarray of shape (n_rows,) or (n_rows, n_vectors)
        """
        B = _checked_rows(B, self.V)
        B = np.array(B, order="F")
        for v in self.V.T:
            reflect(B, v)
        return B


def qr(A: ArrayLike) -> QR:
    """Factor a matrix into an orthogonal matrix and a triangle, ``A = Q [R; 0]``.

    The signs on the diagonal of `R` are those that lose no digits.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        At least as many rows as columns, all entries at most 1e300. Its columns may depend on
        each other: then R has a number on its diagonal that is 0 up to rounding.

    Examples
    --------
    >>> qr([[3.0, 1.0], [4.0, 3.0]]).R.round(3)
    array([[-5., -3.],
           [ 0., -1.]])
    """
    A = as_matrix(A, "A")
    if A.shape[0] < A.shape[1]:
        raise ValueError(f"A must have at least as many rows as columns, got shape {A.shape}")
    bounded(A=A)
    units = unit_of(A, axis=0)
    R, V = np.array(A / units, order="F"), np.zeros_like(A, order="F")
    for k in range(A.shape[1]):
        V[k:, k], R[k, k] = mirror(R[k:, k])
        R[k + 1 :, k] = 0
        reflect(R[k:, k + 1 :], V[k:, k])
    return QR(V, R[: A.shape[1]] * units)


def _checked_rows(B: ArrayLike, V: Array) -> Array:
    B = as_columns(B, "B")
    if len(B) != len(V):
        raise ValueError(f"B must have {len(V)} rows, as the matrix, got shape {B.shape}")
    return B
