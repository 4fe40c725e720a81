"""Slopes by differences: change an input a little, and divide the change of the output by it.

::

    forward, order 1    f'(x) = (f(x + h) - f(x)) / h
    central, order 2    f'(x) = (f(x + h) - f(x - h)) / (2 h)

Two errors add up. The function bends on the way: by Taylor's theorem a difference of order p
misses about ``|f^(p+1)(x)| h^p / (p + 1)!``, which falls with h. And a value of f is right to half
the machine's eps = 2.2e-16 of its size at best; the quotient divides the errors of two values by h
or 2 h::

    E(h) = |f^(p+1)(x)| h^p / (p + 1)!  +  eps |f(x)| / (p h)

On a logarithmic scale that is a V: one side falls by p powers of ten for each of h, the other
rises by one. It is least where the slope of E is 0::

    h = (eps |f(x)| / |f^(p+1)(x)|  (p + 1)! / p^2)^(1 / (p + 1))

Of a function nothing is known but its values, so the default is ``eps^(1 / (p + 1))``, times x
where x is large.

References
----------
Nocedal, J. and Wright, S. J. (2006). Numerical Optimization. 2nd edition. Springer. Section 8.1.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial

import numpy as np

from mathforml._checks import as_number, as_parameters, as_real, callables, finite, positive, whole
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Loss

EPS = float(np.finfo(float).eps)


def forward_difference(f: Callable[[float], float], x: float, *, h: float | None = None) -> float:
    """Slope of f by a step forward, ``(f(x + h) - f(x)) / h``.

    Parameters
    ----------
    f : callable, of one number
    x : float
    h : float, positive, optional
        By default ``eps^(1/2) max(1, |x|)``, about 1.5e-8. Other steps suit a function that is
        much larger than its second derivative, or much smaller: see `best_step`. The step is taken
        as the machine rounds it; one that is too small to move x is refused.
    """
    f, x = _checked_function(f), finite(x, "x")
    h = EPS ** (1 / 2) * max(1.0, abs(x)) if h is None else positive(h, "h")
    ahead = x + h
    _check_moved(x, h, ahead)
    return (f(ahead) - f(x)) / (ahead - x)


@parameters_like(forward_difference)
def central_difference(f: Callable[[float], float], x: float, *, h: float | None = None) -> float:
    """Slope of f by a step to either side, ``(f(x + h) - f(x - h)) / (2 h)``.

    Parameters
    ----------
    h : float, positive, optional
        By default ``eps^(1/3) max(1, |x|)``, about 6e-6.

    Examples
    --------
    >>> central_difference(lambda x: x**2, 3.0, h=0.5)
    6.0
    """
    f, x = _checked_function(f), finite(x, "x")
    h = EPS ** (1 / 3) * max(1.0, abs(x)) if h is None else positive(h, "h")
    ahead, behind = x + h, x - h
    _check_moved(x, h, ahead, behind)
    return (f(ahead) - f(behind)) / (ahead - behind)


def numerical_gradient(loss: Loss, theta: ArrayLike, *, h: float | None = None) -> Array:
    """Gradient by central differences, of shape (n_parameters,): two evaluations for each of them.

    Parameters
    ----------
    loss : callable, from theta to a number
    theta : ndarray of shape (n_parameters,)
    h : float, optional
        The step for every parameter; by default each has its own, as in `central_difference`.
    """
    return numerical_jacobian(lambda t: as_number(loss(t), "loss(theta)"), theta, h=h)


@parameters_like(numerical_gradient)
def numerical_jacobian(
    f: Callable[[Array], ArrayLike], theta: ArrayLike, *, h: float | None = None
) -> Array:
    """All partial derivatives of a list of numbers, of shape (n_values, n_parameters).

    By central differences: row i has the gradient of number i of f; for one number, the result has
    the shape (n_parameters,). Of a gradient it gives the Hessian, up to rounding.

    Parameters
    ----------
    f : callable, from theta to a vector of any length, or a number

    Examples
    --------
    >>> numerical_jacobian(lambda t: [t[0] * t[1], t[1] ** 2], [2.0, 3.0]).round(6)
    array([[3., 2.],
           [0., 6.]])
    """
    callables(f=f)
    theta = as_parameters(theta, "theta")
    columns = []
    for k, x in enumerate(theta):
        step = EPS ** (1 / 3) * max(1.0, abs(x)) if h is None else positive(h, "h")
        ahead, behind = theta.copy(), theta.copy()
        ahead[k], behind[k] = x + step, x - step
        _check_moved(x, step, ahead[k], behind[k])
        change = as_real(f(ahead.copy()), "f(theta)") - as_real(f(behind.copy()), "f(theta)")
        columns.append(change / (ahead[k] - behind[k]))
    slopes = np.stack(columns, axis=-1)
    if not np.isfinite(slopes).all():
        raise ValueError("f must be finite around theta, but some of its differences are not")
    return slopes


def difference_error(h: float, *, value: float, derivative: float, order: int) -> float:
    """Error E(h) to expect of a difference quotient: truncation and rounding, added up.

    For small h it is about as large as the error can be, if f rounds as well as a function can.

    Parameters
    ----------
    h : float, positive
    value : float
        The function at x, for the rounding.
    derivative : float
        For the truncation: the second derivative at x for a forward difference, the third for a
        central one.
    order : int
        1 for a forward difference, 2 for a central one.
    """
    h, order = positive(h, "h"), _checked_order(order)
    bend, size = abs(finite(derivative, "derivative")), abs(finite(value, "value"))
    return bend * h**order / factorial(order + 1) + EPS * size / (order * h)


@parameters_like(difference_error)
def best_step(*, value: float, derivative: float, order: int) -> float:
    """Step at which `difference_error` is least, near where its two parts are equal.

    Neither the value nor the derivative may be 0.
    """
    order = _checked_order(order)
    size = positive(abs(finite(value, "value")), "the size of value")
    bend = positive(abs(finite(derivative, "derivative")), "the size of derivative")
    return float((EPS * size / bend * factorial(order + 1) / order**2) ** (1 / (order + 1)))


def _checked_function(f: Callable[[float], float]) -> Callable[[float], float]:
    """Return f, with a check of its values."""
    callables(f=f)
    return lambda x: finite(f(x), f"f({x:g})")


def _check_moved(x: float, h: float, *places: float) -> None:
    if x in places:
        raise ValueError(f"h must be large enough to change x = {x:g}, got {h:g}")


def _checked_order(order: int) -> int:
    order = whole(order, "order", minimum=1)
    if order > 2:
        raise ValueError(f"order must be 1 (forward) or 2 (central), got {order}")
    return order
