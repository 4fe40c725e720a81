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
from functools import partial

import numpy as np

from mathforml._checks import fraction, positive
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Batch, Gradient, Loss, Memory, Schedule
from mathforml.optimize import adagrad
from mathforml.optimize.walk import Step, walk


@parameters_like(adagrad.rule)
def rule(grad: Array, memory: Memory, t: int, *, beta: float, eps: float) -> tuple[Array, Memory]:
    """Direction of the gradient, each entry divided by the root of its mean square.

    Parameters
    ----------
    beta : float, from 0 up to 1
        How much of the mean square is kept from one step to the next.
    """
    (mean_square,) = memory
    mean_square = beta * mean_square + (1 - beta) * grad**2
    return grad / (np.sqrt(mean_square) + eps), (mean_square,)


@parameters_like(walk, rule)
def rmsprop(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    *,
    eta: float | Schedule,
    beta: float = 0.9,
    eps: float = 1e-8,
    batches: Iterable[Batch] | None = None,
) -> Iterator[Step]:
    """Walk downhill, each entry of the gradient divided by the root of its mean square.

    The steps remember `mean_square`.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> steps = rmsprop(lambda t: 12 * t[0], lambda t: 12 + 0 * t, [8.0], eta=0.8, beta=0.36)
    >>> column(take(steps, 3), "theta")[:, 0].round(3)
    array([8.   , 7.   , 6.143])
    """
    scaled = partial(rule, beta=fraction(beta, "beta"), eps=positive(eps, "eps"))
    return walk(loss, grad, theta0, scaled, eta=eta, memory=("mean_square",), batches=batches)
