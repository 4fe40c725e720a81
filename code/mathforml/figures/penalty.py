"""All weights of one price: a disc for the ridge, a diamond for the lasso."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from numpy.typing import ArrayLike

from mathforml._checks import as_vector
from mathforml.figures.static import _colour


def penalty_region(ax: Axes, w: ArrayLike, *, power: int, colour: str = "orange") -> Axes:
    """Draw all pairs of weights that cost no more than a given pair.

    Both axes get one scale, so that a disc is round.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    w : array_like of shape (2,)
        The pair of weights, on the border; not (0, 0).
    power : int
        2 for a price on squares, a disc; 1 for a price on sizes, a diamond.
    colour : str, from `PALETTE`

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    w = as_vector(w, "w")
    if w.shape != (2,):
        raise ValueError(f"w must be a pair of weights, got shape {w.shape}")
    if not w.any():
        raise ValueError("w must not be (0, 0): no other weights cost as little")
    if power not in (1, 2):
        raise ValueError(f"power must be 1 or 2, got {power}")
    fill = _colour(colour)
    angle = np.linspace(0, 2 * np.pi, 4 * 30 + 1)[:-1]  # the corners of a diamond are among them
    border = np.column_stack([np.cos(angle), np.sin(angle)])
    border *= np.linalg.norm(w, power) / np.linalg.norm(border, power, axis=1)[:, None]
    ax.add_patch(Polygon(border, linewidth=1.8, edgecolor=fill, facecolor="none"))
    ax.set_aspect("equal")
    return ax
