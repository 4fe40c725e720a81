"""Momentum: gradient descent with a memory, like a ball that keeps rolling.

::

    velocity <- beta velocity + grad(theta)
    theta    <- theta - eta velocity

The velocity is a sum of all gradients so far, in which one that is k steps old counts beta^k.
Gradients that agree add up, to at most 1 / (1 - beta) times one of them; those that change their
sign in every step cancel. With beta = 0 it is gradient descent.

On a quadratic, the error along an eigenvector with eigenvalue lambda obeys
``e_{t+1} = (1 + beta - eta lambda) e_t - beta e_{t-1}``. It converges for 0 <= beta < 1 exactly
when ``0 < eta lambda < 2 (1 + beta)``. With the eigenvalues between mu and L and kappa = L / mu,
the best choice is ``eta = 4 / (sqrt(L) + sqrt(mu))^2`` and
``beta = ((sqrt(kappa) - 1) / (sqrt(kappa) + 1))^2``. The error then shrinks in the long run by
sqrt(beta) a step: the number of steps grows as sqrt(kappa), where gradient descent needs kappa.

As in PyTorch, eta multiplies the velocity when it is used. In scikit-learn and in the papers the
velocity is a sum of steps ``-eta grad``: the same walk as long as eta is constant.

References
----------
Polyak, B. T. (1964). Some methods of speeding up the convergence of iteration methods. USSR
Computational Mathematics and Mathematical Physics 4(5), 1-17.

Goh, G. (2017). Why Momentum Really Works. Distill. doi:10.23915/distill.00006.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_parameters, callables, fraction
from mathforml._types import Array, ArrayLike, Batch, Gradient, Loss, Schedule
from mathforml.optimize._evaluate import evaluate
from mathforml.optimize.batches import as_batches
from mathforml.optimize.schedules import as_schedule


class MomentumStep(NamedTuple):
    """One step of gradient descent with momentum.

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
    velocity : ndarray of shape (n_parameters,)
        The fading sum of the gradients so far; zero at the start.
    """

    step: int
    theta: Array
    loss: float
    grad_norm: float
    velocity: Array


def momentum(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    *,
    eta: float | Schedule,
    beta: float = 0.9,
    batches: Iterable[Batch] | None = None,
) -> Iterator[MomentumStep]:
    """Walk downhill with momentum: ``theta <- theta - eta velocity``, without end.

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
    >>> walk = momentum(lambda t: t @ t / 2, lambda t: t, [8.0], eta=0.5, beta=0.5)
    >>> column(take(walk, 4), "theta")[:, 0]
    array([ 8.,  4.,  0., -2.])
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
        theta = theta - eta(step) * velocity
