"""A prior on the weights is a penalty: the most probable weights, given the data.

A linear model with normal noise, ``y = X w + sigma * noise``. By Bayes' rule ::

    -log P(w | y) = |y - X w|^2 / (2 sigma^2) - log P(w) + constant

so what is minimised is the squared loss plus what the prior thinks of w::

    normal prior, w_j ~ N(0, tau^2)                 adds |w|^2 / (2 tau^2)
        |y - X w|^2 + lam |w|^2,                    lam = sigma^2 / tau^2
    Laplace prior, P(w_j) ~ exp(-|w_j| / scale)     adds |w|_1 / scale
        |y - X w|^2 / (2 n) + lam |w|_1,            lam = sigma^2 / (n scale)

The first is ridge regression and the second the lasso. Under the normal prior the posterior is
normal as well: its peak is its mean, and its covariance tells how uncertain the weights are.

References
----------
Hoerl, A. E. and Kennard, R. W. (1970). Ridge Regression: Biased Estimation for Nonorthogonal
Problems. Technometrics 12(1), 55-67.

Tibshirani, R. (1996). Regression Shrinkage and Selection via the Lasso. Journal of the Royal
Statistical Society, Series B 58(1), 267-288: section 5.

Bishop, C. M. (2006). Pattern Recognition and Machine Learning. Springer. Section 3.3.1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_examples, positive, squarable, whole
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike
from mathforml.linalg.qr import qr
from mathforml.linalg.triangular import solve_upper


class Posterior(NamedTuple):
    """Weights after the data: a normal distribution."""

    mean: Array  #: of shape (n_features,), which is also the most probable weights
    #: Of shape (n_features, n_features), how uncertain they are still, and together.
    covariance: Array


def ridge_penalty(*, sigma: float, tau: float) -> float:
    """Price of ridge regression that a normal prior stands for, ``sigma^2 / tau^2``.

    It is the penalty of the loss ``|y - X w|^2 + lam |w|^2``.

    Parameters
    ----------
    sigma : float, above 0
        Standard deviation of the noise.
    tau : float, above 0
        Standard deviation of a weight before the data are seen.

    Examples
    --------
    >>> ridge_penalty(sigma=6.0, tau=2.0)
    9.0
    """
    sigma, tau = positive(sigma, "sigma"), positive(tau, "tau")
    ratio = sigma / tau
    if not 0 < ratio * ratio < np.inf:
        raise ValueError(f"sigma / tau must have a square above 0 and finite, got {ratio:g}")
    return ratio * ratio


@parameters_like(ridge_penalty)
def lasso_penalty(*, sigma: float, scale: float, n_samples: int) -> float:
    """Price of the lasso that a Laplace prior stands for, ``sigma^2 / (n scale)``.

    It is the penalty of the loss ``|y - X w|^2 / (2 n) + lam |w|_1``.

    Parameters
    ----------
    scale : float, above 0
        Mean size of a weight before the data are seen.
    n_samples : int, at least 1
    """
    n = whole(n_samples, "n_samples", minimum=1)
    sigma, scale = positive(sigma, "sigma"), positive(scale, "scale")
    lam = sigma * sigma / (n * scale)
    if not 0 < lam < np.inf:
        raise ValueError(
            "sigma and scale must give a price above 0 and finite, got "
            f"sigma={sigma:g} and scale={scale:g}"
        )
    return lam


@parameters_like(ridge_penalty)
def linear_posterior(X: ArrayLike, y: ArrayLike, *, sigma: float, tau: float) -> Posterior:
    """Weights of a linear model without intercept, by Bayes' rule from a normal prior.

    A prior acts as data: one more example for each weight, which says "it is 0", with tau as its
    noise. Least squares on these and the real ones gives the mean; the covariance is
    ``sigma^2 (X^T X + lam I)^-1``.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)

    Examples
    --------
    >>> mean, covariance = linear_posterior([[1.0], [1.0]], [2.0, 4.0], sigma=1.0, tau=1.0)
    >>> mean.round(6), covariance.round(6)  # three examples: 2, 4, and the prior's 0
    (array([2.]), array([[0.333333]]))
    """
    X, y = as_examples(X, y)
    squarable(X=X, y=y)
    sigma, tau = positive(sigma, "sigma"), positive(tau, "tau")
    n_features = X.shape[1]
    # each example in units of its own noise
    with np.errstate(over="ignore"):
        rows = np.vstack([X / sigma, np.eye(n_features) / tau])
        targets = np.concatenate([y / sigma, np.zeros(n_features)])
    squarable(**{"X / sigma and 1 / tau": rows, "y / sigma": targets})
    factors = qr(rows)
    mean = solve_upper(factors.R, factors.q_transposed_times(targets)[:n_features])
    half = solve_upper(factors.R, np.eye(n_features))
    return Posterior(mean, half @ half.T)
