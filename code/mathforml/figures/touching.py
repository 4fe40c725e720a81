"""A curve, and the line and the parabola that touch it at a point."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from mathforml.figures.static import line, mark, points
from mathforml.figures.style import PALETTE


def touching(
    ax: Axes,
    f: Callable[[float], float],
    at: float,
    slope: float,
    *,
    between: tuple[float, float],
    tangent: tuple[float, float],
    curvature: float | None = None,
    parabola: tuple[float, float] | None = None,
) -> Axes:
    """Draw a curve and its tangent, and with a curvature also the parabola that touches it.

    The lowest point of the parabola, if it has one, gets a star.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    f : callable, from a number to a number
    at : float
        Where line and parabola touch the curve.
    slope : float
        Of the curve, there.
    between : tuple of float
        From where to where the curve is drawn.
    tangent, parabola : tuple of float
        From where to where these are drawn; the parabola by default as the curve.
    curvature : float, optional
        Of the curve, there.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    height = f(at)

    def touch(bend: float) -> Callable[[np.ndarray], np.ndarray]:
        return lambda x: height + slope * (x - at) + bend / 2 * (x - at) ** 2

    line(ax, np.vectorize(f), colour="blue", between=between)
    line(
        ax,
        touch(0.0),
        colour="orange" if curvature is None else "grey",
        between=tangent,
        label="tangent",
    )
    if curvature is not None:
        ends = parabola or between
        line(ax, touch(curvature), between=ends)
        start = ends[0], float(touch(curvature)(np.array(ends[0])))
        names = ("curve", "blue", (between[0], f(between[0]))), ("parabola", "orange", start)
        for name, colour, place in names:  # at the right ends they would lie on each other
            ax.annotate(name, place, (0, 5), textcoords="offset points", color=PALETTE[colour])
        if curvature > 0:
            lowest = at - slope / curvature
            mark(ax, lowest, float(touch(curvature)(np.array(lowest))))
    return points(ax, [at], [height], size=40)
