"""Student's t distribution: how a mean, measured in its own estimated error, varies.

Its tail is an incomplete beta function, for which there is a continued fraction::

    P(T > t) = I_x(df/2, 1/2) / 2,      x = df / (df + t^2),  t >= 0
    I_x(a, b) = x^a (1-x)^b / B(a, b) * 1 / (beta_0 + alpha_1 / (beta_1 + alpha_2 / ...))

    alpha_m = (a+m-1) (a+b+m-1) m (b-m) x^2 / (a+2m-1)^2
    beta_m  = m + m (b-m) x / (a+2m-1) + (a+m) ((a+b)(1-x) - b + 1 + m (2-x)) / (a+2m+1)

It converges fast when x is below ``(a + 1) / (a + b + 2)``; else use
``I_x(a, b) = 1 - I_(1-x)(b, a)``.

The quantile inverts the tail by Newton's method on ``log P(T > e^s)``. That is a concave function
of s, because the density of log T is log-concave. So from any start the first step lands above the
root, or on it, and those that follow go down to it and never beyond.

References
----------
Student (1908). The Probable Error of a Mean. Biometrika 6(1), 1-25.

DiDonato, A. R. and Morris, A. H. (1992). Algorithm 708: Significant Digit Computation of the
Incomplete Beta Function Ratios. ACM Transactions on Mathematical Software 18(3), 360-373: the
continued fraction, which keeps its digits for large a.

Abramowitz, M. and Stegun, I. A. (1964). Handbook of Mathematical Functions. National Bureau of
Standards. Equation 26.2.22: the start of the quantile.

Press, W. H., Teukolsky, S. A., Vetterling, W. T. and Flannery, B. P. (2007). Numerical Recipes.
3rd edition. Cambridge University Press. Section 5.2: Lentz's method.
"""

from __future__ import annotations

from math import lgamma, log, pi

import numpy as np

from mathforml._checks import as_array, positive
from mathforml._types import Array, ArrayLike

MOST_TERMS = 10_000
MOST_STEPS = 200
TINY = 1e-300
NORMAL = 1e16  # degrees of freedom from which on it is the normal distribution: in its log tail,
# t^4 / (4 df) is what it is off by
LARGEST = 709.0  # the logarithm of the largest number


def t_cdf(t: ArrayLike, *, df: float) -> Array:
    """Probability that Student's t is at most t.

    Parameters
    ----------
    t : ndarray
        Numbers, of any shape.
    df : float
        Degrees of freedom, above 0; not always a whole number. Many make it the normal
        distribution.

    Returns
    -------
    ndarray
        The probabilities, in the shape of `t`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

    Examples
    --------
    >>> t_cdf([-1.0, 0.0, 1.0], df=1)
    array([0.25, 0.5 , 0.75])
    """
    t, df = as_array(t, "t"), _degrees(df)
    tail = _tail(np.abs(t), df)
    return np.where(t < 0, tail, 1 - tail)


def two_sided_p(t: ArrayLike, *, df: float) -> Array:
    """Probability that Student's t is at least as far from 0 as t, without loss in the tails.

    Parameters
    ----------
    t : ndarray
        Numbers, of any shape.
    df : float
        Degrees of freedom, above 0.

    Returns
    -------
    ndarray
        The probabilities, in the shape of `t`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

    Examples
    --------
    >>> two_sided_p([0.0, -1.0, 2.0], df=1).round(4)
    array([1.    , 0.5   , 0.2952])
    """
    t, df = as_array(t, "t"), _degrees(df)
    return 2 * _tail(np.abs(t), df)


def t_quantile(p: ArrayLike, *, df: float) -> Array:
    """Number that Student's t stays below with probability p.

    Parameters
    ----------
    p : ndarray
        Probabilities, between 0 and 1, of any shape.
    df : float
        Degrees of freedom, above 0.

    Returns
    -------
    ndarray
        The quantiles, in the shape of `p`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, or a quantile is too large to be a number.

    Examples
    --------
    >>> t_quantile([0.025, 0.5, 0.975], df=30).round(4)
    array([-2.0423,  0.    ,  2.0423])
    """
    p, df = as_array(p, "p"), _degrees(df)
    if not ((p > 0) & (p < 1)).all():
        raise ValueError("p must lie between 0 and 1, both excluded, but some of it does not")
    quantiles = [_upper_quantile(float(min(q, 1 - q)), df) for q in p.flat]
    return np.sign(p - 0.5) * np.reshape(quantiles, p.shape)


