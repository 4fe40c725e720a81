"""Independent samples of a distribution: by inversion, and by rejection.

Inversion: the distribution function ``F(x) = P(X <= x)`` climbs from 0 to 1. Choose a height u at
random, and go sideways until you meet it: where F is steep, many heights lead to nearly the same
x::

    x = F^-1(u),     u uniform from 0 to 1

Rejection: darts under a curve that is too high; keep those under the right one. To draw from a
density f, of which a constant factor may be unknown, propose from an easy density g that lies
above it after multiplication by a constant M, and accept a proposal x with probability::

    f(x) / (M g(x)),     where f(x) <= M g(x) for all x

If f integrates to 1, one in M proposals is accepted. In many dimensions M is huge, and that is
where the method ends.

References
----------
von Neumann, J. (1951). Various Techniques Used in Connection with Random Digits. National Bureau
of Standards, Applied Mathematics Series 12, 36-38.

Devroye, L. (1986). Non-Uniform Random Variate Generation. Springer. Sections II.2 and II.3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_generator, as_logs, callables, finite, one_for_each, whole
from mathforml._types import Array, ArrayLike
from mathforml.probability.distribution import Continuous


class Accepted(NamedTuple):
    """Samples, and what they cost."""

    x: Array  #: of shape (n,), the samples, independent
    #: How many proposals were looked at, up to and with the last that was accepted.
    n_proposed: int


def inversion(
    quantile: Callable[[Array], ArrayLike], n: int, *, rng: np.random.Generator
) -> Array:
    """Draw values, of shape (n,), of which `quantile` is the inverse distribution function.

    Parameters
    ----------
    quantile : callable
        ``F^-1``, from an ndarray of probabilities above 0 and below 1 to finite values.
    n : int, at least 1
    rng : numpy.random.Generator
    """
    callables(quantile=quantile)
    whole(n, "n", minimum=1)
    as_generator(rng)
    # the middles of 2^52 equal parts: a quantile may be infinite at 0 and at 1
    u = (rng.integers(2**52, size=n) + 0.5) / 2**52
    return one_for_each(quantile(u), n, "quantile")


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
    proposal : Continuous, of density g
    log_M : float
        The logarithm of a constant with ``f(x) <= M g(x)`` everywhere; refused if not so at a
        proposal.
    n : int, at least 1
    rng : numpy.random.Generator
    max_proposals : int, default 10000000
        After how many proposals to give up, with an error.

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
    n, most = whole(n, "n", minimum=1), whole(max_proposals, "max_proposals", minimum=1)
    missing, left = n, most
    accepted, n_proposed = [], 0
    while missing:
        size = min(max(2 * missing, 100), left)
        if size == 0:
            raise ValueError(f"only {n - missing} of {n} accepted after {n_proposed} proposals")
        x = proposal.sample(size, rng=rng)
        log_p = log_ratio(log_f, proposal, x) - log_M
        _check_envelope(log_p, x)
        places = np.flatnonzero(np.log1p(-rng.random(size)) < log_p)[:missing]
        accepted.append(x[places])
        missing, left = missing - len(places), left - size
        # those after the last that was needed were not looked at
        n_proposed += size if missing else int(places[-1]) + 1
    return Accepted(np.concatenate(accepted), n_proposed)


def log_ratio(log_f: Callable[[Array], ArrayLike], proposal: Continuous, x: Array) -> Array:
    """How much larger f is than the density of a proposal, ``log f(x) - log g(x)``, of shape (n,).

    Parameters
    ----------
    log_f : callable
        From an ndarray of points to an ndarray of numbers below infinity.
    proposal : Continuous
    x : ndarray of shape (n,)
    """
    log_fx = log_f(x.copy())
    log_fx = as_logs(log_fx, "log_f", x.shape)
    return log_fx - proposal.log_density(x)


def _check_envelope(log_p: Array, x: Array) -> None:
    worst = log_p.argmax()
    if log_p[worst] > 1e-9:
        raise ValueError(
            f"f must be at most M g, but at x = {x[worst]:.6g} it is "
            f"{np.exp(log_p[worst]):.6g} times that: M is too small"
        )
