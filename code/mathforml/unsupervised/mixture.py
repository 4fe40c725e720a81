"""Mixture of Gaussians: a density, and from which component a sample comes.

A sample comes from component k with probability pi_k, and is then Gaussian::

    p(x) = sum_k pi_k N(x | mu_k, Sigma_k)

By Bayes' rule, a sample x_i comes from component k with the probability r_ik, its responsibility::

    log r_ik = log pi_k + log N(x_i | mu_k, Sigma_k) - log p(x_i)

Densities are products of many factors, and soon too small for a number; their logarithms are not.

References
----------
Bishop, C. M. (2006). Pattern Recognition and Machine Learning. Springer. Section 9.2.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_matrix, as_real, as_vector, squarable
from mathforml._special import log_normal, log_sum_exp
from mathforml._types import Array, ArrayLike
from mathforml.iteration import DivergenceError
from mathforml.linalg.positive_definite import cholesky
from mathforml.linalg.triangular import solve_lower


class Mixture(NamedTuple):
    """The parameters of a mixture of Gaussians."""

    #: Of shape (n_components,), the logarithms of the probabilities of the components.
    log_pi: Array
    mu: Array  #: of shape (n_components, n_features), the means
    #: Of shape (n_components, n_features, n_features), the covariances, positive definite.
    Sigma: Array


class Responsibilities(NamedTuple):
    """How likely each sample is, and from which component."""

    #: Of shape (n_samples, n_components), the logarithm of the probability that a sample, being
    #: what it is, comes from a component.
    log_r: Array
    #: Of shape (n_samples,), the logarithm of the density of the mixture at each sample.
    log_density: Array


def responsibilities(X: ArrayLike, mixture: Mixture) -> Responsibilities:
    """Log densities of the samples, and how likely they come from each component.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    mixture : Mixture

    Raises
    ------
    DivergenceError
        If a sample is so far from a component that no finite number tells.

    Examples
    --------
    >>> mixture = Mixture(np.log([0.5, 0.5]), mu=[[0.0], [2.0]], Sigma=[[[1.0]], [[1.0]]])
    >>> np.exp(responsibilities([[1.0], [99.0]], mixture).log_r).round(3)
    array([[0.5, 0.5],
           [0. , 1. ]])
    """
    X, mixture = _checked(X, mixture)
    log_joint = np.empty((len(mixture.log_pi), len(X)))
    for k, (log_pi, mu, Sigma) in enumerate(zip(*mixture, strict=True)):
        L = cholesky(Sigma, name=f"Sigma[{k}]")
        z = solve_lower(L, (X - mu).T)
        squared_distance = np.einsum("ij,ij->j", z, z)
        log_scale = np.log(np.diag(L)).sum()
        log_joint[k] = log_pi + log_normal(squared_distance, log_scale, p=len(mu))
    if not np.isfinite(log_joint).all():
        raise DivergenceError("a log density is not finite: a sample is too far from a component")
    log_density = log_sum_exp(log_joint, axis=0)
    return Responsibilities((log_joint - log_density).T, log_density)


def _checked(X: ArrayLike, mixture: Mixture) -> tuple[Array, Mixture]:
    X, (log_pi, mu, Sigma) = as_matrix(X, "X"), mixture
    log_pi, mu, Sigma = as_vector(log_pi, "log_pi"), as_matrix(mu, "mu"), as_real(Sigma, "Sigma")
    squarable(X=X, mu=mu)
    k, p = len(log_pi), X.shape[1]
    if mu.shape != (k, p) or Sigma.shape != (k, p, p):
        raise ValueError(
            f"for {k} log_pi and {p} features, mu must have shape {(k, p)} and Sigma {(k, p, p)}, "
            f"got {mu.shape} and {Sigma.shape}"
        )
    if abs(excess := np.exp(log_pi).sum() - 1) > 1e-9:
        raise ValueError(f"the exponentials of log_pi must add up to 1, got 1 + {excess:.3g}")
    return X, Mixture(log_pi, mu, Sigma)
