"""Metropolis sampling: a random walk that is more willing to go up than down.

From where it is, propose a step in a random direction. Accept it for certain if the density is
higher there, else with the ratio of the two densities as probability; if not, stay, and count the
place again::

    x' = x + scale * (normal noise)
    x_(t+1) = x'  with probability min(1, f(x') / f(x_t)),  else x_t

The share of the steps in a region tends to the region's probability. Only a ratio is needed, so f
may lack its constant factor. The price: neighbouring steps are alike, the start must be forgotten
first, and from one hill the walk may never find another.

References
----------
Metropolis, N., Rosenbluth, A. W., Rosenbluth, M. N., Teller, A. H. and Teller, E. (1953). Equation
of State Calculations by Fast Computing Machines. Journal of Chemical Physics 21(6), 1087-1092.

Robert, C. P. and Casella, G. (2004). Monte Carlo Statistical Methods. 2nd edition. Springer.
Section 7.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_generator, as_number, as_parameters, callables, positive
from mathforml._types import Array, ArrayLike


class MetropolisStep(NamedTuple):
    """One step of a Metropolis walk.

    Attributes
    ----------
    step : int
        The number of proposals so far; 0 is the start.
    x : ndarray of shape (n_features,)
        Where the walk is.
    log_f : float
        The logarithm of the density there, up to the constant.
    accepted : int
        How many of the proposals so far were accepted.
    """

    step: int
    x: Array
    log_f: float
    accepted: int


def metropolis(
    log_f: Callable[[Array], float],
    x0: ArrayLike,
    *,
    scale: float,
    rng: np.random.Generator,
) -> Iterator[MetropolisStep]:
    """Walk through the space of x so that each place is visited as often as it is likely.

    Parameters
    ----------
    log_f : callable
        ``log f``, up to a constant, from a vector to a number; minus infinity where f is 0.
    x0 : ndarray of shape (n_features,)
        The start, where f is not 0.
    scale : float
        The standard deviation of a proposed step in each direction, above 0.
    rng : numpy.random.Generator
        The source of chance.

    Yields
    ------
    MetropolisStep
        Step 0 is the start. Every step has an array of its own.

    Raises
    ------
    TypeError, ValueError
        At the call, if an argument is not as above; during the walk, if log f is NaN or infinite.

    Examples
    --------
    >>> from mathforml.iteration import take
    >>> walk = metropolis(lambda x: -x @ x / 2, [0.0], scale=2.0, rng=np.random.default_rng(1))
    >>> [round(float(step.x[0]), 2) for step in take(walk, 5)]
    [0.0, 0.69, 0.69, 1.58, 1.58]
    """
    callables(log_f=log_f)
    as_generator(rng)
    x0, scale = as_parameters(x0, "x0"), positive(scale, "scale")
    start = _log_density(log_f, x0)
    if start == -np.inf:
        raise ValueError(f"x0 must be a place where f is not 0, got {x0}")
    return _walk(log_f, x0, start, scale, rng)


def _walk(
    log_f: Callable, x: Array, here: float, scale: float, rng: np.random.Generator
) -> Iterator[MetropolisStep]:
    accepted = 0
    for step in count():
        yield MetropolisStep(step, x.copy(), here, accepted)
        proposed = x + scale * rng.standard_normal(len(x))
        there = _log_density(log_f, proposed)
        if -rng.standard_exponential() < there - here:  # the logarithm of a uniform number
            x, here = proposed, there
            accepted += 1


def _log_density(log_f: Callable, x: Array) -> float:
    value = as_number(log_f(x.copy()), "log_f(x)")
    if not value < np.inf:
        raise ValueError(f"log_f must give a number below infinity, got {value} at {x}")
    return value
