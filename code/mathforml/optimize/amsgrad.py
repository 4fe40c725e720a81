"""AMSGrad: Adam whose memory of the largest mean square never fades.

::

    mean_grad   <- beta1 mean_grad + (1 - beta1) grad(theta)
    mean_square <- beta2 mean_square + (1 - beta2) grad(theta)^2
    largest     <- max(largest, mean_square)
    m = mean_grad / (1 - beta1^t)
    s = largest / (1 - beta2^t)
    theta <- theta - eta m / (sqrt(s) + eps)

where t = 1, 2, ... counts the updates, and the maximum goes entry by entry. Adam forgets a large
gradient that comes rarely, and so gives small ones that come often too much weight; on some convex
problems it walks away from the minimum for ever. With the maximum it does not.

This is PyTorch's Adam with ``amsgrad=True``; the paper has no correction of the averages.

References
----------
Reddi, S. J., Kale, S. and Kumar, S. (2018). On the Convergence of Adam and Beyond. International
Conference on Learning Representations. Algorithm 2.
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


class AMSGradStep(NamedTuple):
    """One step of AMSGrad.

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
    mean_grad : ndarray of shape (n_parameters,)
        The moving average of the gradients, not corrected; zero at the start.
    largest : ndarray of shape (n_parameters,)
        The largest moving average of the squared gradients so far, entry by entry.
    """

    step: int
    theta: Array
    loss: float
    grad_norm: float
    mean_grad: Array
    largest: Array


def amsgrad(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    *,
    eta: float | Schedule,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    batches: Iterable[Batch] | None = None,
) -> Iterator[AMSGradStep]:
    """Walk by the mean gradient over the root of the largest mean square so far.

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
    beta1 : float, default 0.9
        How much of the mean of the gradients is kept from one step to the next, from 0 up to 1.
    beta2 : float, default 0.999
        The same for the mean of their squares.
    eps : float, default 1e-8
        A small positive number that keeps the division from being one by zero.
    batches : iterable of tuple, optional
        Data for each step, such as `mini_batches`; then `loss` and `grad` are called with them
        after theta, and the walk ends with them. Without, every step sees the same loss.

    Yields
    ------
    AMSGradStep
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
    >>> def loss(theta, c):
    ...     return c * theta[0]
    >>> def grad(theta, c):
    ...     return np.array([c])
    >>> rarely_large = [(9.0,), (1.0,)] * 2
    >>> walk = amsgrad(loss, grad, [8.0], eta=0.5, beta2=0.5, batches=rarely_large)
    >>> column(take(walk, 4), "largest")[:, 0]
    array([ 0.   , 40.5  , 40.5  , 50.875])
    """
    callables(loss=loss, grad=grad)
    beta1, beta2 = fraction(beta1, "beta1"), fraction(beta2, "beta2")
    settings = (as_schedule(eta), beta1, beta2, positive(eps, "eps"))
    return _descend(loss, grad, as_parameters(theta0), *settings, as_batches(batches))


def _descend(
    loss: Loss,
    grad: Gradient,
    theta: Array,
    eta: Schedule,
    beta1: float,
    beta2: float,
    eps: float,
    batches: Iterator[Batch],
) -> Iterator[AMSGradStep]:
    mean_grad, mean_square = np.zeros_like(theta), np.zeros_like(theta)
    largest = np.zeros_like(theta)
    limits = {"eta": eta, "largest": SQUARABLE}
    for step, batch in enumerate(batches):
        here = evaluate(loss, grad, theta, *batch, step=step, **limits)
        state = here.loss, here.grad_norm, mean_grad.copy(), largest.copy()
        yield AMSGradStep(step, theta.copy(), *state)
        mean_grad = beta1 * mean_grad + (1 - beta1) * here.grad
        mean_square = beta2 * mean_square + (1 - beta2) * here.grad**2
        largest = np.maximum(largest, mean_square)
        m = mean_grad / (1 - beta1 ** (step + 1))
        s = largest / (1 - beta2 ** (step + 1))
        theta = theta - eta(step) * m / (np.sqrt(s) + eps)
