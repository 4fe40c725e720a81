"""Monte Carlo: an expectation as an average over samples, with an error bar that it brings along.

::

    E[f(X)]  ~  m = (f(x_1) + ... + f(x_n)) / n
    standard error = s / sqrt(n),     s^2 = sum_i (f(x_i) - m)^2 / (n - 1)

The law of large numbers needs a finite mean for this to settle, and the error bar, by the central
limit theorem, a finite variance: then m lies within two standard errors of the truth in about 95
of 100 runs. In how many dimensions X lives does not enter.

References
----------
Metropolis, N. and Ulam, S. (1949). The Monte Carlo Method. Journal of the American Statistical
Association 44(247), 335-341.

Robert, C. P. and Casella, G. (2004). Monte Carlo Statistical Methods. 2nd edition. Springer.
Section 3.2.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_vector
from mathforml._types import Array, ArrayLike


class Estimate(NamedTuple):
    """A mean of samples, and how far it may be off."""

    value: float  #: the mean
    standard_error: float  #: the standard deviation of such a mean, estimated from the samples
    n: int  #: the number of samples


def mean_with_error(values: ArrayLike) -> Estimate:
    """Mean of independent samples, with its standard error.

    Parameters
    ----------
    values : ndarray of shape (n,), at least two

    Examples
    --------
    >>> mean_with_error([1.0, 2.0, 3.0, 6.0])
    Estimate(value=3.0, standard_error=1.0801234497346435, n=4)
    """
    values = as_vector(values, "values")
    if len(values) < 2:
        raise ValueError("values must hold at least two numbers, for a standard error; got one")
    n, s = len(values), values.std(ddof=1)
    return Estimate(float(values.mean()), float(s / np.sqrt(n)), n)


def running_means(values: ArrayLike) -> Array:
    """Mean of the first sample, of the first two, of the first three, and so on, of shape (n,).

    Parameters
    ----------
    values : ndarray of shape (n,)
    """
    values = as_vector(values, "values")
    return np.cumsum(values) / np.arange(1, len(values) + 1)
