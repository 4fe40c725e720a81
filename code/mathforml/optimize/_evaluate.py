"""Evaluate a loss and its derivatives, and check what they return, once for all methods."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from mathforml._checks import as_number, as_real
from mathforml._types import Array, Gradient, Hessian, Loss, Schedule
from mathforml.iteration import DivergenceError


class Evaluation(NamedTuple):
    """The loss and its gradient at one theta, all finite."""

    loss: float
    grad: Array
    grad_norm: float


def evaluate(
    loss: Loss, grad: Gradient, theta: Array, *data: Array, step: int, eta: Schedule | None = None
) -> Evaluation:
    """Loss and gradient at theta, finite, or a `DivergenceError`."""
    value, gradient = loss_at(loss, theta, *data), gradient_at(grad, theta, *data)
    return require_finite(value, gradient, theta, step=step, eta=eta)


def require_finite(
    value: float, gradient: Array, theta: Array, *, step: int, eta: Schedule | None = None
) -> Evaluation:
    """Pass finite numbers on, or raise a `DivergenceError`."""
    norm = math.hypot(*gradient)  # np.linalg.norm squares, and overflows before the gradient does
    if not (math.isfinite(value) and math.isfinite(norm) and np.isfinite(theta).all()):
        raise diverged(value, norm, step=step, eta=eta)
    return Evaluation(value, gradient, norm)


def diverged(
    value: float, norm: float, *, step: int, eta: Schedule | None = None
) -> DivergenceError:
    """Error that says where numbers are too large, and what helps."""
    if step == 0:
        remedy = "theta0 must be a point where both are finite"
    elif eta is None:
        remedy = "try a start closer to the minimum"
    else:
        remedy = f"the step size eta={eta(step - 1):g} is too large, try a smaller eta"
    return DivergenceError(
        f"at step {step} the loss is {value:g} and its gradient has norm {norm:g}: {remedy}"
    )


def loss_at(loss: Loss, theta: Array, *data: Array) -> float:
    """Loss at theta, which must be one number."""
    try:
        return as_number(_call(loss, theta, *data), "loss(theta)")
    except OverflowError:  # Python's own numbers raise where NumPy's become infinite
        return math.inf


def gradient_at(grad: Gradient, theta: Array, *data: Array) -> Array:
    """Gradient at theta, which must have the shape of theta."""
    try:
        gradient = as_real(_call(grad, theta, *data), "grad(theta)")
    except OverflowError:
        return np.full_like(theta, math.inf)
    if gradient.shape != theta.shape:
        raise ValueError(
            f"grad(theta) must have the shape of theta, {theta.shape}, got {gradient.shape}"
        )
    return gradient


def hessian_at(hess: Hessian, theta: Array) -> Array:
    """Hessian at theta, which must be a square matrix with a row for each parameter."""
    H = as_real(_call(hess, theta), "hess(theta)")
    if H.shape != 2 * theta.shape:
        raise ValueError(f"hess(theta) must have shape {2 * theta.shape}, got {H.shape}")
    return H


def _call(function: Any, theta: Array, *data: Array) -> Any:
    # A copy: a function that writes into its argument must not move the walk. Overflow is no
    # surprise in a walk that diverges, and is reported by `evaluate`.
    with np.errstate(over="ignore", invalid="ignore"):
        return function(theta.copy(), *data)
