"""Least squares: the combination of columns that comes closest to a target.

The residual is smallest where it is perpendicular to every column. From there two ways lead to the
same solution::

    X^T (y - X theta) = 0        the normal equations, X^T X theta = X^T y
    X = Q [R; 0]                 QR, R theta = the first rows of Q^T y

The first is short, and squares the condition number: where QR loses 6 digits, it loses 12.

References
----------
Golub, G. (1965). Numerical Methods for Solving Linear Least Squares Problems. Numerische
Mathematik 7, 206-216.

Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Algorithms 11.1 and 11.2, and
Lecture 19.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_matrix, as_vector, same_length
from mathforml._types import Array, ArrayLike
from mathforml.linalg.positive_definite import solve_positive_definite
from mathforml.linalg.qr import qr
from mathforml.linalg.triangular import solve_upper


def solve_least_squares(X: ArrayLike, y: ArrayLike) -> Array:
    """Minimise ``|X theta - y|^2`` by Householder's QR.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row, with independent columns. For an intercept, give X a
        column of ones.
    y : ndarray of shape (n_samples,)
        The observed outputs.

    Returns
    -------
    ndarray of shape (n_features,)
        The parameters theta.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above. Columns are independent when none is a combination of
        others up to rounding; with fewer rows than columns they never are.

    Examples
    --------
    >>> X = [[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]
    >>> solve_least_squares(X, [1.0, 3.0, 5.0]).round(10)
    array([1., 2.])
    """
    X, y = _checked(X, y)
    factors = qr(X)
    _require_independent(factors.R, X.shape)
    return solve_upper(factors.R, factors.q_transposed_times(y)[: X.shape[1]])


def solve_normal_equations(X: ArrayLike, y: ArrayLike) -> Array:
    """Minimise ``|X theta - y|^2`` by the normal equations, ``X^T X theta = X^T y``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row, with independent columns.
    y : ndarray of shape (n_samples,)
        The observed outputs.

    Returns
    -------
    ndarray of shape (n_features,)
        The parameters theta, with about twice as many digits lost as by `solve_least_squares`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, or the columns are so close to dependent that their squares
        are dependent up to rounding.

    Examples
    --------
    >>> X = [[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]
    >>> solve_normal_equations(X, [1.0, 3.0, 5.0]).round(10)
    array([1., 2.])
    """
    X, y = _checked(X, y)
    with np.errstate(over="ignore", invalid="ignore"):  # reported as not finite
        return solve_positive_definite(X.T @ X, X.T @ y, name="X^T X")


def _checked(X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    X, y = as_matrix(X, "X"), as_vector(y, "y")
    same_length(X=X, y=y)
    if X.shape[0] < X.shape[1]:
        raise ValueError(
            f"X must have at least as many rows as columns, got shape {X.shape}: with fewer, many "
            "theta fit equally well"
        )
    return X, y


def _require_independent(R: Array, shape: tuple[int, ...]) -> None:
    # R has the singular values of X. Columns of about one length make the test the same in all
    # units; the smallest singular value of dependent columns is then rounding error.
    longest = np.abs(R).max(axis=0)
    values = np.linalg.svd(R / np.where(longest > 0, longest, 1), compute_uv=False)
    if values[-1] <= max(shape) * np.finfo(float).eps * values[0]:
        raise ValueError(
            f"X of shape {shape} must have independent columns, but up to rounding one of them is "
            "a combination of the others"
        )
