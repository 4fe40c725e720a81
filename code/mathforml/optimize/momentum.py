"""Momentum: gradient descent with a memory, like a ball that keeps rolling.

::

    velocity <- beta velocity + grad(theta)
    theta    <- theta - eta velocity

The velocity is a sum of all gradients so far, in which one that is k steps old counts beta^k.
Gradients that agree add up, to at most 1 / (1 - beta) times one of them; those that change their
sign in every step cancel. With beta = 0 it is gradient descent.

On a quadratic, the error along an eigenvector with eigenvalue lambda obeys
``e_{t+1} = (1 + beta - eta lambda) e_t - beta e_{t-1}``. It converges for 0 <= beta < 1 exactly
when ``0 < eta lambda < 2 (1 + beta)``. With the eigenvalues between mu and L and kappa = L / mu,
the best choice is ``eta = 4 / (sqrt(L) + sqrt(mu))^2`` and
``beta = ((sqrt(kappa) - 1) / (sqrt(kappa) + 1))^2``. The error then shrinks in the long run by
sqrt(beta) a step: the number of steps grows as sqrt(kappa), where gradient descent needs kappa.

As in PyTorch, eta multiplies the velocity when it is used. In scikit-learn and in the papers the
velocity is a sum of steps ``-eta grad``: the same walk as long as eta is constant.

References
----------
Polyak, B. T. (1964). Some methods of speeding up the convergence of iteration methods. USSR
Computational Mathematics and Mathematical Physics 4(5), 1-17.

Goh, G. (2017). Why Momentum Really Works. Distill. doi:10.23915/distill.00006.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from mathforml._checks import fraction
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Batch, Gradient, Loss, Memory, Schedule
from mathforml.optimize import gradient_descent
from mathforml.optimize.walk import Step, walk


@parameters_like(gradient_descent.rule)
def rule(grad: Array, memory: Memory, t: int, *, beta: float) -> tuple[Array, Memory]:
    """Direction of the velocity, a fading sum of all gradients.

    Parameters
    ----------
    beta : float, from 0 up to 1
        How much of the velocity is kept from one step to the next.
    """
    (velocity,) = memory
    velocity = beta * velocity + grad
    return velocity, (velocity,)


@parameters_like(walk, rule)
def momentum(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    *,
    eta: float | Schedule,
    beta: float = 0.9,
    batches: Iterable[Batch] | None = None,
) -> Iterator[Step]:
    """Walk downhill with momentum: ``theta <- theta - eta velocity``, without end.

    The steps remember `velocity`.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> steps = take(momentum(lambda t: t @ t / 2, lambda t: t, [8.0], eta=0.5, beta=0.5), 4)
    >>> column(steps, "theta")[:, 0]
    array([ 8.,  4.,  0., -2.])
    """
    by_velocity = partial(rule, beta=fraction(beta, "beta"))
    return walk(loss, grad, theta0, by_velocity, eta=eta, memory=("velocity",), batches=batches)
