"""Expectation-maximisation (EM) for a mixture of Gaussians.

A sample comes from component k with probability pi_k, and is then Gaussian::

    p(x) = sum_k pi_k N(x | mu_k, Sigma_k)

Which component it was is not observed. EM takes two half steps in turn. E: how likely does each
sample come from each component, with the parameters of now? M: which parameters fit best, if a
sample counts for a component as much as it is likely to come from there? ::

    E:  log r_ik = log pi_k + log N(x_i | mu_k, Sigma_k) - log p(x_i)

    M:  N_k = sum_i r_ik,    pi_k = N_k / n,    mu_k = sum_i r_ik x_i / N_k,
        Sigma_k = sum_i r_ik (x_i - mu_k)(x_i - mu_k)^T / N_k

The likelihood never decreases, but it has no largest value either: a component that shrinks on to
one sample makes it as large as one likes. A small number on the diagonals of Sigma prevents that.

References
----------
Dempster, A. P., Laird, N. M. and Rubin, D. B. (1977). Maximum Likelihood from Incomplete Data via
the EM Algorithm. Journal of the Royal Statistical Society B 39(1), 1-38.

Bishop, C. M. (2006). Pattern Recognition and Machine Learning. Springer. Section 9.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_matrix, as_real, as_symmetric, as_vector, non_negative, squarable
from mathforml._types import Array, ArrayLike
from mathforml.iteration import DivergenceError
from mathforml.linalg.positive_definite import cholesky
from mathforml.linalg.triangular import solve_lower


class Mixture(NamedTuple):
    """The parameters of a mixture of Gaussians.

    Attributes
    ----------
    log_pi : ndarray of shape (n_components,)
        The logarithms of the probabilities of the components.
    mu : ndarray of shape (n_components, n_features)
        The means.
    Sigma : ndarray of shape (n_components, n_features, n_features)
        The covariances.
    """

    log_pi: Array
    mu: Array
    Sigma: Array


class Responsibilities(NamedTuple):
    """How likely each sample is, and from which component.

    Attributes
    ----------
    log_r : ndarray of shape (n_samples, n_components)
        The logarithm of the probability that a sample, being what it is, comes from a component.
    log_density : ndarray of shape (n_samples,)
        The logarithm of the density of the mixture at each sample.
    """

    log_r: Array
    log_density: Array


class EMStep(NamedTuple):
    """One step of EM.

    Attributes
    ----------
    step : int
        The number of updates so far; 0 is the start.
    mixture : Mixture
        The parameters after that many updates.
    log_r : ndarray of shape (n_samples, n_components)
        The logarithms of the responsibilities with these parameters.
    log_likelihood : float
        The mean over the samples of the log density with these parameters.
    gain : float
        How much the log-likelihood grew in this step; infinite at the start.
    """

    step: int
    mixture: Mixture
    log_r: Array
    log_likelihood: float
    gain: float


def em(X: ArrayLike, mixture0: Mixture, *, reg_covar: float = 0.0) -> Iterator[EMStep]:
    """Improve a mixture of Gaussians by EM, without end.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The data, one sample in each row.
    mixture0 : Mixture
        The start.
    reg_covar : float, default 0
        Is added to the diagonal of each new covariance, in the square of the unit of X. Above 0,
        the log-likelihood may decrease a little in a step; at 0 it never does.

    Yields
    ------
    EMStep
        Step 0 is the start itself. Every step has arrays of its own.

    Raises
    ------
    TypeError, ValueError
        At the call, if an argument is not as above, or X holds numbers above 1e150; during the
        walk, if a covariance is not positive definite.
    DivergenceError
        During the walk, if a sample is so far from a component that no finite number tells.

    Examples
    --------
    >>> from mathforml.iteration import take
    >>> start = Mixture(np.log([0.5, 0.5]), mu=[[0.0], [90.0]], Sigma=[[[1.0]], [[1.0]]])
    >>> end = take(em([[0.0], [2.0], [80.0], [84.0]], start), 2)[-1]
    >>> end.mixture.mu[:, 0].round(3), end.mixture.Sigma[:, 0, 0].round(3)
    (array([ 1., 82.]), array([1., 4.]))
    """
    X = _data(X)
    return _em(X, _fitting(mixture0, X), non_negative(reg_covar, "reg_covar"))


def responsibilities(X: ArrayLike, mixture: Mixture) -> Responsibilities:
    """E step: log densities of the samples, and how likely they come from each component.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The data, one sample in each row.
    mixture : Mixture
        The parameters.

    Returns
    -------
    Responsibilities
        Logarithms, so that a sample far from all components is no division of 0 by 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, X holds numbers above 1e150, or a covariance is not
        positive definite.
    DivergenceError
        If a sample is so far from a component that no finite number tells.

    Examples
    --------
    >>> mixture = Mixture(np.log([0.5, 0.5]), mu=[[0.0], [2.0]], Sigma=[[[1.0]], [[1.0]]])
    >>> np.exp(responsibilities([[1.0], [99.0]], mixture).log_r).round(3)
    array([[0.5, 0.5],
           [0. , 1. ]])
    """
    X = _data(X)
    return _e_step(X, _fitting(mixture, X))


def _data(X: ArrayLike) -> Array:
    X = as_matrix(X, "X")
    squarable(X=X)
    return X


def _fitting(mixture: Mixture, X: Array) -> Mixture:
    """Read a mixture, of as many features as X has, and without shared memory."""
    log_pi, mu, Sigma = mixture
    log_pi, mu, Sigma = as_vector(log_pi, "log_pi"), as_matrix(mu, "mu"), as_real(Sigma, "Sigma")
    squarable(mu=mu)
    k, p = len(log_pi), X.shape[1]
    if mu.shape != (k, p) or Sigma.shape != (k, p, p):
        raise ValueError(
            f"for {k} log_pi and {p} features, mu must have shape {(k, p)} and Sigma {(k, p, p)}, "
            f"got {mu.shape} and {Sigma.shape}"
        )
    if abs(total := np.exp(log_pi).sum() - 1) > 1e-9:
        raise ValueError(f"the exponentials of log_pi must add up to 1, got 1 + {total:.3g}")
    for j, S in enumerate(Sigma):
        as_symmetric(S, f"Sigma[{j}]")
    return Mixture(log_pi.copy(), mu.copy(), Sigma.copy())


def _em(X: Array, mixture: Mixture, reg_covar: float) -> Iterator[EMStep]:
    before = -np.inf
    for step in count():
        log_r, log_density = _e_step(X, mixture)
        log_likelihood = float(log_density.mean())
        own = Mixture(*map(np.copy, mixture))
        yield EMStep(step, own, log_r.copy(), log_likelihood, log_likelihood - before)
        before = log_likelihood
        mixture = _m_step(X, log_r, reg_covar)


def _e_step(X: Array, mixture: Mixture) -> Responsibilities:
    parameters = enumerate(zip(*mixture, strict=True))
    log_joint = np.stack(
        [
            log_pi + _log_gaussian(X, mu, cholesky(Sigma, name=f"Sigma[{k}]"))
            for k, (log_pi, mu, Sigma) in parameters
        ]
    ).T
    if not np.isfinite(log_joint).all():
        raise DivergenceError(
            "the log density of a component is not finite: too far from a sample"
        )
    log_density = _log_sum_exp(log_joint, axis=1)
    return Responsibilities(log_joint - log_density[:, None], log_density)


def _log_gaussian(X: Array, mu: Array, L: Array) -> Array:
    """Log of the density with covariance ``L L^T``: its determinant is the square of that of L."""
    z = solve_lower(L, (X - mu).T)
    squared_distance = np.einsum("ij,ij->j", z, z)
    return -(len(mu) * np.log(2 * np.pi) + squared_distance) / 2 - np.log(np.diag(L)).sum()


def _m_step(X: Array, log_r: Array, reg_covar: float) -> Mixture:
    log_N = _log_sum_exp(log_r, axis=0)
    # r_ik / N_k, which is no 0 / 0 for a component that is far from all samples
    share = np.exp(log_r - log_N)
    mu = share.T @ X
    roots = np.sqrt(share).T[:, :, None]
    Sigma = np.stack([_square(root * (X - m)) for root, m in zip(roots, mu, strict=True)])
    return Mixture(log_N - np.log(len(X)), mu, Sigma + reg_covar * np.eye(X.shape[1]))


def _square(A: Array) -> Array:
    return A.T @ A


def _log_sum_exp(a: Array, axis: int) -> Array:
    """Log of a sum of exponentials, of which the largest is written as 1: none overflows."""
    largest = a.max(axis=axis, keepdims=True)
    return np.log(np.exp(a - largest).sum(axis=axis)) + largest.squeeze(axis)
