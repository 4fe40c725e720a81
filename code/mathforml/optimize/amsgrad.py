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
from functools import partial

import numpy as np

from mathforml._checks import fraction, positive
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Batch, Gradient, Loss, Memory, Schedule
from mathforml.optimize import adam
from mathforml.optimize.walk import Step, walk


@parameters_like(adam.rule)
def rule(
    grad: Array, memory: Memory, t: int, *, beta1: float, beta2: float, eps: float
) -> tuple[Array, Memory]:
    """Direction of the mean gradient over the root of the largest mean square so far."""
    mean_grad, mean_square, largest = memory
    mean_grad = beta1 * mean_grad + (1 - beta1) * grad
    mean_square = beta2 * mean_square + (1 - beta2) * grad**2
    largest = np.maximum(largest, mean_square)
    m = mean_grad / (1 - beta1**t)
    s = largest / (1 - beta2**t)
    return m / (np.sqrt(s) + eps), (mean_grad, mean_square, largest)


@parameters_like(walk, rule)
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
) -> Iterator[Step]:
    """Walk by the mean gradient over the root of the largest mean square so far.

    The steps remember `mean_grad`, `mean_square` and `largest`, not corrected.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> def loss(theta, c):
    ...     return c * theta[0]
    >>> def grad(theta, c):
    ...     return np.array([c])
    >>> rarely_large = [(9.0,), (1.0,)] * 2
    >>> steps = amsgrad(loss, grad, [8.0], eta=0.5, beta2=0.5, batches=rarely_large)
    >>> column(steps, "memory.largest")[:, 0]
    array([ 0.   , 40.5  , 40.5  , 50.875])
    """
    beta1, beta2 = fraction(beta1, "beta1"), fraction(beta2, "beta2")
    corrected = partial(rule, beta1=beta1, beta2=beta2, eps=positive(eps, "eps"))
    memory = "mean_grad", "mean_square", "largest"
    return walk(loss, grad, theta0, corrected, eta=eta, memory=memory, batches=batches)
