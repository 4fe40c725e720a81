"""Projection: the shadow of a vector on all combinations of some columns.

The shadow p of b is the combination that comes closest: what is left, ``b - p``, is perpendicular
to every column. With perpendicular unit vectors Q that have the same combinations, each gives its
own share::

    p = Q Q^T b            P = Q Q^T,      P P = P,      P^T = P

References
----------
Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Lecture 6.

Strang, G. (2016). Introduction to Linear Algebra. 5th edition. Wellesley-Cambridge Press. Section
4.2.
"""

from __future__ import annotations

from mathforml._checks import as_columns, as_matrix, same_length
from mathforml._types import Array, ArrayLike
from mathforml.linalg.subspaces import column_space


def project(A: ArrayLike, b: ArrayLike) -> Array:
    """Closest point to b among the combinations of the columns of A.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        The columns, with numbers of at most 1e300. They may depend on each other: a column that
        is a combination of others adds nothing to project on.
    b : ndarray of shape (n_rows,) or (n_rows, n_vectors)
        A vector, or one in each column.

    Returns
    -------
    ndarray
        The projection, in the shape of `b`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

    Examples
    --------
    >>> project([[2.0], [1.0]], [3.0, 4.0]).round(10)
    array([4., 2.])
    """
    A, b = as_matrix(A, "A"), as_columns(b, "b")
    same_length(A=A, b=b)
    Q = column_space(A)
    return Q @ (Q.T @ b)


def projection_matrix(A: ArrayLike) -> Array:
    """Matrix that projects on the combinations of the columns of A, ``P = Q Q^T``.

    It has as many rows and columns as A has rows; `project` does the same without it.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        The columns, with numbers of at most 1e300. They may depend on each other.

    Returns
    -------
    ndarray of shape (n_rows, n_rows)
        A symmetric matrix that is its own square.

    Raises
    ------
    TypeError, ValueError
        If `A` is not as above.

    Examples
    --------
    >>> projection_matrix([[2.0], [1.0]]).round(10)
    array([[0.8, 0.4],
           [0.4, 0.2]])
    """
    Q = column_space(A)
    return Q @ Q.T
