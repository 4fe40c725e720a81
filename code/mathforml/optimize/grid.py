"""Grid search: try every point of a grid and keep the best.

::

    theta* = argmin of loss(theta) over axis_1 x axis_2 x ... x axis_p

Nothing is asked of the loss, not even a derivative. The price is the number of points, which
multiplies with every parameter: 100 values for each of 6 parameters are 10^12 losses.

Grids that contract around the best point need fewer: a coarse one first, then a smaller one::

    theta <- argmin of the loss over a grid of width shrink^step, centred at theta

Each round costs ``points ** p`` evaluations of the loss for p parameters, whatever the accuracy
reached before. A round can never leave its box: when the box shrinks too fast for the shape of the
loss, the search ends beside the minimum, and nothing in its trace says so.

References
----------
Bergstra, J. and Bengio, Y. (2012). Random Search for Hyper-Parameter Optimization. Journal of
Machine Learning Research 13, 281-305.

Hesterman, J. Y., Caucci, L., Kupinski, M. A., Barrett, H. H. and Furenlid, L. R. (2010).
Maximum-likelihood estimation with a contracting-grid search algorithm. IEEE Transactions on
Nuclear Science 57(3), 1077-1084.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_vector, callables, in_range, same_length, whole
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Loss
from mathforml.optimize._evaluate import loss_at


class GridMinimum(NamedTuple):
    """The best point of a grid, and the loss at every point."""

    theta: Array  #: of shape (n_parameters,), the point with the least loss; of equals, the first
    loss: float  #: the loss there
    #: Of shape (len(axis_1), ..., len(axis_p)), the loss at every point: ``losses[i, j]`` belongs
    #: to ``theta = [axis_1[i], axis_2[j]]``.
    losses: Array


class GridStep(NamedTuple):
    """One round of a contracting-grid search."""

    step: int  #: number of contractions
    theta: Array  #: of shape (n_parameters,), the best point of this round's grid
    loss: float  #: the loss there
    width: float  #: the width of this round's box, as a part of the first one's
    evaluations: int  #: how often the loss was computed so far


def grid_search(loss: Loss, *axes: ArrayLike) -> GridMinimum:
    """Point of a grid with the least loss, found by trying them all.

    Parameters
    ----------
    loss : callable
        A number, as a function of theta, of shape (n_parameters,). It may be infinite at some
        points, but not NaN.
    *axes : ndarray of shape (n_values,)
        For each parameter, the values to try.

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
    losses = [loss_at(loss, np.array(point)) for point in product(*axes)]
    losses = np.reshape(losses, [axis.size for axis in axes])
    best = np.unravel_index(np.argmin(losses), losses.shape)  # a NaN counts as the least
    theta = np.array([axis[i] for axis, i in zip(axes, best, strict=True)])
    if not np.isfinite(losses[best]):
        raise ValueError(f"the least loss must be finite, got {losses[best]:g} at theta = {theta}")
    return GridMinimum(theta, float(losses[best]), losses)


@parameters_like(grid_search)
def contracting_grid(
    loss: Loss, low: ArrayLike, high: ArrayLike, *, points: int = 11, shrink: float = 0.25
) -> Iterator[GridStep]:
    """Search a box by grids that contract around the best point so far, without end.

    Parameters
    ----------
    low, high : ndarray of shape (n_parameters,)
        The corners of the first box, `low` below `high`. Later boxes may reach beyond it.
    points : int, at least 3, default 11
        The number of values for each parameter.
    shrink : float, between 0 and 1, default 0.25
        The width of the next box as a part of this one.
    """
    callables(loss=loss)
    low, high = as_vector(low, "low"), as_vector(high, "high")
    same_length(low=low, high=high)
    if not (low < high).all():
        raise ValueError(f"low must be below high for every parameter, got {low} and {high}")
    points, shrink = whole(points, "points", 3), in_range(shrink, "shrink", 0, 1)

    def steps(centre: Array, width: Array) -> Iterator[GridStep]:
        for step in count():
            scale = shrink**step
            low, high = centre - scale * width / 2, centre + scale * width / 2
            best = grid_search(loss, *np.linspace(low, high, points).T)
            evaluations = (step + 1) * best.losses.size
            yield GridStep(step, best.theta.copy(), best.loss, scale, evaluations)
            centre = best.theta

    return steps((low + high) / 2, high - low)
