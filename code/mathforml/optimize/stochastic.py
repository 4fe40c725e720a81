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

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Gradient, Loss, Schedule
from mathforml.optimize.batches import mini_batches
from mathforml.optimize.gradient_descent import rule
from mathforml.optimize.walk import walk


class StochasticStep(NamedTuple):
    """One step of stochastic gradient descent.

    Attributes
    ----------
    step : int
        The number of updates so far; 0 is the start.
    theta : ndarray of shape (n_parameters,)
    loss, grad_norm : float
        Those of the next mini-batch only.
    examples : int
        The number of example gradients that it took to come to `theta`: 0 at the start,
        `n_samples` after one epoch.
    """

    step: int
    theta: Array
    loss: float
    grad_norm: float
    examples: int


@parameters_like(walk, mini_batches)
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

    Yields
    ------
    StochasticStep
        Step 0 is the start itself.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> from mathforml.optimize.objectives import mse_grad, mse_loss
    >>> X, y, rng = np.ones((5, 1)), np.full(5, 3.0), np.random.default_rng(0)
    >>> steps = stochastic_gradient_descent(
    ...     mse_loss, mse_grad, X, y, [0.0], eta=0.25, batch_size=2, rng=rng
    ... )
    >>> steps = take(steps, 4)
    >>> column(steps, "examples"), column(steps, "theta")[:, 0]
    (array([0, 2, 4, 5]), array([0.   , 1.5  , 2.25 , 2.625]))
    """
    batches, n_samples = mini_batches(X, y, batch_size=batch_size, rng=rng), len(y)
    per_epoch = math.ceil(n_samples / batch_size)

    def examples(step: int) -> int:
        epochs, more = divmod(step, per_epoch)
        return epochs * n_samples + more * batch_size

    steps = walk(loss, grad, theta0, rule, eta=eta, batches=batches)
    return (StochasticStep(*step[:4], examples(step.step)) for step in steps)
