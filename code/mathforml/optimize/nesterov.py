"""Nesterov's momentum: look ahead to where the velocity will carry, and take the gradient there.

::

    velocity <- beta velocity + grad(theta)
    theta    <- theta - eta (grad(theta) + beta velocity)

The second line moves by the velocity as the *next* step will have it before its own gradient
counts. So `theta` runs ahead: the point behind it, ``theta + eta beta velocity``, makes the plain
steps ``-eta velocity`` of momentum, each with the gradient at the point ahead. With a constant eta
both are the same walk, written about different points (Sutskever et al., section 2). A gradient
that has turned brakes one step sooner than in plain momentum.

On a quadratic, the error along an eigenvector with eigenvalue lambda obeys
``e_{t+1} = (1 - eta lambda) ((1 + beta) e_t - beta e_{t-1})``. With eta = 1 / L and
``beta = (sqrt(kappa) - 1) / (sqrt(kappa) + 1)`` it shrinks in the long run by
``1 - 1 / sqrt(kappa)`` a step.

References
----------
Nesterov, Y. (1983). A method of solving a convex programming problem with convergence rate
O(1/k^2). Soviet Mathematics Doklady 27(2), 372-376.

Sutskever, I., Martens, J., Dahl, G. and Hinton, G. (2013). On the importance of initialization and
momentum in deep learning. Proceedings of ICML, PMLR 28(3), 1139-1147.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from mathforml._checks import fraction
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Batch, Gradient, Loss, Memory, Schedule
from mathforml.optimize import momentum
from mathforml.optimize.walk import Step, walk


@parameters_like(momentum.rule)
def rule(grad: Array, memory: Memory, t: int, *, beta: float) -> tuple[Array, Memory]:
    """Direction of this gradient and of the velocity as the next step will find it."""
    (velocity,) = memory
    velocity = beta * velocity + grad
    return grad + beta * velocity, (velocity,)


@parameters_like(walk, rule)
def nesterov(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    *,
    eta: float | Schedule,
    beta: float = 0.9,
    batches: Iterable[Batch] | None = None,
) -> Iterator[Step]:
    """Walk downhill, the gradient one look ahead: ``theta - eta (grad + beta velocity)``.

    The steps remember `velocity`.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> steps = nesterov(lambda t: t @ t / 2, lambda t: t, [8.0], eta=0.5, beta=0.5)
    >>> column(take(steps, 4), "theta")[:, 0]
    array([ 8.   ,  2.   , -0.5  , -0.875])
    """
    ahead = partial(rule, beta=fraction(beta, "beta"))
    return walk(loss, grad, theta0, ahead, eta=eta, memory=("velocity",), batches=batches)
