"""Expectation-maximisation (EM): fit a mixture of Gaussians without knowing who is who.

If it were known from which component each sample comes, each component would get the mean and the
covariance of its own samples. It is not known, so EM takes two half steps in turn. E: how likely
does each sample come from each component, with the parameters of now? M: which parameters fit
best, if a sample counts for a component as much as it is likely to come from there? ::

    E:  r_ik = pi_k N(x_i | mu_k, Sigma_k) / p(x_i)

    M:  N_k = sum_i r_ik,    pi_k = N_k / n,    mu_k = sum_i r_ik x_i / N_k,
        Sigma_k = sum_i r_ik (x_i - mu_k)(x_i - mu_k)^T / N_k

The likelihood never decreases, but it has no largest value either: a component that shrinks on to
one sample makes it as large as one likes. A small number on the diagonals of Sigma prevents that.

References
----------
Dempster, A. P., Laird, N. M. and Rubin, D. B. (1977). Maximum Likelihood from Incomplete Data via
the EM Algorithm. Journal of the Royal Statistical Society B 39(1), 1-38.

Bishop, C. M. (2006). Pattern Recognition and Machine Learning. Springer. Section 9.2.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_matrix, non_negative
from mathforml._docs import parameters_like
from mathforml._generators import at_the_call
from mathforml._special import log_sum_exp
from mathforml._types import Array, ArrayLike
from mathforml.unsupervised.mixture import Mixture, responsibilities


class EMStep(NamedTuple):
    """The mixture after a number of steps, and who comes from where."""

    step: int  #: number of updates
    mixture: Mixture  #: the parameters
    log_r: Array  #: of shape (n_samples, n_components), the logarithms of the responsibilities
    log_likelihood: float  #: the mean over the samples of the log density
    gap: float  #: how much the log-likelihood grew in this step; infinite at the start


@at_the_call
def em(X: ArrayLike, mixture0: Mixture, *, reg_covar: float = 0.0) -> Iterator[EMStep]:
    """Improve a mixture of Gaussians by EM, without end: `responsibilities`, `m_step`, and again.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    mixture0 : Mixture
    reg_covar : float, at least 0, default 0
        Is added to the diagonal of each new covariance, in the square of the unit of X. Above 0,
        the log-likelihood may decrease a little in a step; at 0 it never does.

    Raises
    ------
    ValueError
        During the walk, if a component loses its variance in some direction.
    DivergenceError
        If a sample is so far from a component that no finite number tells.

    Examples
    --------
    >>> from mathforml.iteration import take
    >>> start = Mixture(np.log([0.5, 0.5]), mu=[[0.0], [90.0]], Sigma=[[[1.0]], [[1.0]]])
    >>> end = take(em([[0.0], [2.0], [80.0], [84.0]], start), 2)[-1]
    >>> end.mixture.mu[:, 0].round(3), end.mixture.Sigma[:, 0, 0].round(3)
    (array([ 1., 82.]), array([1., 4.]))
    """
    X, reg_covar = as_matrix(X, "X"), non_negative(reg_covar, "reg_covar")
    here = responsibilities(X, mixture0)  # refuses what is wrong
    mixture = Mixture(*(np.array(part, dtype=float) for part in mixture0))
    before = -np.inf
    for step in count():
        log_likelihood = float(here.log_density.mean())
        own = Mixture(*map(np.copy, mixture))
        yield EMStep(step, own, here.log_r.copy(), log_likelihood, log_likelihood - before)
        mixture, before = m_step(X, here.log_r, reg_covar=reg_covar), log_likelihood
        here = responsibilities(X, mixture)


@parameters_like(em)
def m_step(X: Array, log_r: Array, *, reg_covar: float = 0.0) -> Mixture:
    """Mixture that fits best, if sample i counts for component k as much as r_ik.

    Parameters
    ----------
    log_r : ndarray of shape (n_samples, n_components)
    """
    log_N = log_sum_exp(log_r, axis=0)
    # r_ik / N_k, which is no 0 / 0 for a component that is far from all samples
    share = np.exp(log_r - log_N)
    # seen from a sample, a feature that is the same everywhere is 0 without rounding errors
    Z = X - X[0]
    mean = share.T @ Z
    Sigma = np.stack([_covariance(Z - m, s) for m, s in zip(mean, share.T, strict=True)])
    Sigma += reg_covar * np.eye(X.shape[1])
    _require_variance(Sigma, np.abs(Z).max(axis=0))
    return Mixture(log_N - np.log(len(X)), X[0] + mean, Sigma)


def _covariance(residual: Array, share: Array) -> Array:
    """Sum over i of ``share_i residual_i residual_i^T``: a square, and so symmetric."""
    residual *= np.sqrt(share)[:, None]
    return residual.T @ residual


def _require_variance(Sigma: Array, extent: Array) -> None:
    """Refuse variances that are rounding errors of numbers as large as the extent of the data."""
    deviation = np.sqrt(np.diagonal(Sigma, axis1=1, axis2=2))
    for k, j in np.argwhere(deviation <= 100 * np.finfo(float).eps * extent):
        raise ValueError(
            f"Sigma[{k}] must be positive definite, but feature {j} does not vary in it; "
            "use a larger reg_covar or fewer components"
        )
