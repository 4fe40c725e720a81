"""Sampling by inversion: send uniform numbers through the inverse of the distribution function.

The distribution function ``F(x) = P(X <= x)`` climbs from 0 to 1. Choose a height u at random, and
go sideways until you meet it: where F is steep, many heights lead to nearly the same x::

    x = F^-1(u),     u uniform from 0 to 1

References
----------
Devroye, L. (1986). Non-Uniform Random Variate Generation. Springer. Section II.2.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathforml._checks import as_generator, as_real, callables, whole
from mathforml._types import Array, ArrayLike


def inversion(
    quantile: Callable[[Array], ArrayLike], n: int, *, rng: np.random.Generator
) -> Array:
    """Draw n independent values of which `quantile` is the inverse distribution function.

    Parameters
    ----------
    quantile : callable
        ``F^-1``, from an ndarray of probabilities above 0 and below 1 to an ndarray of values.
    n : int
        How many, at least 1.
    rng : numpy.random.Generator
        The source of chance.

    Returns
    -------
    ndarray of shape (n,)
        The values.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, or the quantiles are not finite numbers.

    Examples
    --------
    >>> inversion(lambda u: -np.log(1 - u), 3, rng=np.random.default_rng(0)).round(3)
    array([1.013, 0.314, 0.042])
    """
    callables(quantile=quantile)
    whole(n, "n", minimum=1)
    # the middles of 2^52 equal parts: a quantile may be infinite at 0 and at 1
    u = (as_generator(rng).integers(2**52, size=n) + 0.5) / 2**52
    x = as_real(quantile(u), "quantile(u)")
    if x.shape != (n,) or not np.isfinite(x).all():
        raise ValueError(
            f"quantile must give a finite number for each of {n} probabilities, "
            f"got shape {x.shape} with {np.isfinite(x).sum()} finite numbers"
        )
    return x
