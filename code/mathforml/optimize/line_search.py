"""Line search: choose the step size anew at every step, by trying.

Start with a large step and shrink it until the loss falls by a fair part of what the slope
promises (Armijo's condition)::

    loss(theta + eta d) <= loss(theta) + c eta gradient^T d

References
----------
Armijo, L. (1966). Minimization of Functions Having Lipschitz Continuous First Partial Derivatives.
Pacific Journal of Mathematics 16(1), 1-3.

Nocedal, J. and Wright, S. J. (2006). Numerical Optimization. 2nd edition. Springer. Algorithm 3.1.

Boyd, S. and Vandenberghe, L. (2004). Convex Optimization. Cambridge University Press. Section 9.2.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_parameters, callables, finite, in_range, positive
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Gradient, Loss
from mathforml.iteration import ConvergenceWarning
from mathforml.optimize._evaluate import gradient_at, loss_at, require_finite
from mathforml.optimize.walk import walk


class LineSearch(NamedTuple):
    """What a line search found."""

    eta: float  #: the step size, 0 if no step lowers the loss
    loss: float  #: the loss where it leads to
    evaluations: int  #: how many times the loss was computed, at `theta` included


class SearchStep(NamedTuple):
    """One step of steepest descent with a line search."""

    step: int  #: as in `Step`
    theta: Array  #: as in `Step`
    loss: float  #: as in `Step`
    grad_norm: float  #: as in `Step`
    eta: float  #: the size of the step that led to `theta`; 0 at the start
    evaluations: int  #: how many times the loss was computed so far, all steps together


def backtracking(
    loss: Loss,
    theta: ArrayLike,
    direction: ArrayLike,
    gradient: ArrayLike,
    *,
    eta0: float = 1.0,
    c: float = 1e-4,
    shrink: float = 0.5,
) -> LineSearch:
    """Largest of the steps eta0, eta0 shrink, eta0 shrink^2, ... that meets Armijo's condition.

    With a `ConvergenceWarning` if no step that changes `theta` lowers the loss. Then either
    `theta` is a minimum to working precision, or `gradient` is not the gradient of `loss`.

    Parameters
    ----------
    loss : callable
        A number, as a function of theta. A trial where it is infinite or NaN counts as too far.
    theta, direction, gradient : ndarray of shape (n_parameters,)
        Where to start, where to go, and the gradient of the loss at `theta`. The direction leads
        downhill: ``gradient @ direction < 0``.
    eta0 : float, positive, default 1.0
        The step size to try first.
    c : float, between 0 and 1, default 0.0001
        The part of the promised decrease that is enough.
    shrink : float, between 0 and 1, default 0.5
        The factor between one trial and the next.

    Examples
    --------
    >>> backtracking(lambda t: t @ t, [1.0], direction=[-8.0], gradient=[2.0])
    LineSearch(eta=0.125, loss=0.0, evaluations=5)
    """
    callables(loss=loss)
    theta, direction = as_parameters(theta, "theta"), as_parameters(direction, "direction")
    gradient = as_parameters(gradient, "gradient")
    if not theta.shape == direction.shape == gradient.shape:
        raise ValueError(
            "theta, direction and gradient must have the same shape, got "
            f"{theta.shape}, {direction.shape} and {gradient.shape}"
        )
    slope = float(gradient @ direction)
    if not slope < 0:
        raise ValueError(f"direction must lead downhill, but gradient @ direction is {slope:g}")
    value = finite(loss_at(loss, theta), "loss(theta)")
    eta0, c, shrink = _checked_settings(eta0, c, shrink)
    return _search(loss, theta, direction, slope, LineSearch(eta0, value, 1), c, shrink)


@parameters_like(walk, backtracking)
def steepest_descent(
    loss: Loss,
    grad: Gradient,
    theta0: ArrayLike,
    *,
    eta0: float = 1.0,
    c: float = 1e-4,
    shrink: float = 0.5,
) -> Iterator[SearchStep]:
    """Walk downhill with a step size found by backtracking: ``theta <- theta - eta grad(theta)``.

    Without end, unless the gradient becomes exactly 0, or no step lowers the loss: then with a
    `ConvergenceWarning`.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> steps = take(steepest_descent(lambda t: t @ t, lambda t: 2 * t, [8.0], shrink=0.4), 3)
    >>> column(steps, "loss").round(4), column(steps, "evaluations")
    (array([64.    ,  2.56  ,  0.1024]), array([1, 3, 5]))
    """
    callables(loss=loss, grad=grad)
    eta0, c, shrink = _checked_settings(eta0, c, shrink)

    def steps(theta: Array) -> Iterator[SearchStep]:
        found = LineSearch(0.0, loss_at(loss, theta), 1)
        for step in count():
            here = require_finite(found.loss, gradient_at(grad, theta), theta, step=step)
            eta, value, evaluations = found
            yield SearchStep(step, theta.copy(), value, here.grad_norm, eta, evaluations)
            if here.grad_norm == 0:
                return
            slope, first = -here.grad_norm * here.grad_norm, found._replace(eta=eta0)
            found = _search(loss, theta, -here.grad, slope, first, c, shrink)
            if found.eta == 0:
                return
            theta = theta - found.eta * here.grad

    return steps(as_parameters(theta0))


def _search(
    loss: Loss, theta: Array, d: Array, slope: float, first: LineSearch, c: float, shrink: float
) -> LineSearch:
    """Shrink the first step size; `first` also has the loss at theta."""
    eta, value, evaluations = first
    while True:
        with np.errstate(over="ignore"):
            there = theta + eta * d
        if np.array_equal(there, theta):
            break
        trial, evaluations = loss_at(loss, there), evaluations + 1
        if np.isfinite(trial) and trial <= value + c * eta * slope:
            return LineSearch(eta, trial, evaluations)
        eta = shrink * eta
    warnings.warn(
        f"no step lowers the loss {value:g} although the slope is {slope:g}: theta is a minimum "
        "to working precision, or the gradient is not that of the loss",
        ConvergenceWarning,
        stacklevel=3,
    )
    return LineSearch(0.0, value, evaluations)


def _checked_settings(eta0: float, c: float, shrink: float) -> tuple[float, float, float]:
    return positive(eta0, "eta0"), in_range(c, "c", 0, 1), in_range(shrink, "shrink", 0, 1)
