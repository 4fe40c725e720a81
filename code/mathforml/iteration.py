"""Walk, stop and look back: every iterative method here is a generator of steps.

A method such as gradient descent yields its steps without end::

    step 0, step 1, step 2, ...

Each step is a small named tuple (`step`, `theta`, `loss`, `grad_norm`, ...) with arrays of its
own; `step` is 0 at the start. How long to walk is a separate question: `take` walks a number of
steps, and `until` walks until a measure is small. `column` makes an array of one field of all
steps, for a table or a picture.
"""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
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
    """Walk the first `n` steps.

    Parameters
    ----------
    steps : iterable
        Steps of a method. No more than `n` of them are computed.
    n : int
        The number of steps, at least 0. The start, step 0, counts as one.

    Returns
    -------
    list
        The first `n` steps; fewer when `steps` ends earlier.

    Raises
    ------
    TypeError, ValueError
        If `n` is not an integer that is at least 0.

    Examples
    --------
    >>> from itertools import count
    >>> take(count(), 3)
    [0, 1, 2]
    """
    return list(islice(steps, whole(n, "n", minimum=0)))


def until(
    steps: Iterable[Step], *, tol: float, max_steps: int = 10_000, measure: str = "grad_norm"
) -> Iterator[Step]:
    """Pass steps on until a measure is small: stop after the first with ``measure <= tol``.

    Parameters
    ----------
    steps : iterable
        Steps of a method.
    tol : float
        The tolerance: the value of `measure` that is small enough.
    max_steps : int, default 10000
        The largest number of steps to pass on, step 0 included.
    measure : str, default "grad_norm"
        The field of a step that must become small.

    Yields
    ------
    step
        The steps, unchanged. The first that meets the tolerance is the last.

    Raises
    ------
    TypeError, ValueError
        If `tol` is not a finite number, `max_steps` is not a positive integer, or a step has no
        field `measure`.

    Warns
    -----
    ConvergenceWarning
        If `max_steps` have gone by, or `steps` has ended, and the tolerance is not met.

    Examples
    --------
    >>> from mathforml.optimize.gradient_descent import gradient_descent
    >>> walk = gradient_descent(lambda t: t @ t, lambda t: 2 * t, [8.0], eta=0.25)
    >>> [float(step.theta[0]) for step in until(walk, tol=2.0)]
    [8.0, 4.0, 2.0, 1.0]
    """
    return _until(steps, finite(tol, "tol"), whole(max_steps, "max_steps", minimum=1), measure)


def _until(steps: Iterable[Step], tol: float, max_steps: int, measure: str) -> Iterator[Step]:
    gone_by, value = 0, np.inf
    for step in islice(steps, max_steps):
        yield step
        gone_by, value = gone_by + 1, _field(step, measure)
        if value <= tol:
            return
    warnings.warn(
        f"not converged: after {gone_by} steps {measure} is {value:.3g}, above tol={tol:g}",
        ConvergenceWarning,
        stacklevel=2,
    )


def last(steps: Iterable[Step]) -> Step:
    """Walk to the end and return the last step.

    Parameters
    ----------
    steps : iterable
        Steps that end, such as those of `take` or `until`. The methods themselves never end.

    Returns
    -------
    step
        The last one.

    Raises
    ------
    ValueError
        If there are no steps.

    Examples
    --------
    >>> last(take("abc", 2))
    'b'
    """
    end = deque(steps, maxlen=1)
    if not end:
        raise ValueError("steps must hold at least one step, got none")
    return end[0]


def column(steps: Iterable[Any], name: str) -> Array:
    """Stack one field of every step: a column of the table that the steps make.

    Parameters
    ----------
    steps : iterable
        Steps that end, such as a list or those of `until`.
    name : str
        A field of the steps: ``"theta"``, ``"loss"``, ...

    Returns
    -------
    ndarray of shape (n_steps, ...)
        Shape (n_steps,) for a field that is a number, (n_steps, n_parameters) for ``"theta"``.

    Raises
    ------
    ValueError
        If there are no steps, or they have no field `name`.

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
        return getattr(step, name)
    except AttributeError:
        fields = getattr(step, "_fields", None)
        known = (
            f"its fields are {', '.join(fields)}" if fields else f"it is a {type(step).__name__}"
        )
        raise ValueError(f"a step has no field {name!r}: {known}") from None
