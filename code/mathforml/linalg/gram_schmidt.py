"""Gram and Schmidt: make columns perpendicular, each by subtracting its shadows on those before.

What is left of a column after its shadows are gone, made one long, is the next direction::

    v_k = a_k - sum_{j < k} (q_j^T a_k) q_j        q_k = v_k / |v_k|        A = Q R

On paper it does not matter whether the shadows of a_k itself are subtracted (classical), or those
of what is left of it so far (modified). In floating point it does. With condition number kappa of
A, the directions of the classical form are perpendicular up to about ``eps kappa^2``, those of the
modified form up to ``eps kappa``, and those of Householder's mirrors up to ``eps``.

References
----------
Björck, Å. (1967). Solving Linear Least Squares Problems by Gram-Schmidt Orthogonalization. BIT 7,
1-21.

Giraud, L., Langou, J., Rozložník, M. and van den Eshof, J. (2005). Rounding Error Analysis of the
Classical Gram-Schmidt Orthogonalization Process. Numerische Mathematik 101, 87-100.

Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Algorithms 7.1 and 8.1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_matrix, squarable
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike


class GramSchmidt(NamedTuple):
    """A matrix as perpendicular directions times a triangle, ``A = Q R``."""

    Q: Array  #: of shape (n_rows, n_columns), perpendicular up to the errors of the method
    #: Of shape (n_columns, n_columns), the shadows that were subtracted, and on the diagonal the
    #: lengths that were left.
    R: Array


def classical_gram_schmidt(A: ArrayLike) -> GramSchmidt:
    """Subtract from each column all its shadows at once.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        Numbers of at most 1e150 in independent columns: of each is left more than
        ``max(A.shape)`` times the machine's precision, 2.2e-16, of its length.

    Examples
    --------
    >>> Q, R = classical_gram_schmidt([[3.0, 1.0], [4.0, 3.0]])
    >>> R.round(3)
    array([[5., 3.],
           [0., 1.]])
    """
    A = _checked(A)
    Q, R = np.zeros_like(A), np.zeros((A.shape[1], A.shape[1]))
    for k, a in enumerate(A.T):
        R[:k, k] = Q[:, :k].T @ a
        v = a - Q[:, :k] @ R[:k, k]
        R[k, k] = np.linalg.norm(v)
        _require_something_left(R[k, k], A, k)
        Q[:, k] = v / R[k, k]
    return GramSchmidt(Q, R)


@parameters_like(classical_gram_schmidt)
def modified_gram_schmidt(A: ArrayLike) -> GramSchmidt:
    """Subtract from each column one shadow after another, each of what is left so far."""
    A = _checked(A)
    Q, R = np.zeros_like(A), np.zeros((A.shape[1], A.shape[1]))
    for k, a in enumerate(A.T):
        v = a.copy()
        for j in range(k):
            R[j, k] = Q[:, j] @ v
            v -= R[j, k] * Q[:, j]
        R[k, k] = np.linalg.norm(v)
        _require_something_left(R[k, k], A, k)
        Q[:, k] = v / R[k, k]
    return GramSchmidt(Q, R)


def _checked(A: ArrayLike) -> Array:
    A = as_matrix(A, "A")
    squarable(A=A)
    if A.shape[0] < A.shape[1]:
        raise ValueError(f"A must have at least as many rows as columns, got shape {A.shape}")
    return A


def _require_something_left(length: float, A: Array, k: int) -> None:
    if length <= max(A.shape) * np.finfo(float).eps * np.linalg.norm(A[:, k]):
        raise ValueError(
            f"A of shape {A.shape} must have independent columns, but up to rounding column {k} "
            "is a combination of those before it"
        )
