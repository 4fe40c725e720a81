"""Early stopping: walk downhill on the training loss, and stop when others no longer profit.

The walk minimises the loss on the training set. After every step the error on a validation set,
which the walk never sees, is measured too. It falls at first and may rise later, when the walk
begins to learn the noise. The rule::

    stop at the first step that is `patience` steps after the best one

and take the parameters of the best step. Near the start, a walk of gradient descent of t steps is
much like ridge regression with the price 1 / (eta t): both have hardly moved along the directions
in which the data say little.

References
----------
Prechelt, L. (1998). Early Stopping - But When? In Neural Networks: Tricks of the Trade. Springer,
55-69.

Goodfellow, I., Bengio, Y. and Courville, A. (2016). Deep Learning. MIT Press. Section 7.8.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from mathforml._checks import as_number, callables, whole
from mathforml._docs import parameters_like
from mathforml._types import Array, Loss
from mathforml.iteration import ConvergenceWarning, _field, until


class WatchedStep(NamedTuple):
    """A step of a method, and how well it does on the validation set."""

    step: int  #: as in the method's step
    theta: Array  #: as in the method's step
    loss: float  #: as in the method's step: that on the training set
    validation: float  #: the error on the validation set
    best: int  #: number of the step with the smallest validation error so far; of equals the first


@parameters_like(until)
def stop_early(
    steps: Iterable[Any], validate: Loss, *, patience: int, max_steps: int = 10_000
) -> Iterator[WatchedStep]:
    """Pass steps on until the validation error has had no new low for `patience` steps.

    The last one names the best. A `ConvergenceWarning` says so if `max_steps` have gone by, or
    `steps` has ended, before the rule has stopped the walk.

    Parameters
    ----------
    steps : iterable
        Steps of a method, with fields `step`, `theta` and `loss`.
    validate : callable, from theta to the validation error
    patience : int, at least 1
        For how many steps in a row to go on without a new low.

    Examples
    --------
    >>> from mathforml.optimize.gradient_descent import gradient_descent
    >>> walk = gradient_descent(lambda t: t @ t, lambda t: 2 * t, [8.0], eta=0.25)
    >>> seen = list(stop_early(walk, lambda t: abs(t[0] - 2), patience=2))
    >>> [step.validation for step in seen], seen[-1].best
    ([6.0, 2.0, 0.0, 1.0, 1.5], 2)
    """
    callables(validate=validate)
    patience = whole(patience, "patience", minimum=1)
    max_steps = whole(max_steps, "max_steps", minimum=1)
    if not isinstance(steps, Iterable):
        raise TypeError(f"steps must be iterable, got {type(steps).__name__}")

    def watched() -> Iterator[WatchedStep]:
        lowest, best, since = np.inf, -1, 0
        for step in islice(steps, max_steps):
            number, theta, loss = (_field(step, name) for name in ("step", "theta", "loss"))
            error = as_number(validate(theta.copy()), "validate(theta)")
            if np.isnan(error):
                raise ValueError(f"validate(theta) must be a number, got {error} at step {number}")
            if error < lowest or best < 0:
                lowest, best, since = error, number, 0
            else:
                since += 1
            yield WatchedStep(number, theta.copy(), loss, error, best)
            if since == patience:
                return
        if best < 0:
            raise ValueError("steps must hold at least one step, got none")
        warnings.warn(
            f"not stopped: the lowest validation error, {lowest:.3g}, was at step {best}, "
            f"and fewer than patience={patience} steps have followed",
            ConvergenceWarning,
            stacklevel=2,
        )

    return watched()
