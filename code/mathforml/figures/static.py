"""Small drawing functions: each draws one thing on given axes and returns the axes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path
from numpy.typing import ArrayLike

from mathforml.figures.style import PALETTE


def _colour(name: str) -> str:
    """Return the hexadecimal code of a colour of the palette."""
    if name not in PALETTE:
        raise ValueError(f"colour must be one of {', '.join(PALETTE)}; got {name!r}")
    return PALETTE[name]


def label_axes(ax: Axes, x: str, y: str, title: str = "") -> Axes:
    """Name both axes, and the panel if it needs a name.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : str
        Names of the axes, with their units.
    title : str
        What the panel shows.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    ax.set(xlabel=x, ylabel=y)
    ax.set_title(title, loc="left")
    return ax


def points(
    ax: Axes,
    x: ArrayLike,
    y: ArrayLike,
    *,
    colour: str = "blue",
    size: float = 16,
) -> Axes:
    """Draw observations as dots that show through where they overlap.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : array_like of shape (n_samples,)
    colour : str, from `PALETTE`
    size : float
        Area of a dot in points squared.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    ax.scatter(x, y, s=size, color=_colour(colour), alpha=0.55, linewidths=0)
    return ax


def line(
    ax: Axes,
    predict: Callable[[np.ndarray], ArrayLike],
    *,
    colour: str = "orange",
    label: str = "",
    between: tuple[float, float] | None = None,
    n_points: int = 400,
) -> Axes:
    """Draw a function of one variable, with its name at its right end.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    predict : callable
        The function, from an ndarray of shape (n_points,) to one of the same shape.
    colour : str, from `PALETTE`
    label : str
        Name written at the right end of the line.
    between : tuple of float, optional
        Where to draw; by default the range of the x-axis as it is now.
    n_points : int
        Number of points at which the function is computed.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    low, high = between or ax.get_xlim()
    x = np.linspace(low, high, n_points)
    y = np.broadcast_to(predict(x), x.shape)
    ax.plot(x, y, color=_colour(colour))
    _name_end(ax, x[-1], y[-1], label, colour)
    return ax


def curve(
    ax: Axes,
    y: ArrayLike,
    *,
    x: ArrayLike | None = None,
    colour: str = "blue",
    label: str = "",
) -> Axes:
    """Draw a sequence of numbers, such as the loss at every step, with its name at its right end.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    y : array_like of shape (n,)
    x : array_like of shape (n,), optional
        By default 0, 1, 2, ...
    colour : str, from `PALETTE`
    label : str
        Name written at the right end of the curve.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    y = np.asarray(y)
    x = np.arange(len(y)) if x is None else np.asarray(x)
    ax.plot(x, y, color=_colour(colour))
    _name_end(ax, x[-1], y[-1], label, colour)
    return ax


def _name_end(ax: Axes, x: float, y: float, label: str, colour: str) -> Axes:
    """Write a name just right of the point (x, y)."""
    if label:
        ax.annotate(
            label,
            (x, y),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=_colour(colour),
            annotation_clip=False,
            bbox={"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 1},
        )
    return ax


def contours(
    ax: Axes,
    loss: Callable[[np.ndarray], float],
    x: ArrayLike,
    y: ArrayLike,
    *,
    levels: int | ArrayLike = 12,
) -> Axes:
    """Draw the lines along which a loss of two parameters is constant, the lower the darker.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    loss : callable
        From a vector of two parameters to a number.
    x, y : array_like of shape (n_x,) and (n_y,)
        Values of the two parameters at which the loss is computed.
    levels : int or array_like
        How many levels, or which.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    x, y = np.asarray(x), np.asarray(y)
    heights = np.array([[loss(np.array([a, b])) for a in x] for b in y])
    if np.isscalar(levels):
        low, high = heights.min(), heights.max()
        # more levels near the bottom, where the descent takes place
        levels = low + (high - low) * np.linspace(0, 1, int(levels) + 1)[1:] ** 2
    lines = ax.contour(x, y, heights, levels=levels, cmap="Blues_r", linewidths=0.9)
    # Matplotlib thins out lines, but not closed loops. Which corners it leaves out, and whether a
    # loop counts as closed, would hang on the last bit of the loss, which processors round
    # differently: so all lines are open, and their corners lie on a grid too fine to be seen.
    fine = 1e-6 * np.array([np.ptp(x), np.ptp(y)])
    for outline in lines.get_paths():
        if outline.codes is not None:  # None for a level that nothing reaches
            outline.codes = np.minimum(outline.codes, Path.LINETO)
            outline.vertices = (outline.vertices / fine).round() * fine
    ax.grid(False)
    return ax


def path(ax: Axes, theta: ArrayLike, *, colour: str = "orange") -> Axes:
    """Draw the way of an optimiser through a plane of two parameters: a dot per step.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    theta : array_like of shape (n_steps, 2)
    colour : str, from `PALETTE`

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    theta = np.asarray(theta)
    if theta.ndim != 2 or theta.shape[1] != 2:
        raise ValueError(f"theta must have shape (n_steps, 2); got {theta.shape}")
    ax.plot(*theta.T, color=_colour(colour), marker="o", markersize=3, linewidth=1.1)
    return ax


def mark(ax: Axes, x: float, y: float, label: str = "", *, colour: str = "green") -> Axes:
    """Mark one point with a star and write its name beside it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : float
    label : str
    colour : str, from `PALETTE`

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    ax.plot([x], [y], marker="*", markersize=11, color=_colour(colour), linestyle="none", zorder=5)
    return _name_end(ax, x, y, f" {label}" if label else "", colour)
