"""Slopes by differences: change an input a little, and divide the change of the output by it.

::

    forward, order 1    f'(x) = (f(x + h) - f(x)) / h
    central, order 2    f'(x) = (f(x + h) - f(x - h)) / (2 h)

The function bends on the way, which makes an error of the order of ``h^p`` for a difference of
order p; and h divides the rounding errors of f, of the order of the machine's eps = 2.2e-16. Both
are about equal for an h of the order of ``eps^(1 / (p + 1))``, and that is the default.

References
----------
Nocedal, J. and Wright, S. J. (2006). Numerical Optimization. 2nd edition. Springer. Section 8.1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathforml._checks import as_number, as_parameters, as_real, callables, finite, positive
from mathforml._types import Array, ArrayLike, Loss

EPS = float(np.finfo(float).eps)


def forward_difference(f: Callable[[float], float], x: float, *, h: float | None = None) -> float:
    """Slope of f by a step forward, ``(f(x + h) - f(x)) / h``.

    Parameters
    ----------
    f : callable
        A function of one number.
    x : float
        Where the slope is wanted.
    h : float, optional
        The step, positive; by default ``eps^(1/2) max(1, |x|)``, about 1.5e-8. Other steps suit
        a function that is much larger than its second derivative, or much smaller: see
        `best_step` of `difference_errors`.

    Returns
    -------
    float
        The difference quotient, for the step to `x + h` as the machine rounds it.

    Raises
    ------
    TypeError, ValueError
        If an argument or a value of f is not one finite number, or h is too small to move x.

    Examples
    --------
    >>> forward_difference(lambda x: x**2, 3.0, h=0.5)
    6.5
    """
    callables(f=f)
    x = finite(x, "x")
    ahead = _moved(x, _step(x, h, order=1))
    return (_at(f, ahead) - _at(f, x)) / (ahead - x)


def central_difference(f: Callable[[float], float], x: float, *, h: float | None = None) -> float:
    """Slope of f by a step to either side, ``(f(x + h) - f(x - h)) / (2 h)``.

    Parameters
    ----------
    f : callable
        A function of one number.
    x : float
        Where the slope is wanted.
    h : float, optional
        The step, positive; by default ``eps^(1/3) max(1, |x|)``, about 6e-6.

    Returns
    -------
    float
        The difference quotient, for the two steps as the machine rounds them.

    Raises
    ------
    TypeError, ValueError
        If an argument or a value of f is not one finite number, or h is too small to move x.

    Examples
    --------
    >>> central_difference(lambda x: x**2, 3.0, h=0.5)
    6.0
    """
    callables(f=f)
    x = finite(x, "x")
    h = _step(x, h, order=2)
    ahead, behind = _moved(x, h), _moved(x, -h)
    return (_at(f, ahead) - _at(f, behind)) / (ahead - behind)


def numerical_gradient(loss: Loss, theta: ArrayLike, *, h: float | None = None) -> Array:
    """Gradient by central differences, one parameter at a time: two evaluations for each.

    Parameters
    ----------
    loss : callable
        The loss, a number, as a function of theta.
    theta : ndarray of shape (n_parameters,)
        Where the gradient is wanted.
    h : float, optional
        The step for every parameter; by default each has its own, as in `central_difference`.

    Returns
    -------
    ndarray of shape (n_parameters,)
        The gradient.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, or a loss is not a finite number.

    Examples
    --------
    >>> numerical_gradient(lambda t: t[0] ** 2 + 3 * t[1], [1.0, 5.0]).round(6)
    array([2., 3.])
    """
    return numerical_jacobian(lambda t: as_number(loss(t), "loss(theta)"), theta, h=h)


def numerical_jacobian(
    f: Callable[[Array], ArrayLike], theta: ArrayLike, *, h: float | None = None
) -> Array:
    """All partial derivatives of a list of numbers, by central differences.

    Of a gradient it gives the Hessian, up to rounding.

    Parameters
    ----------
    f : callable
        A vector of any length, or one number, as a function of theta.
    theta : ndarray of shape (n_parameters,)
        Where the derivatives are wanted.
    h : float, optional
        The step for every parameter; by default each has its own, as in `central_difference`.

    Returns
    -------
    ndarray of shape (n_values, n_parameters)
        In row i the gradient of number i of f; for one number, of shape (n_parameters,).

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, or f gives numbers that are not finite.

    Examples
    --------
    >>> numerical_jacobian(lambda t: [t[0] * t[1], t[1] ** 2], [2.0, 3.0]).round(6)
    array([[3., 2.],
           [0., 6.]])
    """
    callables(f=f)
    theta = as_parameters(theta, "theta")
    columns = []
    for k, here in enumerate(theta):
        step = _step(here, h, order=2)
        ahead, behind = theta.copy(), theta.copy()
        ahead[k], behind[k] = _moved(here, step), _moved(here, -step)
        change = as_real(f(ahead.copy()), "f(theta)") - as_real(f(behind.copy()), "f(theta)")
        columns.append(change / (ahead[k] - behind[k]))
    slopes = np.stack(columns, axis=-1)
    if not np.isfinite(slopes).all():
        raise ValueError("f must be finite around theta, but some of its differences are not")
    return slopes


def _step(x: float, h: float | None, order: int) -> float:
    return EPS ** (1 / (order + 1)) * max(1.0, abs(x)) if h is None else positive(h, "h")


def _moved(x: float, h: float) -> float:
    if x + h == x:
        raise ValueError(f"h must be large enough to change x = {x:g}, got {abs(h):g}")
    return x + h


def _at(f: Callable[[float], float], x: float) -> float:
    return finite(f(x), f"f({x:g})")
