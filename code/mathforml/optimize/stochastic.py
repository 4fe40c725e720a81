"""Stochastic gradient descent: step against the gradient of a few examples instead of all.

::

    theta <- theta - eta (1/|B|) sum_{i in B} grad l_i(theta)

The batch B is drawn without replacement until every example has been used; that is one epoch. Then
the order is drawn again. A batch's gradient is right on average, and costs ``|B| / n`` of the
full one.

Every method can look at a part of the data in each step: with batches it asks for loss and
gradient of the next one, ``loss(theta, *batch)``. A few examples at a time make it stochastic; a
task that changes from step to step makes it online::

    all data      loss(theta)            no batches
    mini-batches  loss(theta, X, y)      (X, y), a few rows at a time
    online        loss(theta, c)         (c,), whatever comes next

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

from mathforml._checks import as_examples, as_generator, whole
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Gradient, Loss, Schedule
from mathforml.optimize.gradient_descent import rule
from mathforml.optimize.walk import walk


class StochasticStep(NamedTuple):
    """One step of stochastic gradient descent."""

    step: int  #: as in `Step`
    theta: Array  #: as in `Step`
    loss: float  #: as in `Step`, of the next mini-batch only
    grad_norm: float  #: as in `Step`, of the next mini-batch only
    #: How many gradients of an example it took to come to `theta`: 0 at the start, `n_samples`
    #: after one epoch.
    examples: int


def mini_batches(
    X: ArrayLike, y: ArrayLike, *, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """A few examples at a time, in a random order, without end.

    Rows of X, of shape (batch_size, n_features), and those of y. The last batch of an epoch is
    smaller when `n_samples` is not a multiple.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    batch_size : int, from 1 to n_samples
    rng : numpy.random.Generator

    Examples
    --------
    >>> from mathforml.iteration import take
    >>> X, y = [[1.0], [2.0], [3.0]], [10.0, 20.0, 30.0]
    >>> batches = mini_batches(X, y, batch_size=2, rng=np.random.default_rng(0))
    >>> [rows.tolist() for _, rows in take(batches, 4)]
    [[30.0, 10.0], [20.0], [30.0, 20.0], [10.0]]
    """
    as_generator(rng)
    X, y = as_examples(X, y)
    if whole(batch_size, "batch_size", minimum=1) > len(y):
        raise ValueError(
            f"batch_size must be at most the number of rows, {len(y)}, got {batch_size}"
        )

    def batches() -> Iterator[tuple[Array, Array]]:
        while True:
            order = rng.permutation(len(y))
            for start in range(0, len(y), batch_size):
                rows = order[start : start + batch_size]
                yield X[rows], y[rows]

    return batches()


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
    loss, grad : callable
        The mean loss over the rows of X and y, ``loss(theta, X, y)``, and its gradient.

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
