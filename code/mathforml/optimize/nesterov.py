"""Nesterov's momentum: look ahead to where the velocity will carry, and take the gradient there.

::

    velocity <- beta velocity + grad(theta)
    theta    <- theta - eta (grad(theta) + beta velocity)

The second line moves by the velocity as the *next* step will have it before its own gradient
counts. So `theta` runs ahead: the point behind it, ``theta + eta beta velocity``, makes the plain
steps ``-eta velocity`` of momentum, each with the gradient at the point ahead. With a constant eta
both are the same walk, written about different points (Sutskever et al., section 2). A gradient
that has turned brakes one step sooner than in plain momentum.

On a quadratic, the error along an eigenvector with eigenvalue lambda obeys
``e_{t+1} = (1 - eta lambda) ((1 + beta) e_t - beta e_{t-1})``. With eta = 1 / L and
``beta = (sqrt(kappa) - 1) / (sqrt(kappa) + 1)`` it shrinks in the long run by
``1 - 1 / sqrt(kappa)`` a step.

References
----------
Nesterov, Y. (1983). A method of solving a convex programming problem with convergence rate
O(1/k^2). Soviet Mathematics Doklady 27(2), 372-376.

Sutskever, I., Martens, J., Dahl, G. and Hinton, G. (2013). On the importance of initialization and
momentum in deep learning. Proceedings of ICML, PMLR 28(3), 1139-1147.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from mathforml._checks import as_parameters, callables, fraction
from mathforml._types import Array, ArrayLike, Batch, Gradient, Loss, Schedule
from mathforml.optimize._evaluate import evaluate
from mathforml.optimize.batches import as_batches
from mathforml.optimize.momentum import MomentumStep
from mathforml.optimize.schedules import as_schedule


def nesterov(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    *,
    eta: float | Schedule,
    beta: float = 0.9,
    batches: Iterable[Batch] | None = None,
) -> Iterator[MomentumStep]:
    """Walk downhill, the gradient one look ahead: ``theta - eta (grad + beta velocity)``.

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
    beta : float, default 0.9
        How much of the velocity is kept from one step to the next, from 0 up to 1.
    batches : iterable of tuple, optional
        Data for each step, such as `mini_batches`; then `loss` and `grad` are called with them
        after theta, and the walk ends with them. Without, every step sees the same loss.

    Yields
    ------
    MomentumStep
        Step 0 is the start itself. Every step has arrays of its own.

    Raises
    ------
    TypeError, ValueError
        At the call, if an argument is not as above; during the walk, if `loss`, `grad` or `eta`
        gives something else.
    DivergenceError
        During the walk, at the first step whose loss or gradient is not finite.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> walk = nesterov(lambda t: t @ t / 2, lambda t: t, [8.0], eta=0.5, beta=0.5)
    >>> column(take(walk, 4), "theta")[:, 0]
    array([ 8.   ,  2.   , -0.5  , -0.875])
    """
    callables(loss=loss, grad=grad)
    beta, batches = fraction(beta, "beta"), as_batches(batches)
    return _descend(loss, grad, as_parameters(theta0), as_schedule(eta), beta, batches)


def _descend(
    loss: Loss, grad: Gradient, theta: Array, eta: Schedule, beta: float, batches: Iterator[Batch]
) -> Iterator[MomentumStep]:
    velocity = np.zeros_like(theta)
    for step, batch in enumerate(batches):
        here = evaluate(loss, grad, theta, *batch, step=step, eta=eta)
        state = theta.copy(), here.loss, here.grad_norm, velocity.copy()
        yield MomentumStep(step, *state)
        velocity = beta * velocity + here.grad
        theta = theta - eta(step) * (here.grad + beta * velocity)