def _degrees(df: float) -> float:
    return min(positive(df, "df"), NORMAL)


def _tail(t: Array, df: float) -> Array:
    """P(T > t) for t at least 0."""
    return np.exp(_log_tail(t, df))


def _log_tail(t: Array, df: float) -> Array:
    a, b = df / 2, 0.5
    r = t / np.sqrt(df)
    h = np.hypot(1, r)
    x, rest = 1 / h / h, (r / h) ** 2  # rest is 1 - x, without its rounding
    with np.errstate(divide="ignore"):  # at t = 0
        log_front = a * _log_x(r) + b * np.log(rest) + _log_gamma_ratio(a) - log(pi) / 2
    direct = x < (a + 1) / (a + b + 2)
    gap = (a + b) * rest - b  # with a and b, x and 1 - x exchanged it is the negative
    straight, exchanged = (a, b, x, gap), (b, a, rest, -gap)
    fraction = _fraction(
        *(np.where(direct, *pair) for pair in zip(straight, exchanged, strict=True))
    )
    log_half = np.minimum(log_front - np.log(2 * fraction), log(0.5))  # rounding may go beyond
    with np.errstate(divide="ignore"):  # where the logarithm of the other branch is not finite
        return np.where(direct, log_half, np.log(0.5 - np.exp(log_half)))


def _log_x(r: Array) -> Array:
    """``log (1 / (1 + r^2))`` for r of any size."""
    return np.where(r < 1, -np.log1p(np.minimum(r, 1) ** 2), -2 * np.log(np.hypot(1, r)))


def _fraction(a: Array, b: Array, x: Array, gap: Array) -> Array:
    """Value of ``beta_0 + alpha_1 / (beta_1 + ...)``, from its front, by Lentz's method.

    The gap is ``(a + b) (1 - x) - b``, a difference that would lose digits here.
    """
    value = C = a * (gap + 1) / (a + 1)
    D = np.zeros_like(value)
    for m in range(1, MOST_TERMS):
        odd = a + 2 * m - 1
        alpha = (a + m - 1) / odd * ((a + b + m - 1) * x / odd) * (m * (b - m) * x)
        beta = m * (1 + (b - m) * x / odd) + (a + m) * (gap + 1 + m * (2 - x)) / (odd + 2)
        D = 1 / _away_from_zero(beta + alpha * D)
        C = _away_from_zero(beta + alpha / _away_from_zero(C))
        value = value * (C * D)
        if (np.abs(C * D - 1) <= 3e-16).all():
            break
    return value


def _away_from_zero(x: Array) -> Array:
    return np.where(np.abs(x) < TINY, TINY, x)


def _log_gamma_ratio(a: float) -> float:
    """``log Gamma(a + 1/2) - log Gamma(a)``; for a large a the two logarithms would cancel."""
    if a < 50:
        return lgamma(a + 0.5) - lgamma(a)
    u = 1 / a
    return log(a) / 2 - u / 8 + u**3 / 192 - u**5 / 640


def _upper_quantile(q: float, df: float) -> float:
    """Find t with P(T > t) = q, for q at most 1/2."""
    if q == 0.5:
        return 0.0
    s = log(max(_guess(q, df), 1e-3))
    log_peak = _log_gamma_ratio(df / 2) - log(pi * df) / 2
    for _ in range(MOST_STEPS):
        if s > LARGEST:
            raise ValueError(f"p must be less extreme: with df={df:g} its quantile is not finite")
        t = np.exp(s)
        log_tail = _log_tail(t, df)
        log_density = log_peak + (df + 1) / 2 * _log_x(t / np.sqrt(df))
        change = float((log_tail - log(q)) * np.exp(log_tail - s - log_density))
        s += change
        if abs(change) < 1e-9:  # the next change would be about the square of this one
            break
    return float(np.exp(s))


def _guess(q: float, df: float) -> float:
    """About the quantile: that of the normal distribution, wider for few degrees of freedom."""
    u = np.sqrt(-2 * log(q))
    z = u - (2.30753 + 0.27061 * u) / (1 + u * (0.99229 + u * 0.04481))
    return float(z + (z**3 + z) / (4 * df))
