"""Losses: how wrong is a prediction, in one number per example.

The empirical risk is the mean loss over the examples::

    R(f) = (1/n) sum_i  l(y_i, f(x_i))

References
----------
Vapnik, V. N. (1998). Statistical Learning Theory. Wiley.

Shalev-Shwartz, S. and Ben-David, S. (2014). Understanding Machine Learning. Cambridge University
Press. Section 2.2.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathforml._checks import as_array, as_real, callables
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike


def squared(y: ArrayLike, prediction: ArrayLike) -> Array:
    """Squared loss, ``(y - prediction)^2``: twice as wrong costs four times as much.

    Of shape (n_samples,), in the square of the unit of `y`.

    Parameters
    ----------
    y : ndarray of shape (n_samples,)
    prediction : ndarray of shape (n_samples,), or float
        One number is the same prediction for every example.

    Examples
    --------
    >>> squared([1.0, 2.0, 3.0], [1.0, 1.0, 1.0])
    array([0., 1., 4.])
    """
    y, prediction = _checked(y, prediction)
    return (y - prediction) ** 2


@parameters_like(squared)
def absolute(y: ArrayLike, prediction: ArrayLike) -> Array:
    """Absolute loss, ``|y - prediction|``: twice as wrong costs twice as much.

    Of shape (n_samples,), in the unit of `y`.

    Examples
    --------
    >>> absolute([1.0, 2.0, 3.0], [1.0, 1.0, 1.0])
    array([0., 1., 2.])
    """
    y, prediction = _checked(y, prediction)
    return np.abs(y - prediction)


@parameters_like(squared)
def empirical_risk(
    loss: Callable[[Array, Array], Array], y: ArrayLike, prediction: ArrayLike
) -> float:
    """Mean loss over the examples, ``(1/n) sum_i loss(y_i, prediction_i)``.

    Parameters
    ----------
    loss : callable
        From `y` and `prediction` to one loss for each example, such as `squared`.

    Examples
    --------
    >>> empirical_risk(squared, [1.0, 2.0, 3.0], 2.0)
    0.6666666666666666
    """
    y, prediction = _checked(y, prediction)
    callables(loss=loss)
    losses = loss(y, prediction)
    losses = as_real(losses, "the losses")
    if losses.shape != np.broadcast_shapes(y.shape, prediction.shape):
        raise ValueError(
            f"loss must give one number for each of {y.size} examples, got shape {losses.shape}"
        )
    return float(losses.mean())


def _checked(y: ArrayLike, prediction: ArrayLike) -> tuple[Array, Array]:
    """Check that each y has its prediction: (n,) minus (n, 1) would give n times n differences."""
    y, prediction = as_array(y, "y"), as_array(prediction, "prediction")
    if y.ndim and prediction.ndim and y.shape != prediction.shape:
        raise ValueError(
            f"y and prediction must have the same shape, got {y.shape} and {prediction.shape}"
        )
    return y, prediction
