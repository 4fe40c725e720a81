"""Objectives: a loss as a function of its parameters, with gradient and Hessian.

The mean squared error of the linear model ``prediction = X theta`` is::

    loss(theta) = (1/n) |X theta - y|^2
    grad(theta) = (2/n) X^T (X theta - y)
    hess(theta) = (2/n) X^T X

References
----------
Deisenroth, M. P., Faisal, A. A. and Ong, C. S. (2020). Mathematics for Machine Learning. Cambridge
University Press. Section 9.2.

Boyd, S. and Vandenberghe, L. (2004). Convex Optimization. Cambridge University Press. Section
9.1.1.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple

from mathforml._checks import as_examples, as_matrix, as_real, as_vector, same_length
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Gradient, Hessian, Loss


class Objective(NamedTuple):
    """A function to minimise, with its first and second derivatives."""

    loss: Loss  #: the value, a float, as a function of theta
    grad: Gradient  #: its gradient, of shape (n_parameters,)
    hess: Hessian  #: its Hessian, of shape (n_parameters, n_parameters)


def _checked(formula: Callable) -> Callable:
    """Check theta, X and y before a formula, which stays at hand as `__wrapped__`."""

    @wraps(formula)
    def checked(theta: ArrayLike, X: ArrayLike, y: ArrayLike) -> float | Array:
        X, y = as_examples(X, y)
        return formula(_checked_theta(theta, X), X, y)

    return checked


@_checked
def mse_loss(theta: ArrayLike, X: ArrayLike, y: ArrayLike) -> float:
    """Mean squared error of the linear model, ``(1/n) |X theta - y|^2``.

    Parameters
    ----------
    theta : ndarray of shape (n_features,)
        It may be infinite, as at the end of a walk that diverges: so is the loss, then.
    X : ndarray of shape (n_samples, n_features)
        For an intercept, give X a column of ones.
    y : ndarray of shape (n_samples,)
    """
    residual = X @ theta - y
    return float(residual @ residual) / len(y)


@_checked
@parameters_like(mse_loss)
def mse_grad(theta: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    """Gradient of the mean squared error, ``(2/n) X^T (X theta - y)``, of shape (n_features,)."""
    return 2 / len(y) * (X.T @ (X @ theta - y))


@_checked
@parameters_like(mse_loss)
def mse_hess(theta: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    """Hessian of the mean squared error, ``(2/n) X^T X``, of shape (n_features, n_features).

    It is the same at every theta. Its largest eigenvalue L limits the step size of gradient
    descent: ``eta < 2 / L``.
    """
    return 2 / len(y) * (X.T @ X)


@parameters_like(mse_loss)
def mean_squared_error(X: ArrayLike, y: ArrayLike) -> Objective:
    """Mean squared error as a function of theta alone: copies of the data are filled in.

    Examples
    --------
    >>> objective = mean_squared_error(X=[[1.0], [3.0]], y=[2.0, 4.0])
    >>> objective.loss([2.0]), objective.grad([2.0])
    (2.0, array([6.]))
    """
    X, y = as_matrix(X, "X").copy(), as_vector(y, "y").copy()
    same_length(X=X, y=y)

    def of_theta(formula: Callable) -> Callable:
        # X and y are checked by now: a walk of a thousand steps need not check them each time
        return lambda theta: formula.__wrapped__(_checked_theta(theta, X), X, y)

    return Objective(of_theta(mse_loss), of_theta(mse_grad), of_theta(mse_hess))


def _checked_theta(theta: ArrayLike, matrix: Array) -> Array:
    """Read theta, with a number for each column; a walk that diverges may bring infinite ones."""
    theta = as_real(theta, "theta")
    if theta.shape != matrix.shape[1:]:
        raise ValueError(f"theta must have shape {matrix.shape[1:]}, got shape {theta.shape}")
    return theta
