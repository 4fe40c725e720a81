"""Contracting-grid search: try a coarse grid, then a smaller one around the best point, and so on.

::

    theta <- argmin of the loss over a grid of width shrink^step, centred at theta

Each round costs ``points ** p`` evaluations of the loss for p parameters, whatever the accuracy
reached before. A round can never leave its box: when the box shrinks too fast for the shape of the
loss, the search ends beside the minimum, and nothing in its trace says so.

References
----------
Hesterman, J. Y., Caucci, L., Kupinski, M. A., Barrett, H. H. and Furenlid, L. R. (2010).
Maximum-likelihood estimation with a contracting-grid search algorithm. IEEE Transactions on
Nuclear Science 57(3), 1077-1084.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_vector, callables, in_range, same_length, whole
from mathforml._types import Array, ArrayLike, Loss
from mathforml.optimize.grid import grid_search


class GridStep(NamedTuple):
    """One round of a contracting-grid search.

    Attributes
    ----------
    step : int
        The number of the round; 0 is the grid over the whole box.
    theta : ndarray of shape (n_parameters,)
        The best point of this round's grid.
    loss : float
        The loss there.
    width : float
        The width of this round's box as a part of the first one's.
    evaluations : int
        How often the loss was computed so far.
    """

    step: int
    theta: Array
    loss: float
    width: float
    evaluations: int


def contracting_grid(
    loss: Loss, low: ArrayLike, high: ArrayLike, *, points: int = 11, shrink: float = 0.25
) -> Iterator[GridStep]:
    """Search a box by grids that contract around the best point so far, without end.

    Parameters
    ----------
    loss : callable
        The loss, a number, as a function of theta, of shape (n_parameters,).
    low, high : ndarray of shape (n_parameters,)
        The corners of the first box. Later boxes may reach beyond it.
    points : int
        The number of values for each parameter, at least 3.
    shrink : float
        The width of the next box as a part of this one, between 0 and 1.

    Yields
    ------
    GridStep
        Every step has arrays of its own.

    Raises
    ------
    TypeError, ValueError
        At the call, if an argument is not as above or the box has no width; during the search, if
        `loss` gives something else than a number.

    Examples
    --------
    >>> from mathforml.iteration import take
    >>> rounds = take(contracting_grid(lambda t: (t[0] - 0.3) ** 2, [0.0], [1.0]), 3)
    >>> [(round.evaluations, float(round.theta[0].round(4))) for round in rounds]
    [(11, 0.3), (22, 0.3), (33, 0.3)]
    """
    callables(loss=loss)
    low, high = as_vector(low, "low"), as_vector(high, "high")
    same_length(low=low, high=high)
    if not (low < high).all():
        raise ValueError(f"low must be below high for every parameter, got {low} and {high}")
    points, shrink = whole(points, "points", 3), in_range(shrink, "shrink", 0, 1)
    return _contract(loss, (low + high) / 2, high - low, points, shrink)


def _contract(
    loss: Loss, centre: Array, width: Array, points: int, shrink: float
) -> Iterator[GridStep]:
    for step in count():
        scale = shrink**step
        low, high = centre - scale * width / 2, centre + scale * width / 2
        best = grid_search(loss, *np.linspace(low, high, points).T)
        evaluations = (step + 1) * best.losses.size
        yield GridStep(step, best.theta.copy(), best.loss, scale, evaluations)
        centre = best.theta
