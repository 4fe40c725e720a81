"""Rejection sampling: darts under a curve that is too high; keep those under the right one.

To draw from a density f, of which a constant factor may be unknown, propose from an easy density g
that lies above it after multiplication by a constant M, and accept a proposal x with probability::

    f(x) / (M g(x)),     where f(x) <= M g(x) for all x

If f integrates to 1, one in M proposals is accepted. In many dimensions M is huge, and that is
where the method ends.

References
----------
von Neumann, J. (1951). Various Techniques Used in Connection with Random Digits. National Bureau
of Standards, Applied Mathematics Series 12, 36-38.

Devroye, L. (1986). Non-Uniform Random Variate Generation. Springer. Section II.3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_generator, as_real, callables, finite, whole
from mathforml._types import Array, ArrayLike
from mathforml.probability.distribution import Continuous


class Accepted(NamedTuple):
    """Samples, and what they cost.

    Attributes
    ----------
    x : ndarray of shape (n,)
        The samples, independent.
    n_proposed : int
        How many proposals were looked at, up to and with the last that was accepted.
    """

    x: Array
    n_proposed: int


def rejection(
    log_f: Callable[[Array], ArrayLike],
    proposal: Continuous,
    log_M: float,
    n: int,
    *,
    rng: np.random.Generator,
    max_proposals: int = 10_000_000,
) -> Accepted:
    """Draw n independent values from the density f, from proposals that are accepted or not.

    Parameters
    ----------
    log_f : callable
        ``log f``, up to a constant, from an ndarray of points to an ndarray of numbers; minus
        infinity where f is 0.
    proposal : Continuous
        The distribution with density g.
    log_M : float
        The logarithm of a constant with ``f(x) <= M g(x)`` everywhere.
    n : int
        How many samples, at least 1.
    rng : numpy.random.Generator
        The source of chance.
    max_proposals : int, default 10000000
        After how many proposals to give up.

    Returns
    -------
    Accepted
        The samples, and the number of proposals.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, f is above M g at a proposal, or the proposals ran out.

    Examples
    --------
    >>> from mathforml.probability.continuous import Uniform
    >>> rng = np.random.default_rng(0)
    >>> triangle = rejection(lambda x: np.log(2 * x), Uniform(), np.log(2), 4, rng=rng)
    >>> triangle.x.round(2), triangle.n_proposed
    (array([0.64, 0.81, 0.91, 0.61]), 7)
    """
    callables(log_f=log_f)
    log_M, rng = finite(log_M, "log_M"), as_generator(rng)
    missing, left = whole(n, "n", minimum=1), whole(max_proposals, "max_proposals", minimum=1)
    accepted, n_proposed = [], 0
    while missing:
        size = min(max(2 * missing, 100), left)
        if size == 0:
            raise ValueError(f"only {n - missing} of {n} accepted after {n_proposed} proposals")
        x = proposal.sample(size, rng=rng)
        log_ratio = _log_ratio(log_f, proposal, log_M, x)
        places = np.flatnonzero(np.log1p(-rng.random(size)) < log_ratio)[:missing]
        accepted.append(x[places])
        missing, left = missing - len(places), left - size
        # those after the last that was needed were not looked at
        n_proposed += size if missing else int(places[-1]) + 1
    return Accepted(np.concatenate(accepted), n_proposed)


def _log_ratio(log_f: Callable, proposal: Continuous, log_M: float, x: Array) -> Array:
    """Logarithm of the probability to accept each proposal."""
    log_fx = as_real(log_f(x.copy()), "log_f(x)")
    if log_fx.shape != x.shape or np.isnan(log_fx).any():
        raise ValueError(
            f"log_f must give a number for each of {len(x)} points, got shape {log_fx.shape} "
            f"with {np.isnan(log_fx).sum()} NaN"
        )
    log_ratio = log_fx - log_M - proposal.log_density(x)
    worst = log_ratio.argmax()
    if log_ratio[worst] > 1e-9:
        raise ValueError(
            f"f must be at most M g, but at x = {x[worst]:.6g} it is "
            f"{np.exp(log_ratio[worst]):.6g} times that: M is too small"
        )
    return log_ratio
