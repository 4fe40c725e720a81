"""AdaGrad: a step size for each parameter, divided by the gradients that it has seen.

::

    sum_squares <- sum_squares + grad(theta)^2
    theta       <- theta - eta grad(theta) / (sqrt(sum_squares) + eps)

Squares, root and division go entry by entry. A parameter with large gradients gets small steps,
one with rare or small gradients large ones; so the units of the parameters hardly matter. The sum
can only grow, so that the steps shrink: with n equal gradients, step n has the length
eta / sqrt(n).

PyTorch's Adagrad does the same, with eps = 1e-10.

References
----------
Duchi, J., Hazan, E. and Singer, Y. (2011). Adaptive Subgradient Methods for Online Learning and
Stochastic Optimization. Journal of Machine Learning Research 12, 2121-2159.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_parameters, callables, positive
from mathforml._types import Array, ArrayLike, Batch, Gradient, Loss, Schedule
from mathforml.optimize._evaluate import SQUARABLE, evaluate
from mathforml.optimize.batches import as_batches
from mathforml.optimize.schedules import as_schedule


class AdagradStep(NamedTuple):
    """One step of AdaGrad.

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
    sum_squares : ndarray of shape (n_parameters,)
        The sum of the squared gradients so far, entry by entry; zero at the start.
    """

    step: int
    theta: Array
    loss: float
    grad_norm: float
    sum_squares: Array


def adagrad(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    *,
    eta: float | Schedule,
    eps: float = 1e-8,
    batches: Iterable[Batch] | None = None,
) -> Iterator[AdagradStep]:
    """Walk downhill, each entry of the gradient divided by the root of its sum of squares.

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
    eps : float, default 1e-8
        A small positive number that keeps the division from being one by zero.
    batches : iterable of tuple, optional
        Data for each step, such as `mini_batches`; then `loss` and `grad` are called with them
        after theta, and the walk ends with them. Without, every step sees the same loss.

    Yields
    ------
    AdagradStep
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
    >>> walk = adagrad(lambda t: 12 * t[0], lambda t: 12 + 0 * t, [8.0], eta=2.0)
    >>> column(take(walk, 5), "theta")[:, 0].round(3)
    array([8.   , 6.   , 4.586, 3.431, 2.431])
    """
    callables(loss=loss, grad=grad)
    eps, batches = positive(eps, "eps"), as_batches(batches)
    return _descend(loss, grad, as_parameters(theta0), as_schedule(eta), eps, batches)


def _descend(
    loss: Loss, grad: Gradient, theta: Array, eta: Schedule, eps: float, batches: Iterator[Batch]
) -> Iterator[AdagradStep]:
    sum_squares = np.zeros_like(theta)
    limits = {"eta": eta, "largest": SQUARABLE}
    for step, batch in enumerate(batches):
        here = evaluate(loss, grad, theta, *batch, step=step, **limits)
        state = theta.copy(), here.loss, here.grad_norm, sum_squares.copy()
        yield AdagradStep(step, *state)
        sum_squares = sum_squares + here.grad**2
        theta = theta - eta(step) * here.grad / (np.sqrt(sum_squares) + eps)
