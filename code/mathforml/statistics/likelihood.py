"""Likelihood: how probable a model makes the data, and the parameters that make it largest.

::

    log L(theta) = sum_i log P(x_i; theta)

    normal       best mu = mean of x,  sigma^2 = mean of (x - mu)^2       (divides by n)
    Bernoulli    best p = share of the ones
    Poisson      best lam = mean of the counts

With normal noise, ``-log L`` is the squared loss up to a factor and a constant; with Bernoulli
outcomes it is the cross-entropy::

    -log L = (1 / (2 sigma^2)) sum_i (x_i - mu)^2 + n log(sigma sqrt(2 pi))
    -log L = -sum_i [y_i log p + (1 - y_i) log(1 - p)]

References
----------
Fisher, R. A. (1922). On the Mathematical Foundations of Theoretical Statistics. Philosophical
Transactions of the Royal Society A 222, 309-368.

Wasserman, L. (2004). All of Statistics. Springer. Section 9.3.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_vector, squarable
from mathforml._types import Array, ArrayLike
from mathforml.probability.continuous import Normal
from mathforml.probability.discrete import Bernoulli, Poisson
from mathforml.probability.distribution import Continuous, Discrete


def log_likelihood(distribution: Continuous | Discrete, x: ArrayLike) -> float:
    """Logarithm of the probability, or density, of independent data.

    Minus infinity when the model rules a value out.

    Parameters
    ----------
    distribution : Continuous or Discrete
    x : ndarray of shape (n,)

    Examples
    --------
    >>> round(log_likelihood(Bernoulli(0.5), [1, 1, 0]), 4)  # 3 times log 1/2
    -2.0794
    """
    x = as_vector(x, "x")
    if isinstance(distribution, Continuous):
        return float(distribution.log_density(x).sum())
    if isinstance(distribution, Discrete):
        return float(distribution.log_mass(x).sum())
    raise TypeError(
        f"distribution must be one of mathforml.probability, got {type(distribution).__name__}"
    )


def fit_normal(x: ArrayLike) -> Normal:
    """Normal distribution under which the data are most likely; its sigma divides by n.

    Parameters
    ----------
    x : ndarray of shape (n,), at least two different values

    Examples
    --------
    >>> fit_normal([1.0, 2.0, 6.0])
    Normal(mu=3.0, sigma=2.160246899469287)
    """
    x = as_vector(x, "x")
    squarable(x=x)
    mu, sigma = float(x.mean()), float(x.std())
    if np.ptp(x) == 0:
        raise ValueError(f"x must hold at least two different values, got only {x[0]:g}")
    if sigma == 0:
        raise ValueError("x must vary by so much that its variance, a square, is above 0")
    return Normal(mu, sigma)


def fit_bernoulli(y: ArrayLike) -> Bernoulli:
    """Bernoulli distribution under which the outcomes are most likely.

    Parameters
    ----------
    y : ndarray of shape (n,), of 0 and 1
    """
    y = _checked(Bernoulli(0.5), y, "y", "0 and 1")
    return Bernoulli(float(y.mean()))


def fit_poisson(k: ArrayLike) -> Poisson:
    """Poisson distribution under which the counts are most likely.

    Parameters
    ----------
    k : ndarray of shape (n,), not all 0
    """
    k = _checked(Poisson(1.0), k, "k", "whole numbers from 0 on")
    if not k.any():
        raise ValueError("k must not hold only 0: no rate above 0 is most likely")
    return Poisson(float(k.mean()))


def _checked(distribution: Discrete, x: ArrayLike, name: str, expected: str) -> Array:
    x = as_vector(x, name)
    wrong = x[np.isneginf(distribution.log_mass(x))]
    if len(wrong):
        raise ValueError(f"{name} must hold {expected}, got {wrong[0]:g}")
    return x
