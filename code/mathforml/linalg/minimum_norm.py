"""The shortest of all solutions: least squares when many models fit equally well.

With more columns than rows a system ``X theta = y`` has many solutions, and least squares cannot
choose. Of all that fit best, the one of minimum norm has no part in the null space of X, to which
the data are blind. From the singular values ``X = U S V^T``::

    theta = sum_i  v_i  (u_i^T y) / s_i          over all s_i > 0

It is the end of ridge regression when the price of large weights goes to 0, and the end of
gradient descent on the squared error from the start at 0.

References
----------
Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations. 4th edition. Johns Hopkins University
Press. Section 5.5.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_columns, as_matrix, same_length, squarable
from mathforml._types import Array, ArrayLike


def solve_minimum_norm(X: ArrayLike, y: ArrayLike) -> Array:
    """Of all theta with the least ``|X theta - y|^2``, the one with the least ``|theta|``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row; of any shape and any rank.
    y : ndarray of shape (n_samples,) or (n_samples, n_targets)
        The observed outputs, or several of them, one in each column.

    Returns
    -------
    ndarray of shape (n_features,) or (n_features, n_targets)
        The parameters theta.

    Raises
    ------
    TypeError, ValueError
        If an argument does not hold finite numbers of at most 1e150, their lengths differ, or X is
        so small beside y that theta is not finite.

    Examples
    --------
    >>> solve_minimum_norm([[3.0, 4.0]], [50.0]).round(10)
    array([6., 8.])
    """
    X, y = as_matrix(X, "X"), as_columns(y, "y")
    same_length(X=X, y=y)
    squarable(X=X, y=y)
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    # a singular value that is only rounding would be a direction that the data do not tell
    told = s > max(X.shape) * np.finfo(float).eps * s[0]
    with np.errstate(over="ignore", invalid="ignore"):
        theta = Vt[told].T @ ((U[:, told].T @ y).T / s[told]).T
    if not np.isfinite(theta).all():
        raise ValueError("X must not be so small beside y that theta is not finite")
    return theta
