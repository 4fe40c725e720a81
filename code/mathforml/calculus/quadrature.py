"""Integrals by adding up: the area under a function, from its values at evenly spaced points.

With n strips of width ``h = (b - a) / n`` between the points ``x_0 = a, x_1, ..., x_n = b``::

    trapezoid   h (f_0 / 2 + f_1 + ... + f_(n-1) + f_n / 2)             error of order h^2
    Simpson     h/3 (f_0 + 4 f_1 + 2 f_2 + 4 f_3 + ... + 4 f_(n-1) + f_n)    order h^4

The trapezoid rule joins neighbouring points by lines, Simpson's puts a parabola through every
three. The orders hold when the second derivative, or the fourth, is bounded: a kink, or a slope
that becomes infinite, costs orders.

References
----------
Davis, P. J. and Rabinowitz, P. (1984). Methods of Numerical Integration. 2nd edition. Academic
Press. Section 2.1 and 2.2.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathforml._checks import as_real, as_vector, callables, finite, in_range, whole
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike


def trapezoid(f: Callable[[Array], ArrayLike], a: float, b: float, n: int) -> float:
    """Integral of f from a to b by n trapezoids.

    Its error is at most ``|b - a| h^2 / 12`` times the largest second derivative.

    Parameters
    ----------
    f : callable
        From an ndarray of points to an ndarray of its values there, all finite.
    a, b : float
        If b is below a, the integral changes its sign.
    n : int, at least 1
    """
    f, h = corners(f, a, b, n)
    return float(h * (f[0] / 2 + f[1:-1].sum() + f[-1] / 2))


@parameters_like(trapezoid)
def simpson(f: Callable[[Array], ArrayLike], a: float, b: float, n: int) -> float:
    """Integral of f from a to b by parabolas over n strips, two for each parabola.

    Exact for polynomials of degree 3 up to rounding. Its error is at most ``|b - a| h^4 / 180``
    times the largest fourth derivative.

    Parameters
    ----------
    n : int, even and at least 2

    Examples
    --------
    >>> simpson(lambda x: x**3, 0.0, 2.0, 2)
    4.0
    """
    if whole(n, "n", minimum=2) % 2:
        raise ValueError(f"n must be even, two strips a parabola, got {n}")
    f, h = corners(f, a, b, n)
    return float(h / 3 * (f[0] + 4 * f[1:-1:2].sum() + 2 * f[2:-1:2].sum() + f[-1]))


@parameters_like(trapezoid)
def corners(f: Callable[[Array], ArrayLike], a: float, b: float, n: int) -> tuple[Array, float]:
    """Values of f at the ends of n strips, of shape (n + 1,), and the width of a strip."""
    callables(f=f)
    a, b, n = finite(a, "a"), finite(b, "b"), whole(n, "n", minimum=1)
    x = np.linspace(a, b, n + 1)
    values = as_real(f(x.copy()), "f(x)")
    if values.shape != x.shape or not np.isfinite(values).all():
        raise ValueError(
            f"f must give a finite number for each of {n + 1} points from {a:g} to {b:g}, "
            f"got shape {values.shape} with {np.isfinite(values).sum()} finite numbers"
        )
    return values, (b - a) / n


def observed_orders(errors: ArrayLike, *, ratio: float = 2.0) -> Array:
    """Orders p that errors show, of shape (n_steps - 1,): ``C h^p`` shrinks by ``ratio^p``.

    Parameters
    ----------
    errors : ndarray of shape (n_steps,)
        At least two, from the largest step to the smallest; none of them 0.
    ratio : float, above 1, default 2.0
        How many times smaller each step is than the one before.
    """
    errors, ratio = np.abs(as_vector(errors, "errors")), in_range(ratio, "ratio", 1, np.inf)
    if len(errors) < 2 or errors.min() == 0:
        raise ValueError(f"errors must be at least two numbers other than 0, got {errors}")
    return np.log(errors[:-1] / errors[1:]) / np.log(ratio)
