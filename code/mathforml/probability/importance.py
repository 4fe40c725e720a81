"""Importance sampling: sample where it is easy, or where it matters, and correct by weights.

To find an expectation under a density f, of which a constant factor may be unknown, from samples
of another density g, let each sample count for as much as f is larger there than g::

    w_i proportional to f(x_i) / g(x_i), with sum 1
    E_f[h(X)]  ~  m = sum_i w_i h(x_i)
    standard error  ~  sqrt(sum_i w_i^2 (h(x_i) - m)^2)
    effective sample size = 1 / sum_i w_i^2

The effective sample size is n when all weights are equal, and 1 when one sample has it all. It
cannot see a region that no sample has reached, so g must have tails at least as heavy as f.

References
----------
Robert, C. P. and Casella, G. (2004). Monte Carlo Statistical Methods. 2nd edition. Springer.
Section 3.3.

Kong, A., Liu, J. S. and Wong, W. H. (1994). Sequential Imputations and Bayesian Missing Data
Problems. Journal of the American Statistical Association 89(425), 278-288.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_real, as_vector, callables, same_length, whole
from mathforml._docs import parameters_like
from mathforml._special import log_sum_exp
from mathforml._types import Array, ArrayLike
from mathforml.probability.distribution import Continuous
from mathforml.probability.monte_carlo import Estimate
from mathforml.probability.sampling import log_ratio, rejection


class Weighted(NamedTuple):
    """Samples with weights."""

    x: Array  #: of shape (n,), the samples of g
    log_w: Array  #: of shape (n,), the logarithms of their weights, which add up to 1
    effective_size: float  #: the effective sample size, from 1 to n


@parameters_like(rejection)
def importance_sample(
    log_f: Callable[[Array], ArrayLike], proposal: Continuous, n: int, *, rng: np.random.Generator
) -> Weighted:
    """Draw from a proposal, and weigh the samples so that they stand for the density f.

    Parameters
    ----------
    proposal : Continuous
        The distribution with density g, which must be positive wherever f is. Refused if f is 0 at
        all samples of it.
    n : int, at least 2

    Examples
    --------
    >>> from mathforml.probability.continuous import Normal, Uniform
    >>> rng = np.random.default_rng(0)
    >>> weighted = importance_sample(Normal(0, 1).log_density, Uniform(-5, 5), 1000, rng=rng)
    >>> round(weighted.effective_size)
    364
    """
    callables(log_f=log_f)
    n = whole(n, "n", minimum=2)
    x = proposal.sample(n, rng=rng)
    log_w = log_ratio(log_f, proposal, x)
    total = log_sum_exp(log_w)
    if total == -np.inf:
        raise ValueError(f"f is 0 at all {n} samples of the proposal")
    log_w = log_w - total
    effective_size = np.exp(-log_sum_exp(2 * log_w))
    return Weighted(x, log_w, float(effective_size))


def weighted_mean(values: ArrayLike, log_w: ArrayLike) -> Estimate:
    """Mean of weighted samples, with its standard error, which is right for many samples.

    Parameters
    ----------
    values, log_w : ndarray of shape (n,)
        ``h(x)`` for each sample, and the logarithms of weights that add up to 1.
    """
    values, log_w = as_vector(values, "values"), as_real(log_w, "log_w")
    same_length(values=values, log_w=np.atleast_1d(log_w))
    w = np.exp(log_w)
    if w.shape != values.shape or not abs(w.sum() - 1) < 1e-9:
        raise ValueError(
            f"log_w must be logarithms of {len(values)} weights that add up to 1, got shape "
            f"{w.shape} with sum {w.sum():g}"
        )
    mean = w @ values
    standard_error = np.linalg.norm(w * (values - mean))
    return Estimate(float(mean), float(standard_error), len(values))
