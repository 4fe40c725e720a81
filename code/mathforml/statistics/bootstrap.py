"""The bootstrap: draw again from the data, to see how far an estimate could be off.

We have one sample of n values, and would like to have many. Take the sample for the population,
draw n values from it *with* replacement, and compute the estimate again; do this many times::

    x* = n values drawn from x_1, ..., x_n        theta* = statistic(x*)

    standard error    the standard deviation of the theta*
    percentile        from the a / 2 quantile of the theta* to the 1 - a / 2 quantile
    basic             the same, mirrored at the estimate:  2 theta - quantiles

It imitates how theta varies about the truth by how theta* varies about theta. That fails where the
imitation is bad: for very few values, for dependent ones, and for the maximum.

References
----------
Efron, B. (1979). Bootstrap Methods: Another Look at the Jackknife. The Annals of Statistics 7(1),
1-26.

Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and their Application. Cambridge
University Press. Sections 2.4 and 5.2 (basic), and 5.3 (percentile).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_generator, as_vector, callables, in_range, one_for_each, whole
from mathforml._types import Array, ArrayLike, Indices
from mathforml.statistics._resampling import replicates
from mathforml.statistics.interval import Interval


class Bootstrap(NamedTuple):
    """An estimate, and what it would have been on other samples."""

    estimate: float  #: the statistic of the data
    #: Of shape (n_resamples,), the statistic of each sample that was drawn from the data.
    replicates: Array

    @property
    def standard_error(self) -> float:
        """Standard deviation of the replicates."""
        return float(self.replicates.std(ddof=1))

    def percentile_interval(self, level: float = 0.95) -> Interval:
        """Middle part of the replicates: a share `level` of them.

        Parameters
        ----------
        level : float, between 0 and 1, default 0.95
        """
        tail = (1 - in_range(level, "level", 0, 1)) / 2
        low, high = np.quantile(self.replicates, [tail, 1 - tail])
        return Interval(float(low), float(high))

    def basic_interval(self, level: float = 0.95) -> Interval:
        """Middle part of the replicates, mirrored at the estimate.

        Parameters
        ----------
        level : float, between 0 and 1, default 0.95

        Examples
        --------
        >>> Bootstrap(40.0, np.arange(101.0)).basic_interval(0.5)
        Interval(low=5.0, high=55.0)
        """
        low, high = self.percentile_interval(level)
        return Interval(2 * self.estimate - high, 2 * self.estimate - low)


def resample_rows(n: int, n_resamples: int, *, rng: np.random.Generator) -> Indices:
    """Row numbers of samples drawn from a table with replacement, of shape (n_resamples, n).

    One sample in each row: ``X[rows]`` are the tables.

    Parameters
    ----------
    n : int, at least 1
    n_resamples : int, at least 1
    rng : numpy.random.Generator
    """
    n, n_resamples = whole(n, "n", minimum=1), whole(n_resamples, "n_resamples", minimum=1)
    return as_generator(rng).integers(0, n, size=(n_resamples, n))


def bootstrap(
    x: ArrayLike, statistic: Callable[..., Array], *, n_resamples: int, rng: np.random.Generator
) -> Bootstrap:
    """Estimate from a sample, and from samples that are drawn from it.

    Parameters
    ----------
    x : ndarray of shape (n,), independent values
    statistic : callable
        From an array, and the keyword ``axis``, to what is estimated along this axis; `numpy.mean`
        and `numpy.median` are such.
    n_resamples : int, at least 2
    rng : numpy.random.Generator

    Examples
    --------
    >>> x = [12.0, 15.0, 9.0, 20.0, 14.0]
    >>> boot = bootstrap(x, np.mean, n_resamples=1000, rng=np.random.default_rng(0))
    >>> boot.estimate, round(boot.standard_error, 1)
    (14.0, 1.6)
    """
    x = as_vector(x, "x")
    callables(statistic=statistic)
    n_resamples = whole(n_resamples, "n_resamples", minimum=2)
    as_generator(rng)

    def draw(n: int) -> Array:
        return x[resample_rows(len(x), n, rng=rng)]

    def of_each(samples: Array) -> Array:
        return statistic(samples, axis=-1)

    again = replicates(draw, of_each, n_resamples, size=len(x))
    estimate = of_each(x[np.newaxis].copy())
    estimate = one_for_each(estimate, 1, "statistic")
    return Bootstrap(float(estimate[0]), again)
