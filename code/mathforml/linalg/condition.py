"""Condition number: how many times a relative error can grow when a system is solved.

A matrix turns the circle of all unit vectors into an ellipse. The condition number is its longest
half-axis over its shortest::

    kappa = max |A x| / min |A x|       over all x with |x| = 1
          = s_1 / s_n                   the largest and the smallest singular value

An error in b may lie along the shortest axis, where going back stretches most, while b itself lies
along the longest. So the relative error of x is at most kappa times that of b, for some b it is
that large, and about ``log10(kappa)`` of the 16 digits of a number can be lost.

The axes are found by Jacobi's rotations, in sweeps of about 4 n_rows n_columns^2 additions and as
many multiplications each: far more work than to solve the system once, and more than LAPACK does.

References
----------
Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Lecture 12.

Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations. 4th edition. Johns Hopkins University
Press. Section 2.6.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_matrix
from mathforml._types import ArrayLike
from mathforml.linalg.svd import svd


def condition_number(A: ArrayLike) -> float:
    """Longest over shortest half-axis of the ellipse that the map A makes of a circle.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        The matrix. With fewer rows than columns it flattens space, and kappa is infinite.

    Returns
    -------
    float
        The condition number, from 1 to infinity. Above about 1e16 it is itself rounding error.

    Raises
    ------
    TypeError, ValueError
        If `A` is not a matrix of finite numbers.

    Examples
    --------
    >>> condition_number([[3.0, 0.0], [0.0, -0.5]])
    6.0
    >>> condition_number([[1.0, 2.0], [0.0, 0.0]])
    inf
    """
    A = as_matrix(A, "A")
    if A.shape[0] < A.shape[1]:
        return np.inf
    axes = svd(A / (np.abs(A).max() or 1.0)).s  # huge numbers have axes that are no numbers
    return float(axes[0] / axes[-1]) if axes[-1] > 0 else np.inf
