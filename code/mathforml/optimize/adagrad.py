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
from functools import partial

import numpy as np

from mathforml._checks import positive
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Batch, Gradient, Loss, Memory, Schedule
from mathforml.optimize import gradient_descent
from mathforml.optimize.walk import Step, walk


@parameters_like(gradient_descent.rule)
def rule(grad: Array, memory: Memory, t: int, *, eps: float) -> tuple[Array, Memory]:
    """Direction of the gradient, each entry divided by the root of its sum of squares.

    Parameters
    ----------
    eps : float, positive
        Keeps the division from being one by zero.
    """
    (sum_squares,) = memory
    sum_squares = sum_squares + grad**2
    return grad / (np.sqrt(sum_squares) + eps), (sum_squares,)


@parameters_like(walk, rule)
def adagrad(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    *,
    eta: float | Schedule,
    eps: float = 1e-8,
    batches: Iterable[Batch] | None = None,
) -> Iterator[Step]:
    """Walk downhill, each entry of the gradient divided by the root of its sum of squares.

    The steps remember `sum_squares`.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> steps = adagrad(lambda t: 12 * t[0], lambda t: 12 + 0 * t, [8.0], eta=2.0)
    >>> column(take(steps, 5), "theta")[:, 0].round(3)
    array([8.   , 6.   , 4.586, 3.431, 2.431])
    """
    scaled = partial(rule, eps=positive(eps, "eps"))
    return walk(loss, grad, theta0, scaled, eta=eta, memory=("sum_squares",), batches=batches)
