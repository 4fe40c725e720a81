"""Checks of probabilities that stand in tables."""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_array
from mathforml._types import Array, ArrayLike

ROUNDING = 1e-9
"""How far a sum of probabilities may be from 1."""


def as_probabilities(value: ArrayLike, name: str) -> Array:
    """Read `value` as probabilities that add up to 1 along the last axis."""
    array = np.atleast_1d(as_array(value, name))
    if array.min() < 0 or array.max() > 1 + ROUNDING:
        bad = array.min() if array.min() < 0 else array.max()
        raise ValueError(f"{name} must hold probabilities, from 0 to 1, got {bad:g}")
    sums = array.sum(axis=-1)
    worst = sums.flat[np.abs(sums - 1).argmax()]
    if abs(worst - 1) > ROUNDING:
        raise ValueError(
            f"{name} must add up to 1 along its last axis, got {worst:g} (shape {array.shape})"
        )
    return array


def log(probabilities: Array) -> Array:
    """Logarithm, which is minus infinity for what cannot happen."""
    with np.errstate(divide="ignore"):
        return np.log(probabilities)


def log_sum_exp(a: Array) -> Array:
    """Logarithm of the sum of the exponentials along the last axis, whose largest is taken out."""
    largest = a.max(axis=-1, keepdims=True)
    # where nothing can happen, all are minus infinity, and so is the logarithm of their sum
    shift = np.where(np.isfinite(largest), largest, 0.0)
    return log(np.exp(a - shift).sum(axis=-1)) + shift.squeeze(-1)
