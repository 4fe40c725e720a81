"""Measurements that chance decides: evenly spread, bell-shaped, waiting, and with heavy tails.

::

    uniform        f(x) = 1 / (high - low)  from low to high
    normal         f(x) = exp(-(x - mu)^2 / (2 sigma^2)) / (sigma sqrt(2 pi))
    exponential    f(x) = rate exp(-rate x)  from 0 on
    Cauchy         f(x) = 1 / (pi scale (1 + z^2)),  z = (x - centre) / scale

The Cauchy distribution has no mean: the tails of ``x f(x)`` fall so slowly that their areas are
infinite on both sides. The average of n samples is spread as widely as one sample.

References
----------
Wasserman, L. (2004). All of Statistics. Springer. Section 2.4; for the mean, example 3.3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mathforml._checks import finite, positive
from mathforml._special import log_normal
from mathforml._types import Array
from mathforml.probability.distribution import Continuous


@dataclass(frozen=True)
class Uniform(Continuous):
    """Every number between two ends is as likely as any other.

    Examples
    --------
    >>> error = Uniform(0.0, 4.0)
    >>> error.mean, round(error.variance, 4), np.exp(error.log_density([1.0, 5.0]))
    (2.0, 1.3333, array([0.25, 0.  ]))
    """

    low: float = 0.0  #: the lower end
    high: float = 1.0  #: the upper end, above `low`

    def __post_init__(self) -> None:
        positive(finite(self.high, "high") - finite(self.low, "low"), "high - low")

    def _mean(self) -> float:
        return self.low + (self.high - self.low) / 2

    def _variance(self) -> float:
        return (self.high - self.low) ** 2 / 12

    def _log_density(self, x: Array) -> Array:
        inside = (self.low <= x) & (x <= self.high)
        return np.where(inside, -np.log(self.high - self.low), -np.inf)

    def _sample(self, n: int, rng: np.random.Generator) -> Array:
        return self.low + (self.high - self.low) * rng.random(n)


@dataclass(frozen=True)
class Normal(Continuous):
    """The bell: what a sum of many small independent effects comes close to.

    Examples
    --------
    >>> height = Normal(180.0, 7.0)
    >>> height.mean, height.variance, height.log_density(180.0).round(4)
    (180.0, 49.0, np.float64(-2.8648))
    """

    mu: float = 0.0  #: the mean
    sigma: float = 1.0  #: the standard deviation, above 0

    def __post_init__(self) -> None:
        finite(self.mu, "mu")
        positive(self.sigma, "sigma")

    def _mean(self) -> float:
        return self.mu

    def _variance(self) -> float:
        return self.sigma**2

    def _log_density(self, x: Array) -> Array:
        return log_normal(((x - self.mu) / self.sigma) ** 2, np.log(self.sigma))

    def _sample(self, n: int, rng: np.random.Generator) -> Array:
        return self.mu + self.sigma * rng.standard_normal(n)


@dataclass(frozen=True)
class Exponential(Continuous):
    """Time until an event that is as likely in every next moment, however long you have waited.

    Examples
    --------
    >>> waiting = Exponential(0.5)
    >>> waiting.mean, waiting.variance, np.exp(waiting.log_density([-1.0, 0.0]))
    (2.0, 4.0, array([0. , 0.5]))
    """

    rate: float = 1.0  #: the mean number of events per unit of time, above 0

    def __post_init__(self) -> None:
        positive(self.rate, "rate")

    def _mean(self) -> float:
        return 1 / self.rate

    def _variance(self) -> float:
        return 1 / self.rate**2

    def _log_density(self, x: Array) -> Array:
        return np.where(x >= 0, np.log(self.rate) - self.rate * x, -np.inf)

    def _sample(self, n: int, rng: np.random.Generator) -> Array:
        return -np.log1p(-rng.random(n)) / self.rate


@dataclass(frozen=True)
class Cauchy(Continuous):
    """Where a beam in a random direction hits a wall: a bell with tails so heavy it has no mean.

    Examples
    --------
    >>> wild = Cauchy(0.0, 1.0)
    >>> wild.mean, wild.variance, np.exp(wild.log_density([0.0, 3.0])).round(4)
    (nan, nan, array([0.3183, 0.0318]))
    """

    centre: float = 0.0  #: the median, and the place of the peak
    #: The distance from the centre within which half of the values lie, above 0.
    scale: float = 1.0

    def __post_init__(self) -> None:
        finite(self.centre, "centre")
        positive(self.scale, "scale")

    def _mean(self) -> float:
        return np.nan

    def _variance(self) -> float:
        return np.nan

    def _log_density(self, x: Array) -> Array:
        # the hypotenuse, because the square of a huge z is not finite
        z = (x - self.centre) / self.scale
        return -2 * np.log(np.hypot(1, z)) - np.log(np.pi * self.scale)

    def _sample(self, n: int, rng: np.random.Generator) -> Array:
        return self.centre + self.scale * np.tan(np.pi * (rng.random(n) - 0.5))
