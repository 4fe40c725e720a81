"""Counts that chance decides: one trial, a number of trials, and rare events.

::

    Bernoulli    P(X = 1) = p,  P(X = 0) = 1 - p                   mean p      variance p (1 - p)
    binomial     P(X = k) = n! / (k! (n - k)!) p^k (1 - p)^(n-k)        n p         n p (1 - p)
    Poisson      P(X = k) = lam^k e^(-lam) / k!                         lam         lam

A binomial variable is the sum of n independent Bernoulli variables. With n large and p small it is
nearly Poisson, with ``lam = n p``.

References
----------
Wasserman, L. (2004). All of Statistics. Springer. Section 2.3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

from mathforml._checks import positive, probability, whole
from mathforml._types import Array
from mathforml.probability.distribution import Discrete


@dataclass(frozen=True)
class Bernoulli(Discrete):
    """One trial: 1 with probability p, else 0.

    Examples
    --------
    >>> test = Bernoulli(0.25)
    >>> test.mean, test.variance, np.exp(test.log_mass([0, 1])).round(2)
    (0.25, 0.1875, array([0.75, 0.25]))
    """

    p: float  #: the probability of a 1, from 0 to 1

    def __post_init__(self) -> None:
        probability(self.p, "p")

    def _mean(self) -> float:
        return self.p

    def _variance(self) -> float:
        return self.p * (1 - self.p)

    def _support(self) -> tuple[float, float]:
        return 0, 1

    def _log_mass(self, k: Array) -> Array:
        return _log_trials(k, 1 - k, self.p)

    def _sample(self, n: int, rng: np.random.Generator) -> Array:
        return (rng.random(n) < self.p).astype(int)


@dataclass(frozen=True)
class Binomial(Discrete):
    """Number of ones in n independent trials with the same p.

    Examples
    --------
    >>> heads = Binomial(4, 0.5)
    >>> heads.mean, heads.variance, np.exp(heads.log_mass(2)).round(3)
    (2.0, 1.0, np.float64(0.375))
    """

    n: int  #: the number of trials, at least 0
    p: float  #: the probability of a 1 in each, from 0 to 1

    def __post_init__(self) -> None:
        whole(self.n, "n", minimum=0)
        probability(self.p, "p")

    def _mean(self) -> float:
        return self.n * self.p

    def _variance(self) -> float:
        return self.n * self.p * (1 - self.p)

    def _support(self) -> tuple[float, float]:
        return 0, self.n

    def _log_mass(self, k: Array) -> Array:
        ways = _log_factorial(float(self.n)) - _log_factorial(k) - _log_factorial(self.n - k)
        return ways + _log_trials(k, self.n - k, self.p)

    def _sample(self, n: int, rng: np.random.Generator) -> Array:
        return rng.binomial(self.n, self.p, size=n)


@dataclass(frozen=True)
class Poisson(Discrete):
    """Number of events in a stretch of time, when they come one by one, at a constant rate.

    Examples
    --------
    >>> failures = Poisson(2.0)
    >>> failures.mean, failures.variance, np.exp(failures.log_mass(0)).round(4)
    (2.0, 2.0, np.float64(0.1353))
    """

    lam: float  #: the mean number of events, above 0

    def __post_init__(self) -> None:
        positive(self.lam, "lam")

    def _mean(self) -> float:
        return self.lam

    def _variance(self) -> float:
        return self.lam

    def _support(self) -> tuple[float, float]:
        return 0, np.inf

    def _log_mass(self, k: Array) -> Array:
        return k * np.log(self.lam) - self.lam - _log_factorial(k)

    def _sample(self, n: int, rng: np.random.Generator) -> Array:
        return rng.poisson(self.lam, size=n)


def _log_factorial(k: Array) -> Array:
    return gammaln(k + 1)


def _log_trials(ones: Array, zeros: Array, p: float) -> Array:
    """``ones log p + zeros log(1 - p)``, where 0 log 0 = 0: never, 0 times, is no surprise."""
    return xlogy(ones, p) + xlog1py(zeros, -p)
