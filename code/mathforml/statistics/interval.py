"""Intervals that hold a truth more or less often: an interval, and the coverage of a method.

A method that makes intervals has a level of 95% when 95 of 100 data sets would give an interval
that contains the truth. In a simulation the truth is known, and that can be counted::

    coverage = (number of intervals with low <= truth <= high) / (number of intervals)

An estimate with a normal error, whose size is estimated with df degrees of freedom, has one::

    estimate +- t standard error,      t = quantile (1 + level) / 2 of Student's distribution

References
----------
Neyman, J. (1937). Outline of a Theory of Statistical Estimation Based on the Classical Theory of
Probability. Philosophical Transactions of the Royal Society A 236, 333-380.

Wasserman, L. (2004). All of Statistics. Springer. Section 6.3.2.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_array, as_vector, finite, in_range, same_length
from mathforml._types import Array, ArrayLike
from mathforml.probability.monte_carlo import Estimate
from mathforml.statistics.student_t import t_quantile


class Interval(NamedTuple):
    """From a number to a number, both included."""

    low: float | Array  #: the lower end, or that of each of several intervals
    high: float | Array  #: the upper end, in the same shape


def coverage(low: ArrayLike, high: ArrayLike, truth: float) -> Estimate:
    """Share of the intervals that contain the truth, with the error of this share.

    The standard error is ``sqrt(share (1 - share) / n_intervals)``.

    Parameters
    ----------
    low, high : ndarray of shape (n_intervals,), of independent intervals
    truth : float

    Examples
    --------
    >>> coverage([0.0, 1.0, 2.0, 3.0], [2.0, 3.0, 4.0, 5.0], truth=2.5)
    Estimate(value=0.5, standard_error=0.25, n=4)
    """
    low, high = as_vector(low, "low"), as_vector(high, "high")
    same_length(low=low, high=high)
    truth = finite(truth, "truth")
    if (high < low).any():
        raise ValueError(f"high must not be below low, but is in {(high < low).sum()} intervals")
    n = len(low)
    share = float(((low <= truth) & (truth <= high)).mean())
    return Estimate(share, float(np.sqrt(share * (1 - share) / n)), n)


def t_interval(
    estimate: float | Array, standard_error: float | Array, *, df: float, level: float
) -> Interval:
    """Interval about an estimate whose standard error is itself an estimate.

    ``estimate +- quantile * standard_error``, of the shape of `estimate`.

    Parameters
    ----------
    estimate, standard_error : float or ndarray of one shape
        What was estimated, and how far it is off, typically: at least 0.
    df : float, above 0, degrees of freedom
    level : float, between 0 and 1
        In which share of all samples it shall hold the truth.

    Examples
    --------
    >>> low, high = t_interval(10.0, 1.0, df=1, level=0.5)  # the quantile of 3/4 is 1
    >>> round(low, 6), round(high, 6)
    (9.0, 11.0)
    """
    centre, level = as_array(estimate, "estimate"), in_range(level, "level", 0, 1)
    error = as_array(standard_error, "standard_error")
    if error.shape != centre.shape or (error < 0).any():
        raise ValueError(
            f"standard_error must hold numbers of at least 0 in the shape of estimate, "
            f"{centre.shape}, got {standard_error}"
        )
    reach = t_quantile((1 + level) / 2, df=df) * error
    low, high = centre - reach, centre + reach
    return Interval(low, high) if centre.ndim else Interval(float(low), float(high))
