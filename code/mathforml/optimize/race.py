"""Race: how many steps a rule needs to a target, from many starts and with many step sizes.

::

    steps to the target = the first t after which loss(theta_t), loss(theta_t+1), ... <= target

The loss at one fixed step would be another measure, and a bad one: a method that swings through
the bottom is low at one step and high at the next. As the rules work entry by entry, all starts
and all step sizes walk at once, in one array.

References
----------
Dolan, E. D. and More, J. J. (2002). Benchmarking Optimization Software with Performance Profiles.
Mathematical Programming 91(2), 201-213.
"""

from __future__ import annotations

from functools import partial
from types import MappingProxyType

import numpy as np

from mathforml._checks import as_array, as_matrix, as_vector, callables, finite, whole
from mathforml._types import Array, ArrayLike, Gradient, Loss, Rule
from mathforml.optimize import adagrad, adam, gradient_descent, momentum, nesterov, rmsprop

RULES = MappingProxyType(
    {
        "gradient descent": (gradient_descent.rule, 0),
        "momentum": (partial(momentum.rule, beta=0.9), 1),
        "Nesterov": (partial(nesterov.rule, beta=0.9), 1),
        "AdaGrad": (partial(adagrad.rule, eps=1e-8), 1),
        "RMSprop": (partial(rmsprop.rule, beta=0.9, eps=1e-8), 1),
        "Adam": (partial(adam.rule, beta1=0.9, beta2=0.999, eps=1e-8), 2),
    }
)
"""Six rules by name, with the usual settings, and how many arrays each remembers."""


def steps_to_target(
    rule: Rule,
    n_memories: int,
    loss: Loss,
    grad: Gradient,
    starts: ArrayLike,
    etas: ArrayLike,
    *,
    target: float,
    n_steps: int,
) -> Array:
    """Count the steps after which the loss stays at or below a target.

    Parameters
    ----------
    rule : callable
        ``direction, memory = rule(grad, memory, t)``, entry by entry, such as one of `RULES`.
    n_memories : int
        How many arrays the rule remembers.
    loss, grad : callable
        Functions of many places at once, of shape (n_parameters, n_etas, n_starts).
    starts : ndarray of shape (n_parameters, n_starts)
    etas : ndarray of shape (n_etas,)
        Positive step sizes; all of them walk from all starts.
    target : float
    n_steps : int
        How long the race lasts.

    Returns
    -------
    steps : ndarray of shape (n_etas, n_starts)
        ``n_steps + 1`` where the loss is above the target at the last step, or no longer a number.

    Examples
    --------
    Each step with ``eta = 0.5`` halves theta; ``eta = 2.5`` diverges:

    >>> rule, n_memories = RULES["gradient descent"]
    >>> race = rule, n_memories, lambda t: t[0] ** 2, lambda t: t, [[4.0, 16.0]], [0.5, 2.5]
    >>> steps_to_target(*race, target=1, n_steps=50)
    array([[ 2,  4],
           [51, 51]])
    """
    callables(rule=rule, loss=loss, grad=grad)
    n_memories, n_steps = whole(n_memories, "n_memories", 0), whole(n_steps, "n_steps", 0)
    starts, etas, target = as_matrix(starts, "starts"), _checked(etas), finite(target, "target")
    theta = np.repeat(starts[:, np.newaxis], len(etas), axis=1)
    memory = tuple(np.zeros_like(theta) for _ in range(n_memories))
    arrived = np.zeros(theta.shape[1:], dtype=int)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):  # some walks diverge
        for t in range(1, n_steps + 2):
            arrived = np.where(loss(theta) <= target, arrived, t)
            direction, memory = rule(grad(theta), memory, t)
            theta = theta - etas[:, np.newaxis] * direction
    return arrived


def _checked(etas: ArrayLike) -> Array:
    etas = as_vector(as_array(etas, "etas"), "etas")
    if etas.min() <= 0:
        raise ValueError(f"etas must be positive, got {etas.min():g}")
    return etas
