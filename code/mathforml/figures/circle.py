"""What a linear map makes of the circle: an ellipse, and of some directions: other arrows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from mathforml.figures.plane import arrow
from mathforml.figures.style import PALETTE

COLOURS = ("orange", "green", "purple")


def mapped_circle(
    ax: Axes,
    A: ArrayLike,
    directions: ArrayLike,
    names: Sequence[str],
    title: str = "",
    *,
    centre: tuple[float, float] = (0.0, 0.0),
) -> Axes:
    """Draw the image of the unit circle under a map of the plane, with some arrows in it.

    The unit circle itself is grey; it takes the place of a scale. Several images on the same axes,
    each with a centre of its own, are comparable.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    A : array_like of shape (2, 2)
        The matrix of the map.
    directions : array_like of shape (2, n_directions)
        Arrows in the unit circle, one in each column, at most three. Their images are drawn.
    names : sequence of str
        A name for each image, written at its end.
    title : str
        What the map does, written below.
    centre : tuple of float
        Where the origin of the plane is drawn.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    A, directions = np.asarray(A, dtype=float), np.asarray(directions, dtype=float)
    if A.shape != (2, 2):
        raise ValueError(f"A must have shape (2, 2); got {A.shape}")
    if directions.shape != (2, len(names)):
        raise ValueError(
            f"directions must have a column for each of the {len(names)} names and 2 rows; "
            f"got shape {directions.shape}"
        )
    centre = np.asarray(centre, dtype=float)
    angles = np.linspace(0, 2 * np.pi, 73)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    image = circle @ A.T
    ax.plot(*(centre + circle).T, color=PALETTE["grey"], linewidth=0.8)
    ax.plot(*(centre + image).T, color=PALETTE["blue"])
    for end, name, colour in zip((A @ directions).T, names, COLOURS, strict=False):
        outwards = end / max(np.linalg.norm(end), 1e-9)
        offset = tuple(9 * outwards - 3)
        arrow(ax, centre + end, centre, name, colour=colour, offset=offset)
    if title:
        bottom = centre - (0, max(1, image[:, 1].max()))
        place = {"xytext": (0, -6), "textcoords": "offset points", "ha": "center", "va": "top"}
        ax.annotate(title, bottom, **place)
    ax.margins(0.1)
    ax.set_axis_off()
    return ax
