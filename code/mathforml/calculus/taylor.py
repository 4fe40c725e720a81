"""Taylor: near a point, a function is nearly the polynomial with the same derivatives there.

::

    f(x)  =  sum_k  f^(k)(a) (x - a)^k / k!   +   remainder,       k = 0, ..., n
    |remainder|  <=  M |x - a|^(n+1) / (n + 1)!      if |f^(n+1)| <= M between a and x

References
----------
Nocedal, J. and Wright, S. J. (2006). Numerical Optimization. 2nd edition. Springer. Theorem 2.1.

Deisenroth, M. P., Faisal, A. A. and Ong, C. S. (2020). Mathematics for Machine Learning. Cambridge
University Press. Sections 5.1.1 and 5.8.
"""

from __future__ import annotations

from math import factorial

import numpy as np

from mathforml._checks import (
    as_array,
    as_vector,
    finite,
    non_negative,
    whole,
)
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike


def taylor_polynomial(derivatives: ArrayLike, x: ArrayLike, *, centre: float = 0.0) -> Array:
    """Polynomial with given derivatives at the centre, ``sum_k f^(k)(a) (x - a)^k / k!``.

    Parameters
    ----------
    derivatives : ndarray of shape (degree + 1,)
        The value of the function at the centre, its slope there, its second derivative, ...
    x : ndarray of any shape, or float
    centre : float, the point a, default 0.0

    Returns
    -------
    ndarray of the shape of `x`

    Examples
    --------
    >>> taylor_polynomial([1.0, 1.0, 1.0], [0.0, 0.5, 1.0])  # of exp at 0, to degree 2
    array([1.   , 1.625, 2.5  ])
    """
    derivatives, x = as_vector(derivatives, "derivatives"), as_array(x, "x")
    d = x - finite(centre, "centre")
    value = np.zeros_like(d)
    for k in reversed(range(len(derivatives))):  # Horner: c0 + d (c1 + d/2 (c2 + d/3 (...)))
        value = derivatives[k] + d / (k + 1) * value
    return value


@parameters_like(taylor_polynomial)
def taylor_remainder(bound: float, x: ArrayLike, *, centre: float = 0.0, degree: int) -> Array:
    """How far a function can be from its Taylor polynomial, ``M |x - a|^(n+1) / (n + 1)!``.

    Parameters
    ----------
    bound : float
        M: the next derivative, number degree + 1, is at most this in size between centre and x.
    degree : int, at least 0
    """
    bound, degree = non_negative(bound, "bound"), whole(degree, "degree", minimum=0)
    d = as_array(x, "x") - finite(centre, "centre")
    return bound * np.abs(d) ** (degree + 1) / factorial(degree + 1)
