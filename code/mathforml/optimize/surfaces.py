"""Surfaces: losses of two parameters to test a method on, each with one known difficulty.

::

    ravine      (x^2 + kappa y^2) / 2, or turned       a narrow valley, straight
    rosenbrock  (1 - x)^2 + 100 (y - x^2)^2            a narrow valley, bent
    himmelblau  (x^2 + y - 11)^2 + (x + y^2 - 7)^2     four valleys, all of the same depth
    saddle      x^2 / 2 + (y^2 - 1)^2 / 4              a pass between two valleys

The lowest loss is 0 on each.

References
----------
Rosenbrock, H. H. (1960). An Automatic Method for Finding the Greatest or Least Value of a
Function. The Computer Journal 3(3), 175-184.

Himmelblau, D. M. (1972). Applied Nonlinear Programming. McGraw-Hill. Problem 29.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_real, at_least, finite
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Gradient, Hessian, Loss

Slopes = Callable[[float, float], tuple[float, ...]]


class Surface(NamedTuple):
    """A loss of two parameters, theta = (x, y), with what is known about it.

    Loss and gradient also take many places at once, of shape (2, ...).
    """

    loss: Loss  #: the value, a float, as a function of theta, of shape (2,)
    grad: Gradient  #: its gradient, in the shape of theta
    hess: Hessian  #: its Hessian, of shape (2, 2)
    minima: Array  #: of shape (n_minima, 2), all lowest points


def ravine(kappa: float = 100.0, *, angle: float = 0.0) -> Surface:
    """Narrow valley, ``(u^2 + kappa v^2) / 2`` with u along it and v across.

    Parameters
    ----------
    kappa : float, at least 1
        The condition number: how many times more the valley curves across than along.
    angle : float, default 0.0
        The direction of the valley, in degrees from the x-axis: at 0, u is x and v is y.

    Examples
    --------
    >>> ravine(kappa=10).grad([3.0, 1.0])
    array([ 3., 10.])
    >>> ravine(kappa=10, angle=45).hess([3.0, 1.0]).round(10)
    array([[ 5.5, -4.5],
           [-4.5,  5.5]])
    """
    kappa, radians = at_least(kappa, "kappa", 1), math.radians(finite(angle, "angle"))
    c, s = math.cos(radians), math.sin(radians)
    xx, xy, yy = c * c + kappa * s * s, (1 - kappa) * c * s, s * s + kappa * c * c
    return _surface(
        lambda x, y: (xx * x * x + 2 * xy * x * y + yy * y * y) / 2,
        lambda x, y: (xx * x + xy * y, xy * x + yy * y),
        lambda x, y: (xx, xy, yy),
        [(0.0, 0.0)],
    )


@parameters_like(ravine)
def rosenbrock() -> Surface:
    """Narrow, bent valley, ``(1 - x)^2 + 100 (y - x^2)^2``.

    The condition number of the Hessian at the minimum, (1, 1), is about 2,500.
    """
    return _surface(
        lambda x, y: (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x),
        lambda x, y: (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
        lambda x, y: (2 - 400 * (y - 3 * x * x), -400 * x, 200.0),
        [(1.0, 1.0)],
    )


@parameters_like(ravine)
def himmelblau() -> Surface:
    """Four valleys of the same depth, ``(x^2 + y - 11)^2 + (x + y^2 - 7)^2``."""
    return _surface(
        lambda x, y: (x * x + y - 11) * (x * x + y - 11) + (x + y * y - 7) * (x + y * y - 7),
        lambda x, y: (
            4 * x * (x * x + y - 11) + 2 * (x + y * y - 7),
            2 * (x * x + y - 11) + 4 * y * (x + y * y - 7),
        ),
        lambda x, y: (12 * x * x + 4 * y - 42, 4 * (x + y), 4 * x + 12 * y * y - 26),
        [
            (3.0, 2.0),
            (-2.805118086952745, 3.131312518250573),
            (-3.779310253377747, -3.283185991286170),
            (3.584428340330492, -1.848126526964404),
        ],
    )


@parameters_like(ravine)
def saddle() -> Surface:
    """Pass between two valleys, ``x^2 / 2 + (y^2 - 1)^2 / 4``.

    Between the minima (0, 1) and (0, -1), at (0, 0), the gradient is zero and the Hessian has the
    eigenvalues 1 and -1: a saddle, of height 1/4.

    Examples
    --------
    >>> mountain_pass = saddle()
    >>> mountain_pass.loss([0.0, 0.0]), mountain_pass.grad([0.0, 0.5])
    (0.25, array([ 0.   , -0.375]))
    """
    return _surface(
        lambda x, y: x * x / 2 + (y * y - 1) * (y * y - 1) / 4,
        lambda x, y: (x, y * (y * y - 1)),
        lambda x, y: (1.0, 0.0, 3 * y * y - 1),
        [(0.0, 1.0), (0.0, -1.0)],
    )


def _surface(
    loss: Callable[..., float], grad: Slopes, hess: Slopes, minima: list[tuple[float, float]]
) -> Surface:
    """Surface from functions of x and y; that of the Hessian gives its three different entries."""

    def hess_of(theta: ArrayLike) -> Array:
        xx, xy, yy = hess(*_checked_pair(theta))
        return np.array([[xx, xy], [xy, yy]])

    return Surface(
        loss=lambda theta: loss(*_checked_pairs(theta)),
        grad=lambda theta: np.array(grad(*_checked_pairs(theta))),
        hess=hess_of,
        minima=np.array(minima),
    )


def _checked_pairs(theta: ArrayLike) -> list[float] | list[Array]:
    """Read theta as two numbers, or as two arrays of the same shape, for many places."""
    many = np.ndim(theta) > 1 and len(theta) == 2
    return list(as_real(theta, "theta")) if many else _checked_pair(theta)


def _checked_pair(theta: ArrayLike) -> list[float]:
    """Read theta as two numbers, which a walk that diverges may have made infinite."""
    theta = as_real(theta, "theta")
    if theta.shape != (2,):
        raise ValueError(f"theta must have shape (2,), got shape {theta.shape}")
    return theta.tolist()
