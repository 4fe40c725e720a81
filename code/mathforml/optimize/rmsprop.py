"""RMSprop: AdaGrad that forgets, so that its steps need not shrink for ever.

::

    mean_square <- beta mean_square + (1 - beta) grad(theta)^2
    theta       <- theta - eta grad(theta) / (sqrt(mean_square) + eps)

The sum of squares became a moving average: a square that is k steps old counts beta^k. The average
starts at zero, so it is too small at first, and the first steps are long: the very first has the
length ``eta / sqrt(1 - beta)`` for every parameter, whatever its gradient.

PyTorch's RMSprop does the same; it calls beta `alpha`, and takes 0.99 unless told otherwise.

References
----------
Tieleman, T. and Hinton, G. (2012). Lecture 6.5: RMSProp. COURSERA: Neural Networks for Machine
Learning.

Goodfellow, I., Bengio, Y. and Courville, A. (2016). Deep Learning. MIT Press. Algorithm 8.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_parameters, callables, fraction, positive
from mathforml._types import Array, ArrayLike, Batch, Gradient, Loss, Schedule
from mathforml.optimize._evaluate import SQUARABLE, evaluate
from mathforml.optimize.batches import as_batches
from mathforml.optimize.schedules import as_schedule


class RMSpropStep(NamedTuple):
    """One step of RMSprop.

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
    mean_square : ndarray of shape (n_parameters,)
        The moving average of the squared gradients, entry by entry; zero at the start.
    """

    step: int
    theta: Array
    loss: float
    grad_norm: float
    mean_square: Array


def rmsprop(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    *,
    eta: float | Schedule,
    beta: float = 0.9,
    eps: float = 1e-8,
    batches: Iterable[Batch] | None = None,
) -> Iterator[RMSpropStep]:
    """Walk downhill, each entry of the gradient divided by the root of its mean square.

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
        How much of the average is kept from one step to the next, from 0 up to 1.
    eps : float, default 1e-8
        A small positive number that keeps the division from being one by zero.
    batches : iterable of tuple, optional
        Data for each step, such as `mini_batches`; then `loss` and `grad` are called with them
        after theta, and the walk ends with them. Without, every step sees the same loss.

    Yields
    ------
    RMSpropStep
        Step 0 is the start itself. Every step has arrays of its own.

    Raises
    ------
    TypeError, ValueError
        At the call, if an argument is not as above; during the walk, if `loss`, `grad` or `eta`
        gives something else.
    DivergenceError
        During the walk, at the first step whose loss or gradient is not finite, or whose gradient
        is too large to be squared.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> walk = rmsprop(lambda t: 12 * t[0], lambda t: 12 + 0 * t, [8.0], eta=0.8, beta=0.36)
    >>> column(take(walk, 3), "theta")[:, 0].round(3)
    array([8.   , 7.   , 6.143])
    """
    callables(loss=loss, grad=grad)
    beta, eps = fraction(beta, "beta"), positive(eps, "eps")
    return _descend(
        loss, grad, as_parameters(theta0), as_schedule(eta), beta, eps, as_batches(batches)
    )


def _descend(
    loss: Loss,
    grad: Gradient,
    theta: Array,
    eta: Schedule,
    beta: float,
    eps: float,
    batches: Iterator[Batch],
) -> Iterator[RMSpropStep]:
    mean_square = np.zeros_like(theta)
    limits = {"eta": eta, "largest": SQUARABLE}
    for step, batch in enumerate(batches):
        here = evaluate(loss, grad, theta, *batch, step=step, **limits)
        state = theta.copy(), here.loss, here.grad_norm, mean_square.copy()
        yield RMSpropStep(step, *state)
        mean_square = beta * mean_square + (1 - beta) * here.grad**2
        theta = theta - eta(step) * here.grad / (np.sqrt(mean_square) + eps)
