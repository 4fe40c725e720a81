"""Rubin's rules: one conclusion from several completed copies of a table.

From each of m copies come an estimate q_l and its squared standard error u_l::

    estimate   q = mean of the q_l
    within     W = mean of the u_l               as if no value had been missing
    between    B = variance of the q_l           what the gaps leave open
    total      T = W + (1 + 1/m) B,              standard error = sqrt(T)
    df = (m - 1) (1 + W / ((1 + 1/m) B))^2

References
----------
Rubin, D. B. (1987). Multiple Imputation for Nonresponse in Surveys. Wiley. Chapter 3.

Van Buuren, S. (2018). Flexible Imputation of Missing Data. 2nd edition. CRC Press. Section 2.3.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_vector, same_length, squarable
from mathforml._types import ArrayLike
from mathforml.statistics.interval import Interval, t_interval
from mathforml.statistics.student_t import NORMAL


class Pooled(NamedTuple):
    """An estimate from a table with gaps, and how far it may be off."""

    estimate: float  #: the mean of the estimates from the completed copies
    standard_error: float  #: with what the gaps leave open
    df: float  #: degrees of freedom; infinite when all copies agree
    #: The share of the squared standard error that is due to the gaps, from 0 to 1.
    missing_information: float

    def interval(self, level: float = 0.95) -> Interval:
        """Interval that holds the truth in a share `level` of all samples.

        Parameters
        ----------
        level : float, default 0.95
        """
        df = min(self.df, NORMAL)  # infinitely many are the normal distribution, and so are these
        return t_interval(self.estimate, self.standard_error, df=df, level=level)


def rubin(estimates: ArrayLike, variances: ArrayLike) -> Pooled:
    """Pool the estimates from completed copies of one table.

    Parameters
    ----------
    estimates, variances : ndarray of shape (m,)
        An estimate from each copy, at least two, and its squared standard error; at least 0,
        and not all 0.

    Examples
    --------
    >>> pooled = rubin([4.0, 5.0, 6.0], [1.0, 1.0, 1.0])
    >>> pooled.estimate, round(pooled.standard_error, 3), round(pooled.df, 3)
    (5.0, 1.528, 6.125)
    """
    q, u = as_vector(estimates, "estimates"), as_vector(variances, "variances")
    same_length(estimates=q, variances=u)
    squarable(estimates=q, variances=u)
    if len(q) < 2:
        raise ValueError("estimates must come from at least two copies, got one")
    if (u < 0).any() or not u.any():
        raise ValueError("variances must be at least 0, and not all 0")
    m = len(q)
    within = u.mean()
    between = (1 + 1 / m) * q.var(ddof=1)
    total = within + between
    share = between / total
    df = (m - 1) / share**2 if share > 1e-150 else np.inf
    return Pooled(float(q.mean()), float(np.sqrt(total)), float(df), float(share))
