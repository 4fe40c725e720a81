"""Positive definite systems: a symmetric matrix that curves upwards in every direction.

Such a matrix is a square, in the sense of Cholesky: a lower triangular matrix with a positive
diagonal times its transpose. No other matrix is, so the attempt to factor it is the test::

    A = L L^T      exactly when x^T A x > 0 for every x but 0

References
----------
Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Lecture 23.

Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations. 4th edition. Johns Hopkins University
Press. Section 4.2.
"""

from __future__ import annotations

import numpy as np

from mathforml import _special
from mathforml._checks import as_columns, as_symmetric, same_length
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike


def solve_positive_definite(A: ArrayLike, b: ArrayLike, *, name: str = "A") -> Array:
    """Solve ``A x = b``, for x of the shape of `b`, where A curves upwards in every direction.

    Parameters
    ----------
    A : ndarray of shape (n, n), symmetric and, up to rounding, positive definite
    b : ndarray of shape (n,) or (n, n_systems)
    name : str, default "A"
        What to call A in an error.

    Examples
    --------
    >>> solve_positive_definite([[4.0, 2.0], [2.0, 2.0]], [2.0, 0.0])
    array([ 1., -1.])
    """
    A, b = as_symmetric(A, name), as_columns(b, "b")
    same_length(**{name: A, "b": b})
    _special.cholesky(A, name)  # refuses what is not positive definite
    return np.linalg.solve(A, b)


@parameters_like(solve_positive_definite)
def cholesky(A: ArrayLike, *, name: str = "A") -> Array:
    """Lower triangular L of shape (n, n) with ``A = L L^T`` and a positive diagonal.

    Examples
    --------
    >>> cholesky([[4.0, 2.0], [2.0, 2.0]])
    array([[2., 0.],
           [1., 1.]])
    """
    return _special.cholesky(as_symmetric(A, name), name)
