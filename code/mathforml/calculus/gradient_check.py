"""Gradient check: a gradient that was derived by hand, beside one by differences.

A wrong gradient seldom stops a program: it trains, only badly. So each component is compared with
a central difference of the loss. They may differ by ``tol`` of their size, and by what rounding
does to the difference: losses that are right to `ROUNDINGS` times their last digit give slopes
that are right to that error divided by the step.

References
----------
Nocedal, J. and Wright, S. J. (2006). Numerical Optimization. 2nd edition. Springer. Section 8.1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_number, as_parameters, as_real, callables, positive
from mathforml._types import Array, ArrayLike, Gradient, Indices, Loss
from mathforml.calculus.finite_differences import EPS, numerical_gradient

ROUNDINGS = 100


class GradientCheck(NamedTuple):
    """A gradient beside a numerical one."""

    given: Array  #: of shape (n_parameters,), the gradient that was to be checked
    numerical: Array  #: of shape (n_parameters,), by central differences
    error: Array  #: of shape (n_parameters,), their difference as a part of the larger in size
    #: The numbers of the components that differ by more than differences err, of shape (n_wrong,).
    wrong: Indices


def check_gradient(
    loss: Loss, grad: Gradient, theta: ArrayLike, *, tol: float = 1e-6
) -> GradientCheck:
    """Compare a gradient with differences of its loss, component by component.

    Parameters
    ----------
    loss, grad : callable
        Functions of theta: a number, and the gradient to be checked, of the shape of theta.
    theta : ndarray of shape (n_parameters,)
        At a special place, such as 0, a wrong gradient may be right by chance: take one without
        symmetry, of the size that parameters will have.
    tol : float, default 1e-6
        By how much a right component may differ, as a part of its size.

    Examples
    --------
    >>> def loss(t):
    ...     return t[0] ** 2 + 3 * t[1]
    >>> check_gradient(loss, lambda t: np.array([t[0], 3.0]), [1.0, 2.0]).wrong
    array([0])
    """
    callables(loss=loss, grad=grad)
    theta, tol = as_parameters(theta, "theta"), positive(tol, "tol")
    given = as_real(grad(theta.copy()), "grad(theta)").copy()
    if given.shape != theta.shape or not np.isfinite(given).all():
        raise ValueError(
            f"grad(theta) must be finite and have the shape of theta, {theta.shape}, "
            f"got shape {given.shape} with {np.isfinite(given).sum()} finite numbers"
        )
    numerical = numerical_gradient(loss, theta)
    difference, size = np.abs(given - numerical), np.maximum(np.abs(given), np.abs(numerical))
    rounding = ROUNDINGS * EPS ** (2 / 3) * abs(as_number(loss(theta.copy()), "loss(theta)"))
    rounding = rounding / np.maximum(1, np.abs(theta))  # the steps are eps^(1/3) times this
    wrong = np.flatnonzero(difference > tol * size + rounding)
    return GradientCheck(given, numerical, difference / np.where(size, size, 1), wrong)
