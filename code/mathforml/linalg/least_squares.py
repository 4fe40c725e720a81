"""Least squares: the combination of columns that comes closest to a target.

The residual is smallest where it is perpendicular to every column. From there two ways lead to the
same solution::

    X^T (y - X theta) = 0        the normal equations, X^T X theta = X^T y
    X = Q [R; 0]                 QR, R theta = the first rows of Q^T y

The first is short, and squares the condition number: where QR loses 6 digits, it loses 12.

The combination itself is the projection of y on all combinations of the columns. With
perpendicular unit vectors Q that have the same combinations, each gives its own share::

    p = Q Q^T y            P = Q Q^T,      P P = P,      P^T = P

With more columns than rows many theta fit equally well, and least squares cannot choose. Of all
that fit best, the one of minimum norm has no part in the null space of X, to which the data are
blind. From the singular values ``X = U S V^T``::

    theta = sum_i  v_i  (u_i^T y) / s_i          over all s_i > 0

It is the end of ridge regression when the price of large weights goes to 0, and the end of
gradient descent on the squared error from the start at 0.

References
----------
Golub, G. (1965). Numerical Methods for Solving Linear Least Squares Problems. Numerische
Mathematik 7, 206-216.

Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Algorithms 11.1 and 11.2,
Lectures 6 (projection) and 19.

Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations. 4th edition. Johns Hopkins University
Press. Section 5.5: minimum norm.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_columns, as_examples, as_matrix, same_length, squarable
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike
from mathforml.linalg.positive_definite import solve_positive_definite
from mathforml.linalg.qr import qr
from mathforml.linalg.subspaces import column_space
from mathforml.linalg.triangular import solve_upper


def solve_least_squares(X: ArrayLike, y: ArrayLike) -> Array:
    """Theta of shape (n_features,) with the least ``|X theta - y|^2``, by Householder's QR.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        Independent columns: none is a combination of others up to rounding, as some always are
        with fewer rows than columns. For an intercept, give X a column of ones.
    y : ndarray of shape (n_samples,)

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


@parameters_like(solve_least_squares)
def solve_normal_equations(X: ArrayLike, y: ArrayLike) -> Array:
    """Theta of shape (n_features,) from the normal equations, ``X^T X theta = X^T y``.

    About twice as many digits are lost as by `solve_least_squares`, and columns are refused when
    their squares are dependent up to rounding.
    """
    X, y = _checked(X, y)
    with np.errstate(over="ignore", invalid="ignore"):  # reported as not finite
        return solve_positive_definite(X.T @ X, X.T @ y, name="X^T X")


def solve_minimum_norm(X: ArrayLike, y: ArrayLike) -> Array:
    """Of all theta with the least ``|X theta - y|^2``, the one with the least ``|theta|``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        Of any shape and any rank. Numbers, also of y, of at most 1e150.
    y : ndarray of shape (n_samples,) or (n_samples, n_targets)

    Returns
    -------
    ndarray of shape (n_features,) or (n_features, n_targets)
        Refused when X is so small beside y that it is not finite.
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


def project(A: ArrayLike, b: ArrayLike) -> Array:
    """Closest point to b among the combinations of the columns of A, ``p = Q Q^T b``.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        Numbers of at most 1e300. A column that is a combination of others adds nothing.
    b : ndarray of shape (n_rows,) or (n_rows, n_vectors)

    Returns
    -------
    ndarray of the shape of `b`

    Examples
    --------
    >>> project([[2.0], [1.0]], [3.0, 4.0]).round(10)
    array([4., 2.])
    """
    A, b = as_matrix(A, "A"), as_columns(b, "b")
    same_length(A=A, b=b)
    Q = column_space(A)
    return Q @ (Q.T @ b)


@parameters_like(project)
def projection_matrix(A: ArrayLike) -> Array:
    """Matrix ``P = Q Q^T`` of shape (n_rows, n_rows) that projects on combinations of columns."""
    Q = column_space(A)
    return Q @ Q.T


def _checked(X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    X, y = as_examples(X, y)
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
