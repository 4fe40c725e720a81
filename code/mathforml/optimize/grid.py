"""Grid search: try every point of a grid and keep the best.

::

    theta* = argmin of loss(theta) over axis_1 x axis_2 x ... x axis_p

Nothing is asked of the loss, not even a derivative. The price is the number of points, which
multiplies with every parameter: 100 values for each of 6 parameters are 10^12 losses.

References
----------
Bergstra, J. and Bengio, Y. (2012). Random Search for Hyper-Parameter Optimization. Journal of
Machine Learning Research 13, 281-305.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_vector, callables
from mathforml._types import Array, ArrayLike, Loss
from mathforml.optimize._evaluate import loss_at


class GridMinimum(NamedTuple):
    """The best point of a grid, and the loss at every point.

    Attributes
    ----------
    theta : ndarray of shape (n_parameters,)
        The point with the least loss; of equals, the first.
    loss : float
        The loss there.
    losses : ndarray of shape (len(axis_1), ..., len(axis_p))
        The loss at every point: ``losses[i, j]`` belongs to ``theta = [axis_1[i], axis_2[j]]``.
    """

    theta: Array
    loss: float
    losses: Array


def grid_search(loss: Loss, *axes: ArrayLike) -> GridMinimum:
    """Point of a grid with the least loss, found by trying them all.

    Parameters
    ----------
    loss : callable
        The loss as a function of theta, an array of shape (n_parameters,). It may be infinite, but
        not NaN.
    *axes : ndarray of shape (n_values,)
        For each parameter, the values to try.

    Returns
    -------
    GridMinimum
        The best point, its loss, and all losses.

    Raises
    ------
    TypeError, ValueError
        If `loss` is not a function that gives one number, if an axis is missing or not a vector of
        finite numbers, or if the least loss is not a finite number.

    Examples
    --------
    >>> best = grid_search(lambda t: (t[0] - 1) ** 2 + t[1] ** 2, [0.0, 1.0, 2.0], [-0.5, 0.25])
    >>> best.theta, best.loss
    (array([1.  , 0.25]), 0.0625)
    """
    callables(loss=loss)
    if not axes:
        raise ValueError("grid_search needs the values to try: at least one axis after the loss")
    axes = [as_vector(axis, f"axis {k}") for k, axis in enumerate(axes)]
    losses = np.empty([axis.size for axis in axes])
    for index in np.ndindex(losses.shape):
        losses[index] = loss_at(loss, _point(axes, index))
    best = np.unravel_index(np.argmin(losses), losses.shape)  # a NaN counts as the least
    theta = _point(axes, best)
    if not np.isfinite(losses[best]):
        raise ValueError(f"the least loss must be finite, got {losses[best]:g} at theta = {theta}")
    return GridMinimum(theta, float(losses[best]), losses)


def _point(axes: list[Array], index: tuple[int, ...]) -> Array:
    return np.array([axis[i] for axis, i in zip(axes, index, strict=True)])
