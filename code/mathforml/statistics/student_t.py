"""Student's t distribution: how a mean, measured in its own estimated error, varies.

The part of the values that lies within a distance of 0, and the part beyond it, are incomplete
beta functions, of the two parts of ``1 = t^2 / (df + t^2) + df / (df + t^2)``::

    P(|T| <= t) = I_y(1/2, df/2),    y = t^2 / (df + t^2),  t >= 0
    P(|T| > t)  = I_x(df/2, 1/2),    x = df / (df + t^2) = 1 - y

The quantile solves these for y near 0, where x would lose its digits, and for x further out. Far
out both the tail and its solution are powers, also where x is too small to be a number::

    P(|T| > t) ~ (t / sqrt(df))^-df Gamma((df + 1)/2) / (sqrt(pi) Gamma(df/2 + 1))

References
----------
Student (1908). The Probable Error of a Mean. Biometrika 6(1), 1-25.

Abramowitz, M. and Stegun, I. A. (1964). Handbook of Mathematical Functions. National Bureau of
Standards. Equations 26.7.1 and 26.5.4.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, betainccinv, betaincinv, poch, stdtr

from mathforml._checks import as_array, positive
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike

NORMAL = 1e20
"""Degrees of freedom from which on it is the normal distribution, to all digits."""

LOG_FAR = np.log(1e8)
"""Logarithm of the ``t / sqrt(df)`` from which on the tail is a power, to all digits."""


def two_sided_p(t: ArrayLike, *, df: float) -> Array:
    """Probability that Student's t is at least as far from 0 as t, without loss in the tails.

    Parameters
    ----------
    t : ndarray of any shape
    df : float, above 0
        Degrees of freedom; not always a whole number.

    Returns
    -------
    ndarray of the shape of `t`

    Examples
    --------
    >>> two_sided_p([0.0, -1.0, 2.0], df=1).round(4)
    array([1.    , 0.5   , 0.2952])
    """
    t, df = as_array(t, "t"), positive(df, "df")
    t, df = np.abs(t), min(df, NORMAL)
    h = np.hypot(np.sqrt(df), t)
    within = betainc(1 / 2, df / 2, (t / h) ** 2)
    log_r = np.log(h) - np.log(df) / 2
    far = np.exp(_log_power(df) - df * log_r)
    beyond = np.where(log_r > LOG_FAR, far, 2 * stdtr(df, -t))
    return np.where(within < 1 / 2, 1 - within, beyond)


@parameters_like(two_sided_p)
@parameters_like(two_sided_p)
def t_quantile(p: ArrayLike, *, df: float) -> Array:
    """Number that Student's t stays below with probability p, in the shape of `p`.

    Refused if it is too large to be a number.

    Parameters
    ----------
    p : ndarray of any shape, between 0 and 1

    Examples
    --------
    >>> t_quantile([0.025, 0.5, 0.975], df=30).round(4)
    array([-2.0423,  0.    ,  2.0423])
    """
    p, df = as_array(p, "p"), positive(df, "df")
    if not ((p > 0) & (p < 1)).all():
        raise ValueError("p must lie between 0 and 1, both excluded, but some of it does not")
    df = min(df, NORMAL)
    beyond = 2 * np.minimum(p, 1 - p)
    with np.errstate(all="ignore"):  # what is not finite is refused, or not chosen
        y = betainccinv(1 / 2, df / 2, beyond)
        x = betaincinv(df / 2, 1 / 2, beyond)
        r = np.sqrt(np.where(y < 1 / 2, y / (1 - y), (1 - x) / x))
        log_r = (_log_power(df) - np.log(beyond)) / df
        r = np.where(log_r > LOG_FAR, np.exp(log_r), r)
        t = np.sqrt(df) * r
    if not np.isfinite(t).all():
        raise ValueError(f"p must be less extreme: with df={df:g} its quantile is not finite")
    return np.sign(p - 1 / 2) * t


def _log_power(df: float) -> float:
    """``log (Gamma((df + 1)/2) / (sqrt(pi) Gamma(df/2 + 1)))``."""
    return -np.log(np.sqrt(np.pi) * poch((df + 1) / 2, 1 / 2))
