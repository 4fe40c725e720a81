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

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_matrix, as_real, as_symmetric, as_vector, same_length
from mathforml._types import Array, ArrayLike, Gradient, Hessian, Loss


class Objective(NamedTuple):
    """A function to minimise, with its first and second derivatives.

    Attributes
    ----------
    loss : callable
        The value, a float, as a function of theta.
    grad : callable
        The gradient, of shape (n_parameters,), as a function of theta.
    hess : callable
        The Hessian, of shape (n_parameters, n_parameters), as a function of theta.
    """

    loss: Loss
    grad: Gradient
    hess: Hessian


def mse_loss(theta: ArrayLike, X: ArrayLike, y: ArrayLike) -> float:
    """Mean squared error of the linear model, ``(1/n) |X theta - y|^2``.

    Parameters
    ----------
    theta : ndarray of shape (n_features,)
        The parameters. They may be infinite, as at the end of a walk that diverges: so is the
        loss, then.
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row. For an intercept, give X a column of ones.
    y : ndarray of shape (n_samples,)
        The observed outputs.

    Returns
    -------
    float
        The loss.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit each other, or `X` or `y` does not hold finite numbers.

    Examples
    --------
    >>> mse_loss([2.0], X=[[1.0], [3.0]], y=[2.0, 4.0])
    2.0
    """
    return _mse_loss(*_checked(theta, X, y))


def mse_grad(theta: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    """Gradient of the mean squared error, ``(2/n) X^T (X theta - y)``.

    Parameters
    ----------
    theta : ndarray of shape (n_features,)
        The parameters.
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row.
    y : ndarray of shape (n_samples,)
        The observed outputs.

    Returns
    -------
    ndarray of shape (n_features,)
        The gradient.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit each other, or `X` or `y` does not hold finite numbers.

    Examples
    --------
    >>> mse_grad([2.0], X=[[1.0], [3.0]], y=[2.0, 4.0])
    array([6.])
    """
    return _mse_grad(*_checked(theta, X, y))


def mse_hess(theta: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    """Hessian of the mean squared error, ``(2/n) X^T X``: the same at every theta.

    Parameters
    ----------
    theta : ndarray of shape (n_features,)
        The parameters.
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row.
    y : ndarray of shape (n_samples,)
        The observed outputs.

    Returns
    -------
    ndarray of shape (n_features, n_features)
        The Hessian. Its largest eigenvalue L limits the step size of gradient descent:
        ``eta < 2 / L``.

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit each other, or `X` or `y` does not hold finite numbers.

    Examples
    --------
    >>> mse_hess([2.0], X=[[1.0], [3.0]], y=[2.0, 4.0])
    array([[10.]])
    """
    theta, X, y = _checked(theta, X, y)
    return 2 / len(y) * (X.T @ X)


def mean_squared_error(X: ArrayLike, y: ArrayLike) -> Objective:
    """Mean squared error as a function of theta alone: the data are filled in.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row. They are copied.
    y : ndarray of shape (n_samples,)
        The observed outputs. They are copied.

    Returns
    -------
    Objective
        Loss, gradient and Hessian as functions of theta, of shape (n_features,).

    Raises
    ------
    TypeError, ValueError
        If the shapes do not fit each other, or an argument does not hold finite numbers.

    Examples
    --------
    >>> objective = mean_squared_error(X=[[1.0], [3.0]], y=[2.0, 4.0])
    >>> objective.loss([2.0]), objective.grad([2.0])
    (2.0, array([6.]))
    """
    X, y = as_matrix(X, "X").copy(), as_vector(y, "y").copy()
    same_length(X=X, y=y)
    return Objective(
        # X and y are checked by now: a walk of a thousand steps need not check them each time
        loss=lambda theta: _mse_loss(_fitting(theta, X), X, y),
        grad=lambda theta: _mse_grad(_fitting(theta, X), X, y),
        hess=lambda theta: mse_hess(theta, X, y),
    )


def quadratic(A: ArrayLike, b: ArrayLike | None = None) -> Objective:
    """Quadratic function ``1/2 theta^T A theta - b^T theta``.

    Its gradient is ``A theta - b``, its Hessian ``A``.

    Parameters
    ----------
    A : ndarray of shape (n_parameters, n_parameters)
        A symmetric matrix. If it is positive definite, the minimum is where ``A theta = b``.
    b : ndarray of shape (n_parameters,), optional
        The linear part; zero when left out.

    Returns
    -------
    Objective
        Loss, gradient and Hessian as functions of theta.

    Raises
    ------
    TypeError, ValueError
        If `A` is not a symmetric matrix of finite numbers, or `b` or a theta does not fit it.

    Examples
    --------
    >>> bowl = quadratic([[2.0, 0.0], [0.0, 10.0]])
    >>> bowl.loss([1.0, 1.0]), bowl.grad([1.0, 1.0])
    (6.0, array([ 2., 10.]))
    """
    A = as_symmetric(A, "A").copy()
    b = np.zeros(len(A)) if b is None else as_vector(b, "b").copy()
    same_length(A=A, b=b)

    def loss(theta: ArrayLike) -> float:
        theta = _fitting(theta, A)
        return float(theta @ A @ theta / 2 - b @ theta)

    def grad(theta: ArrayLike) -> Array:
        return A @ _fitting(theta, A) - b

    def hess(theta: ArrayLike) -> Array:
        _fitting(theta, A)
        return A.copy()

    return Objective(loss, grad, hess)


def _mse_loss(theta: Array, X: Array, y: Array) -> float:
    residual = X @ theta - y
    return float(residual @ residual) / len(y)


def _mse_grad(theta: Array, X: Array, y: Array) -> Array:
    return 2 / len(y) * (X.T @ (X @ theta - y))


def _checked(theta: ArrayLike, X: ArrayLike, y: ArrayLike) -> tuple[Array, Array, Array]:
    X, y = as_matrix(X, "X"), as_vector(y, "y")
    same_length(X=X, y=y)
    return _fitting(theta, X), X, y


def _fitting(theta: ArrayLike, matrix: Array) -> Array:
    """Read theta, with a number for each column; a walk that diverges may bring infinite ones."""
    theta = as_real(theta, "theta")
    if theta.shape != matrix.shape[1:]:
        raise ValueError(f"theta must have shape {matrix.shape[1:]}, got shape {theta.shape}")
    return theta
