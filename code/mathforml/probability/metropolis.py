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
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_generator, as_log, as_parameters, callables, positive
from mathforml._docs import parameters_like
from mathforml._generators import at_the_call
from mathforml._types import Array, ArrayLike


class MetropolisStep(NamedTuple):
    """One step of a Metropolis walk."""

    step: int  #: number of proposals so far
    x: Array  #: of shape (n_features,), where the walk is
    log_f: float  #: the logarithm of the density there, up to the constant
    accepted: int  #: how many of the proposals so far were accepted


@at_the_call
def metropolis(
    log_f: Callable[[Array], float], x0: ArrayLike, *, scale: float, rng: np.random.Generator
) -> Iterator[MetropolisStep]:
    """Walk through the space of x so that each place is visited as often as it is likely.

    Parameters
    ----------
    log_f : callable
        ``log f``, up to a constant, from a vector to a number; minus infinity where f is 0.
    x0 : ndarray of shape (n_features,), where f is not 0
    scale : float, above 0
        The standard deviation of a proposed step in each direction.
    rng : numpy.random.Generator

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
    start = log_f(x0.copy())
    start = as_log(start, "log_f(x)")
    if start == -np.inf:
        raise ValueError(f"x0 must be a place where f is not 0, got {x0}")
    here = MetropolisStep(0, x0, start, 0)
    while True:
        yield here._replace(x=here.x.copy())
        here = propose(log_f, here, scale=scale, rng=rng)


@parameters_like(metropolis)
def propose(
    log_f: Callable[[Array], float],
    here: MetropolisStep,
    *,
    scale: float,
    rng: np.random.Generator,
) -> MetropolisStep:
    """Propose a place, and step there or stay.

    Parameters
    ----------
    here : MetropolisStep
    """
    x = here.x + scale * rng.standard_normal(len(here.x))
    there = log_f(x.copy())
    there = as_log(there, "log_f(x)")
    uniform = -rng.standard_exponential()  # the logarithm of a uniform number
    if uniform < there - here.log_f:
        return MetropolisStep(here.step + 1, x, there, here.accepted + 1)
    return here._replace(step=here.step + 1)
