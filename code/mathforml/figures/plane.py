"""Pictures of the plane: vectors as arrows, and a linear map as what happens to the grid."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike

from mathforml.figures.style import PALETTE

LINES = np.arange(-2, 3)
"""Where the lines of the grid lie before the map."""


def arrow(
    ax: Axes,
    end: ArrayLike,
    start: ArrayLike = (0.0, 0.0),
    label: str = "",
    *,
    colour: str = "blue",
    offset: tuple[float, float] = (5, 3),
    align: str = "left",
) -> Axes:
    """Draw a vector as an arrow, with its name beside its head.

    Both axes get one scale, so that lengths and angles are what they are.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    end, start : array_like of shape (2,)
        Where the arrow ends, and where it begins.
    label : str
        Name written beside the head.
    colour : str, from `PALETTE`
    offset : tuple of float
        Where the name stands, in points from the head.
    align : str
        What of the name stands there: its "left" end, its "right" end or its "center".

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    if colour not in PALETTE:
        raise ValueError(f"colour must be one of {', '.join(PALETTE)}; got {colour!r}")
    end, start = _point(end, "end"), _point(start, "start")
    style = {"arrowstyle": "-|>", "color": PALETTE[colour], "linewidth": 1.8, "shrinkA": 0}
    ax.annotate("", end, xytext=start, arrowprops={**style, "shrinkB": 0, "mutation_scale": 11})
    ax.set_aspect("equal")
    # an annotation does not stretch the view, invisible points do
    ax.plot(*np.transpose([start, end]), linestyle="none")
    if label:
        ax.annotate(
            label,
            end,
            xytext=offset,
            textcoords="offset points",
            ha=align,
            color=PALETTE[colour],
            bbox={"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 0.5},
        )
    return ax


def deformed_grid(
    ax: Axes, A: ArrayLike, title: str = "", *, centre: ArrayLike = (0.0, 0.0)
) -> Axes:
    """Draw what a map of the plane makes of the grid, of the unit square and of the unit vectors.

    The grid as it was is grey. The arrows are the columns of the matrix, with their coordinates:
    where (1, 0) and (0, 1) land. Between them lies the image of the unit square. Several grids on
    the same axes, each with a centre of its own, are comparable.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    A : array_like of shape (2, 2)
        The matrix of the map.
    title : str
        What the map does, written above.
    centre : array_like of shape (2,)
        Where the origin of the plane is drawn.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    A, centre = np.asarray(A, dtype=float), _point(centre, "centre")
    if A.shape != (2, 2):
        raise ValueError(f"A must have shape (2, 2); got {A.shape}")
    ends = LINES[[0, -1]]
    grid = [[(a, b) for b in ends] for a in LINES] + [[(b, a) for b in ends] for a in LINES]
    image = grid @ A.T
    for lines, colour, width in ((grid, "#d0d0d0", 0.8), (image, PALETTE["grey"], 1.0)):
        drawn = LineCollection(centre + lines, colors=colour, linewidths=width, zorder=1)
        ax.add_collection(drawn)
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
    ax.fill(*(centre + square @ A.T).T, color=PALETTE["green"], alpha=0.3, linewidth=0)
    sides = (("blue", (4, -9), "left"), ("orange", (-4, 3), "right"))
    for column, (colour, offset, align) in zip(A.T, sides, strict=True):
        name = f"({column[0]:.2g}, {column[1]:.2g})".replace("-", "\N{MINUS SIGN}")
        arrow(ax, centre + column, centre, name, colour=colour, offset=offset, align=align)
    ax.set_aspect("equal", adjustable="datalim")
    ax.set_axis_off()
    ax.autoscale_view()
    if title:
        top = centre[0], centre[1] + max(LINES[-1], image[..., 1].max())
        place = {"xytext": (0, 5), "textcoords": "offset points", "ha": "center"}
        ax.annotate(title, top, **place)
    return ax


def _point(value: ArrayLike, name: str) -> np.ndarray:
    point = np.asarray(value, dtype=float)
    if point.shape != (2,):
        raise ValueError(f"{name} must have shape (2,); got {point.shape}")
    return point
