"""Repeated measurements of several things: a row of dots for each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from mathforml.figures.static import points

COLOURS = ("grey", "orange", "blue", "green", "purple")
"""Colours of the rows, from below."""


def dot_rows(ax: Axes, values: Mapping[str, ArrayLike]) -> Axes:
    """Draw a row of dots for each name, spread upwards a little so that they can be told apart.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : mapping of str to array_like of shape (n,)
        What was measured, by the name of its row, from below; at most five rows.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    if len(values) > len(COLOURS):
        raise ValueError(f"values must have at most {len(COLOURS)} rows, got {len(values)}")
    for row, (measured, colour) in enumerate(zip(values.values(), COLOURS, strict=False)):
        # steps of the golden ratio fill the height evenly, and always in the same way
        lift = (np.arange(len(measured)) * 0.618034) % 1 / 2 - 0.25
        points(ax, measured, row + lift, colour=colour, size=8)
    ax.set_yticks(range(len(values)), list(values))
    return ax
