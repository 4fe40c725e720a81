"""Walk, stop and look back: every iterative method here is a generator of steps.

A method such as gradient descent yields its steps without end::

    step 0, step 1, step 2, ...

Each step is a small named tuple (`step`, `theta`, `loss`, `grad_norm`, ...) with arrays of its
own. Its `step` counts the updates so far; step 0 is the start. How long to walk is a separate
question: `take` walks a number of steps, and `until` walks until what is left to do is small.
`column` makes an array of one field of all steps, for a table or a picture.

How far a step is from done is its field `gap`: a distance from the solution, a bound on it, or
what the step still changed, 0 when nothing is left to do. A method that goes downhill by gradients
has `grad_norm` instead, the length of the gradient.
"""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np

from mathforml._checks import finite, whole
from mathforml._types import Array

Step = TypeVar("Step")


class ConvergenceWarning(UserWarning):
    """A method stopped before it reached the accuracy that was asked for."""


class DivergenceError(ArithmeticError):
    """The loss, its gradient or the parameters are no longer finite numbers."""


def take(steps: Iterable[Step], n: int) -> list[Step]:
    """Walk the first `n` steps, or fewer when `steps` ends earlier.

    Parameters
    ----------
    steps : iterable
        No more than `n` of them are computed.
    n : int, at least 0
        The start, step 0, counts as one.
    """
    return list(islice(steps, whole(n, "n", minimum=0)))


def until(
    steps: Iterable[Step], *, tol: float, max_steps: int = 10_000, measure: str | None = None
) -> Iterator[Step]:
    """Pass steps on until what is left to do is small: stop after the first with ``gap <= tol``.

    Without such a step, a `ConvergenceWarning` says so when `max_steps` have gone by or `steps`
    has ended.

    Parameters
    ----------
    steps : iterable
    tol : float
        The value of `measure` that is small enough.
    max_steps : int, default 10000
        The largest number of steps to pass on, step 0 included.
    measure : str, optional
        The field of a step that must become small: `gap`, or `grad_norm` when there is no `gap`.

    Examples
    --------
    >>> from mathforml.optimize.gradient_descent import gradient_descent
    >>> walk = gradient_descent(lambda t: t @ t, lambda t: 2 * t, [8.0], eta=0.25)
    >>> [float(step.theta[0]) for step in until(walk, tol=2.0)]
    [8.0, 4.0, 2.0, 1.0]
    """
    tol, max_steps = finite(tol, "tol"), whole(max_steps, "max_steps", minimum=1)

    def passed_on() -> Iterator[Step]:
        gone_by, name, value = 0, measure or "gap", np.inf
        for step in islice(steps, max_steps):
            yield step
            name = measure or ("gap" if hasattr(step, "gap") else "grad_norm")
            gone_by, value = gone_by + 1, _field(step, name)
            if value <= tol:
                return
        warnings.warn(
            f"not converged: after {gone_by} steps {name} is {value:.3g}, above tol={tol:g}",
            ConvergenceWarning,
            stacklevel=2,
        )

    return passed_on()


def last(steps: Iterable[Step]) -> Step:
    """Walk to the end and return the last step.

    Parameters
    ----------
    steps : iterable
        At least one, and they end, such as those of `take` or `until`.
    """
    end = deque(steps, maxlen=1)
    if not end:
        raise ValueError("steps must hold at least one step, got none")
    return end[0]


def column(steps: Iterable[Any], name: str) -> Array:
    """Stack one field of every step: a column of the table that the steps make.

    Of shape (n_steps,) for a field that is a number, (n_steps, n_parameters) for ``"theta"``.

    Parameters
    ----------
    steps : iterable
        At least one, and they end.
    name : str
        A field of the steps, such as ``"theta"``, or a part of one: ``"memory.velocity"``.

    Examples
    --------
    >>> from mathforml.optimize.gradient_descent import gradient_descent
    >>> walk = gradient_descent(lambda t: t @ t, lambda t: 2 * t, [8.0, 4.0], eta=0.25)
    >>> column(take(walk, 3), "theta")
    array([[8., 4.],
           [4., 2.],
           [2., 1.]])
    """
    values = [_field(step, name) for step in steps]
    if not values:
        raise ValueError("steps must hold at least one step, got none")
    return np.stack(values)


def _field(step: Any, name: str) -> Any:
    try:
        return attrgetter(name)(step)
    except AttributeError:
        fields = getattr(step, "_fields", None)
        known = (
            f"its fields are {', '.join(fields)}" if fields else f"it is a {type(step).__name__}"
        )
        raise ValueError(f"a step has no field {name!r}: {known}") from None
