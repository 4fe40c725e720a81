"""Adam: RMSprop with momentum, and both averages corrected for their start at zero.

::

    mean_grad   <- beta1 mean_grad + (1 - beta1) grad(theta)
    mean_square <- beta2 mean_square + (1 - beta2) grad(theta)^2
    m = mean_grad / (1 - beta1^t)
    s = mean_square / (1 - beta2^t)
    theta <- theta - eta m / (sqrt(s) + eps)

where t = 1, 2, ... counts the updates. After t updates the weights of an average add up to
1 - beta^t instead of 1; the division makes up for that. So the first step has the length eta in
every parameter, whatever its gradient.

PyTorch's Adam does the same. scikit-learn's adds eps before the correction of the root.

References
----------
Kingma, D. P. and Ba, J. (2015). Adam: A Method for Stochastic Optimization. International
Conference on Learning Representations. Algorithm 1.
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
def rule(
    grad: Array, memory: Memory, t: int, *, beta1: float, beta2: float, eps: float
) -> tuple[Array, Memory]:
    """Direction of the mean gradient over the root of the mean square, both corrected.

    Parameters
    ----------
    beta1, beta2 : float, from 0 up to 1
        How much of the mean of the gradients, and of the mean of their squares, is kept from one
        step to the next.
    """
    mean_grad, mean_square = memory
    mean_grad = beta1 * mean_grad + (1 - beta1) * grad
    mean_square = beta2 * mean_square + (1 - beta2) * grad**2
    m = mean_grad / (1 - beta1**t)
    s = mean_square / (1 - beta2**t)
    return m / (np.sqrt(s) + eps), (mean_grad, mean_square)


@parameters_like(walk, rule)
def adam(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    *,
    eta: float | Schedule,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    batches: Iterable[Batch] | None = None,
) -> Iterator[Step]:
    """Walk by the mean gradient over the root of the mean square, both corrected.

    The steps remember `mean_grad` and `mean_square`, not corrected.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> steps = adam(lambda t: t @ t / 2, lambda t: t, [8.0], eta=0.5)
    >>> column(take(steps, 4), "theta")[:, 0].round(4)
    array([8.    , 7.5   , 7.0011, 6.5041])
    """
    beta1, beta2 = fraction(beta1, "beta1"), fraction(beta2, "beta2")
    corrected = partial(rule, beta1=beta1, beta2=beta2, eps=positive(eps, "eps"))
    memory = "mean_grad", "mean_square"
    return walk(loss, grad, theta0, corrected, eta=eta, memory=memory, batches=batches)
