"""Gradient descent: step against the gradient, the direction in which the loss falls fastest.

::

    theta <- theta - eta grad(theta)

On a quadratic whose Hessian has eigenvalues lambda_i, the error along eigenvector i is multiplied
by ``1 - eta lambda_i`` in every step. So the walk converges from every start exactly when
``eta < 2 / L``, with L the largest eigenvalue.

References
----------
Cauchy, A. (1847). Méthode générale pour la résolution des systèmes d'équations simultanées.
Comptes Rendus 25, 536-538.

Boyd, S. and Vandenberghe, L. (2004). Convex Optimization. Cambridge University Press. Section 9.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from mathforml._checks import as_parameters, callables
from mathforml._types import Array, ArrayLike, Gradient, Loss, Schedule
from mathforml.optimize._evaluate import evaluate
from mathforml.optimize.schedules import as_schedule


class GradientStep(NamedTuple):
    """One step of gradient descent.

    Attributes
    ----------
    step : int
        The number of updates so far; 0 is the start.
    theta : ndarray of shape (n_parameters,)
        The parameters after that many updates.
    loss : float
        The loss at `theta`.
    grad_norm : float
        The length of the gradient at `theta`.
    """

    step: int
    theta: Array
    loss: float
    grad_norm: float


def gradient_descent(
    loss: Loss, grad: Gradient, theta0: ArrayLike, *, eta: float | Schedule
) -> Iterator[GradientStep]:
    """Walk downhill: ``theta <- theta - eta grad(theta)``, without end.

    Parameters
    ----------
    loss : callable
        The loss, a number, as a function of theta, of shape (n_parameters,).
    grad : callable
        The gradient of the loss, of shape (n_parameters,), as a function of theta.
    theta0 : ndarray of shape (n_parameters,)
        The start. One number is a start with one parameter.
    eta : float or callable
        The step size, positive, or a function that gives it for step 0, 1, 2, ...

    Yields
    ------
    GradientStep
        Step 0 is the start itself. Every step has arrays of its own.

    Raises
    ------
    TypeError, ValueError
        At the call, if an argument is not as above; during the walk, if `loss`, `grad` or `eta`
        gives something else.
    DivergenceError
        During the walk, at the first step whose loss or gradient is not finite. Until then a walk
        that grows goes on: for a step size just above the limit that takes many steps.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> steps = take(gradient_descent(lambda t: t @ t, lambda t: 2 * t, [8.0], eta=0.25), 4)
    >>> column(steps, "loss")
    array([64., 16.,  4.,  1.])
    """
    callables(loss=loss, grad=grad)
    return _descend(loss, grad, as_parameters(theta0), as_schedule(eta))


def _descend(loss: Loss, grad: Gradient, theta: Array, eta: Schedule) -> Iterator[GradientStep]:
    for step in count():
        here = evaluate(loss, grad, theta, step=step, eta=eta)
        yield GradientStep(step, theta.copy(), here.loss, here.grad_norm)
        theta = theta - eta(step) * here.grad
