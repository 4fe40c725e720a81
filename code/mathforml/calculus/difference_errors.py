"""Error of a difference quotient: truncation, which falls with h, and rounding, which grows.

The function bends on the way. By Taylor's theorem a difference of order p (1: forward, 2: central)
misses about ``|f^(p+1)(x)| h^p / (p + 1)!``. And a value of f is right to half the machine's
eps = 2.2e-16 of its size at best; the quotient divides the errors of two values by h or 2 h::

    E(h) = |f^(p+1)(x)| h^p / (p + 1)!  +  eps |f(x)| / (p h)

On a logarithmic scale that is a V: one side falls by p powers of ten for each of h, the other
rises by one. It is least where the slope of E is 0::

    h = (eps |f(x)| / |f^(p+1)(x)|  (p + 1)! / p^2)^(1 / (p + 1))

References
----------
Nocedal, J. and Wright, S. J. (2006). Numerical Optimization. 2nd edition. Springer. Section 8.1.
"""

from __future__ import annotations

from math import factorial

import numpy as np

from mathforml._checks import finite, positive, whole

EPS = float(np.finfo(float).eps)


def difference_error(h: float, *, value: float, derivative: float, order: int) -> float:
    """Error to expect of a difference quotient: truncation and rounding, added up.

    Parameters
    ----------
    h : float
        The step, positive.
    value : float
        The function at x, for the rounding.
    derivative : float
        For the truncation: the second derivative at x for a forward difference, the third for a
        central one.
    order : int
        1 for a forward difference, 2 for a central one.

    Returns
    -------
    float
        ``|derivative| h^order / (order + 1)! + eps |value| / (order h)``. For small h it is about
        as large as the error can be, if f rounds as well as a function can.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

    Examples
    --------
    >>> round(difference_error(0.5, value=9.0, derivative=2.0, order=1), 10)
    0.5
    """
    h, order = positive(h, "h"), _checked_order(order)
    bend, size = abs(finite(derivative, "derivative")), abs(finite(value, "value"))
    return bend * h**order / factorial(order + 1) + EPS * size / (order * h)


def best_step(*, value: float, derivative: float, order: int) -> float:
    """Step at which `difference_error` is least, near where its two parts are equal.

    Parameters
    ----------
    value : float
        The function at x, not 0.
    derivative : float
        The second derivative at x for a forward difference, the third for a central one; not 0.
    order : int
        1 for a forward difference, 2 for a central one.

    Returns
    -------
    float
        ``(eps |value / derivative| (order + 1)! / order^2)^(1 / (order + 1))``.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

    Examples
    --------
    >>> best_step(value=2.0, derivative=1.0, order=1) == (4 * EPS) ** 0.5
    True
    """
    order = _checked_order(order)
    size = positive(abs(finite(value, "value")), "the size of value")
    bend = positive(abs(finite(derivative, "derivative")), "the size of derivative")
    return float((EPS * size / bend * factorial(order + 1) / order**2) ** (1 / (order + 1)))


def _checked_order(order: int) -> int:
    order = whole(order, "order", minimum=1)
    if order > 2:
        raise ValueError(f"order must be 1 (forward) or 2 (central), got {order}")
    return order
