"""Stochastic gradient descent: step against the gradient of a few examples instead of all.

::

    theta <- theta - eta (1/|B|) sum_{i in B} grad l_i(theta)

The batch B is drawn without replacement until every example has been used; that is one epoch. Then
the order is drawn again. A batch's gradient is right on average, and costs ``|B| / n`` of the
full one.

References
----------
Robbins, H. and Monro, S. (1951). A Stochastic Approximation Method. Annals of Mathematical
Statistics 22(3), 400-407.

Bottou, L., Curtis, F. E. and Nocedal, J. (2018). Optimization Methods for Large-Scale Machine
Learning. SIAM Review 60(2), 223-311. Sections 3 and 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_parameters, callables
from mathforml._types import Array, ArrayLike, Gradient, Loss, Schedule
from mathforml.optimize._evaluate import evaluate
from mathforml.optimize.batches import mini_batches
from mathforml.optimize.schedules import as_schedule


class StochasticStep(NamedTuple):
    """One step of stochastic gradient descent.

    Attributes
    ----------
    step : int
        The number of updates so far; 0 is the start.
    theta : ndarray of shape (n_parameters,)
        The parameters after that many updates.
    loss : float
        The loss at `theta` of the next mini-batch only.
    grad_norm : float
        The length of the gradient at `theta` of the same mini-batch: the gradient of the next
        update.
    examples : int
        The number of example gradients that it took to come to `theta`: 0 at the start,
        `n_samples` after one epoch.
    """

    step: int
    theta: Array
    loss: float
    grad_norm: float
    examples: int


def stochastic_gradient_descent(
    loss: Loss,
    grad: Gradient,
    X: ArrayLike,
    y: ArrayLike,
    theta0: ArrayLike,
    *,
    eta: float | Schedule,
    batch_size: int = 1,
    rng: np.random.Generator,
) -> Iterator[StochasticStep]:
    """Walk downhill on a few examples at a time, without end.

    Parameters
    ----------
    loss : callable
        The mean loss ``loss(theta, X, y)`` over the rows of X and y, a number.
    grad : callable
        Its gradient ``grad(theta, X, y)`` with respect to theta, of shape (n_parameters,).
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row.
    y : ndarray of shape (n_samples,)
        The observed outputs.
    theta0 : ndarray of shape (n_parameters,)
        The start. One number is a start with one parameter.
    eta : float or callable
        The step size, positive, or a function that gives it for step 0, 1, 2, ...
    batch_size : int, default 1
        The number of examples for each step, at most `n_samples`. The last batch of an epoch is
        smaller when `n_samples` is not a multiple.
    rng : numpy.random.Generator
        The source of chance.

    Yields
    ------
    StochasticStep
        Step 0 is the start: `theta0`, no example used yet, and the loss and gradient norm that the
        first mini-batch has there. Every step has arrays of its own.

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
    >>> from mathforml.optimize.objectives import mse_grad, mse_loss
    >>> X, y, rng = np.ones((5, 1)), np.full(5, 3.0), np.random.default_rng(0)
    >>> walk = stochastic_gradient_descent(
    ...     mse_loss, mse_grad, X, y, [0.0], eta=0.25, batch_size=2, rng=rng
    ... )
    >>> steps = take(walk, 4)
    >>> column(steps, "examples"), column(steps, "theta")[:, 0]
    (array([0, 2, 4, 5]), array([0.   , 1.5  , 2.25 , 2.625]))
    """
    callables(loss=loss, grad=grad)
    batches = mini_batches(X, y, batch_size=batch_size, rng=rng)
    return _descend(loss, grad, as_parameters(theta0), as_schedule(eta), batches)


def _descend(
    loss: Loss,
    grad: Gradient,
    theta: Array,
    eta: Schedule,
    batches: Iterator[tuple[Array, Array]],
) -> Iterator[StochasticStep]:
    examples = 0
    for step, (X, y) in enumerate(batches):
        here = evaluate(loss, grad, theta, X, y, step=step, eta=eta)
        yield StochasticStep(step, theta.copy(), here.loss, here.grad_norm, examples)
        theta = theta - eta(step) * here.grad
        examples += len(y)
