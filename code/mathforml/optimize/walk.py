"""Walk downhill: one loop for all methods, since a method is the rule that it goes by.

::

    direction, memory <- rule(grad(theta), memory, t)
    theta             <- theta - eta direction

where t = 1, 2, ... counts the updates. A rule is a formula of a few lines; what it remembers from
one update to the next, such as a velocity, is a tuple of arrays in the shape of theta, all zero at
the start. The step size eta, the batches and the checks are the same for all of them.

References
----------
Boyd, S. and Vandenberghe, L. (2004). Convex Optimization. Cambridge University Press. Algorithm
9.1.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_parameters, as_real, callables, positive
from mathforml._types import Array, ArrayLike, Batch, Gradient, Loss, Memory, Rule, Schedule
from mathforml.optimize._evaluate import diverged, evaluate


class Step(NamedTuple):
    """One step of a method, with arrays of its own."""

    step: int  #: number of updates so far; 0 is the start
    theta: Array  #: of shape (n_parameters,)
    #: The loss at `theta`; with batches, that of the one that the next update looks at.
    loss: float
    grad_norm: float  #: the length of the gradient of that loss at `theta`
    #: What the method remembers, by name, such as ``step.memory.velocity``; each of the shape of
    #: theta.
    memory: Memory = ()


def walk(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    rule: Rule,
    *,
    eta: float | Schedule,
    memory: Sequence[str] = (),
    batches: Iterable[Batch] | None = None,
) -> Iterator[Step]:
    """Walk by a rule: ``theta <- theta - eta direction``, without end.

    Parameters
    ----------
    loss, grad : callable
        Functions of theta, of shape (n_parameters,): a number, and its gradient in that shape.
    theta0 : ndarray of shape (n_parameters,)
        The start. One number is a start with one parameter.
    rule : callable
        ``direction, memory = rule(grad, memory, t)``: an array in the shape of theta, and a tuple
        of such arrays.
    eta : float or callable
        The step size, positive, or a function that gives it for step 0, 1, 2, ...
    memory : sequence of str, default ()
        Names for the arrays that the rule remembers.
    batches : iterable of tuple, optional
        Data for each step, such as `mini_batches`; then `loss` and `grad` are called with them
        after theta, and the walk ends with them. Without, every step sees the same loss.

    Yields
    ------
    Step
        Step 0 is the start itself. At the first whose loss, gradient or memory is not finite, the
        walk ends with a `DivergenceError`; until then it goes on, also when it grows.

    Examples
    --------
    Only the signs of the gradient count:

    >>> from mathforml.iteration import column, take
    >>> def signs(grad, memory, t):
    ...     return np.sign(grad), memory
    >>> steps = take(walk(lambda t: t @ t, lambda t: 2 * t, [8.0, 0.5], signs, eta=0.5), 3)
    >>> column(steps, "theta").tolist()
    [[8.0, 0.5], [7.5, 0.0], [7.0, 0.0]]
    """
    callables(loss=loss, grad=grad, rule=rule)
    named = _checked_names(memory)
    rule = _checked_rule(rule, len(named._fields))
    eta, batches = _checked_schedule(eta), _checked_batches(batches)
    theta0 = as_parameters(theta0)

    def steps(theta, memory):
        for step, batch in enumerate(batches):
            here = evaluate(loss, grad, theta, *batch, step=step, eta=eta)
            remembered = named(*np.array(memory))
            yield Step(step, theta.copy(), here.loss, here.grad_norm, remembered)
            direction, memory = rule(here.grad, memory, step + 1)
            if not np.isfinite(memory).all():
                raise diverged(here.loss, here.grad_norm, step=step, eta=eta)
            theta = theta - eta(step) * direction

    return steps(theta0, tuple(np.zeros_like(theta0) for _ in named._fields))


def _checked_schedule(eta: float | Schedule) -> Schedule:
    """Read a step size that is either one number or a function of the step number."""
    if callable(eta):
        return lambda step: positive(eta(step), f"eta({step})")
    eta = positive(eta, "eta")
    return lambda step: eta


def _checked_batches(batches: Iterable[Batch] | None) -> Iterator[Batch]:
    """Read batches: none means that every step sees the same loss."""
    if batches is None:
        return repeat(())
    if not isinstance(batches, Iterable):
        raise TypeError(f"batches must be an iterable of tuples, got {type(batches).__name__}")
    return map(_checked_batch, batches)


def _checked_batch(batch: Batch) -> Batch:
    if not isinstance(batch, tuple):
        raise TypeError(f"each of the batches must be a tuple, got {type(batch).__name__}")
    return batch


def _checked_names(memory: Sequence[str]) -> type[tuple]:
    """Read names as the kind of tuple that a memory is."""
    try:
        return namedtuple("Memory", memory)
    except (TypeError, ValueError) as error:
        raise type(error)(f"memory must be names of what the rule remembers: {error}") from error


def _checked_rule(rule: Rule, n_memories: int) -> Rule:
    """Return the rule, with a check of what it returns."""
    name = getattr(getattr(rule, "func", rule), "__name__", type(rule).__name__)  # also of partial

    def checked(grad: Array, memory: Memory, t: int) -> tuple[Array, Memory]:
        with np.errstate(over="ignore", invalid="ignore"):  # what overflows ends the walk
            result = rule(grad.copy(), memory, t)
        pair = isinstance(result, tuple) and len(result) == 2
        if not pair or not isinstance(result[1], tuple):
            raise TypeError(f"{name} must return a direction and the next memory, a tuple")
        direction, after = result
        if len(after) != n_memories:
            raise ValueError(
                f"{name} must return a memory of {n_memories} arrays, got {len(after)}"
            )
        parts = {"direction": direction} | {f"memory {i}": part for i, part in enumerate(after)}
        direction, *after = (as_real(part, f"the {key} of {name}") for key, part in parts.items())
        for key, part in zip(parts, (direction, *after), strict=True):
            if part.shape != grad.shape:
                raise ValueError(
                    f"the {key} of {name} must have the shape of theta, {grad.shape}, "
                    f"got {part.shape}"
                )
        return direction, tuple(after)

    return checked
