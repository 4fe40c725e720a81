"""Many tests at once: p-values that are adjusted for how many there are.

With m true null hypotheses, about ``0.05 m`` of them have p < 0.05. An adjusted p-value may be
compared with the level directly. With ``p_(1) <= ... <= p_(m)`` in order::

    Bonferroni            m p                                 at most 1
    Holm                  max over j <= i of  (m - j + 1) p_(j)
    Benjamini-Hochberg    min over j >= i of  m p_(j) / j

The first two hold the probability of even *one* false finding below the level, for any dependence
of the tests. The third holds the expected *share* of false ones among the findings below it, for
tests that are independent, or dependent in a positive way.

References
----------
Holm, S. (1979). A Simple Sequentially Rejective Multiple Test Procedure. Scandinavian Journal of
Statistics 6(2), 65-70.

Benjamini, Y. and Hochberg, Y. (1995). Controlling the False Discovery Rate: A Practical and
Powerful Approach to Multiple Testing. Journal of the Royal Statistical Society, Series B 57(1),
289-300.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_vector
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike


def bonferroni(p_values: ArrayLike) -> Array:
    """Adjust p-values by their number, ``m p``, at most 1.

    Parameters
    ----------
    p_values : ndarray of shape (m,)

    Returns
    -------
    ndarray of shape (m,), in the same order

    Examples
    --------
    >>> bonferroni([0.01, 0.02, 0.5])
    array([0.03, 0.06, 1.  ])
    """
    p = _checked(p_values)
    return np.minimum(len(p) * p, 1)


@parameters_like(bonferroni)
def holm(p_values: ArrayLike) -> Array:
    """Adjust the smallest p-value by m, the next by m - 1, ...: never above Bonferroni.

    Examples
    --------
    >>> holm([0.01, 0.02, 0.5])
    array([0.03, 0.04, 0.5 ])
    """
    p = _checked(p_values)
    m, order = len(p), np.argsort(p)
    adjusted = np.empty(m)
    adjusted[order] = np.maximum.accumulate(np.arange(m, 0, -1) * p[order])
    return np.minimum(adjusted, 1)


@parameters_like(bonferroni)
def benjamini_hochberg(p_values: ArrayLike) -> Array:
    """Adjust p-values so that a level bounds the expected share of false findings.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.02, 0.5])
    array([0.03, 0.03, 0.5 ])
    """
    p = _checked(p_values)
    m, order = len(p), np.argsort(p)
    ratios = m * p[order] / np.arange(1, m + 1)
    adjusted = np.empty(m)
    adjusted[order] = np.minimum.accumulate(ratios[::-1])[::-1]
    return np.minimum(adjusted, 1)


def _checked(p_values: ArrayLike) -> Array:
    p = as_vector(p_values, "p_values")
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("p_values must be probabilities, from 0 to 1, but some are not")
    return p
