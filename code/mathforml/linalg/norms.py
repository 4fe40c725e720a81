"""Norms: how long a vector is.

For a number p from 1 to infinity ::

    |x|_p   = (|x_1|^p + ... + |x_n|^p)^(1/p)
    |x|_inf = max |x_i|

p = 1 adds up the sizes, p = 2 is the length of Pythagoras, and p = infinity sees the largest entry
alone. Below p = 1 the formula is no norm: a detour could be shorter than the straight way.

The p-th power of a huge number is not finite, and that of a tiny number is 0. So the largest size
is taken out first: ``|x|_p = m |x / m|_p``, with ``m = max |x_i|``.

References
----------
Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations. 4th edition. Johns Hopkins University
Press. Section 2.2.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_columns, at_least
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike


def norm(x: ArrayLike, p: float = 2.0) -> float | Array:
    """Length of a vector, or of each row of a matrix: ``(sum |x_i|^p)^(1/p)``.

    In the unit of the entries. A length that is too large for a number is refused.

    Parameters
    ----------
    x : ndarray of shape (n,) or (n_vectors, n)
    p : float, default 2
        Which norm, from 1 to infinity (`numpy.inf`, the largest size).

    Returns
    -------
    float or ndarray of shape (n_vectors,)

    Examples
    --------
    >>> norm([3.0, -4.0])
    5.0
    >>> norm([[3.0, -4.0], [0.0, 2.0]], p=1)
    array([7., 2.])
    """
    x, p = as_columns(x, "x"), at_least(p, "p", 1)
    sizes = np.abs(x)
    largest = sizes.max(axis=-1)
    shares = sizes / np.where(largest > 0, largest, 1.0)[..., np.newaxis]
    with np.errstate(over="ignore", under="ignore"):  # too large is reported, too small is 0
        lengths = largest if np.isinf(p) else largest * (shares**p).sum(axis=-1) ** (1 / p)
    if not np.isfinite(lengths).all():
        raise ValueError(f"x holds numbers up to {sizes.max():.3g}: its length is not finite")
    return float(lengths) if x.ndim == 1 else lengths


@parameters_like(norm)
def normalise(x: ArrayLike, p: float = 2.0) -> Array:
    """The same direction, with length 1: ``x / |x|_p``, of the shape of `x`.

    A zero vector has no direction, and is refused.
    """
    x = as_columns(x, "x")
    largest = np.abs(x).max(axis=-1, keepdims=True)
    if (largest == 0).any():
        raise ValueError(f"x must have no zero vector, which has no direction; shape {x.shape}")
    x = x / largest  # a length near the ends of the range is infinite, or has few digits
    return x / np.expand_dims(norm(x, p), -1)


def unit_of(A: Array, axis: int | None = None) -> float | Array:
    """A power of two just above every entry in size: in this unit squares keep their digits.

    It is 1 where all entries are 0; a scalar, or in the shape of `A` without the axis.

    Parameters
    ----------
    A : ndarray, of at most 1e300
    axis : int, optional
        One unit for all entries when left out.
    """
    units = np.ldexp(1.0, np.frexp(np.abs(A).max(axis=axis))[1])
    return float(units) if axis is None else units
