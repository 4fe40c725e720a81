"""A fitted line with its errors, and points of two kinds."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from mathforml.figures.static import curve
from mathforml.figures.style import PALETTE

BESIDE = {"textcoords": "offset points", "va": "center"}
OUTSIDE = {**BESIDE, "ha": "center"}


def fitted_line(ax: Axes, x: ArrayLike, y: ArrayLike, *, w: float, b: float) -> Axes:
    """Draw points, the line w x + b, and the error of each point as a bar with its number.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : array_like of shape (n_samples,)
    w, b : float
        Slope and intercept of the line.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    predicted = w * x + b
    ends = np.array([x.min() - 0.2 * np.ptp(x), x.max() + 0.25 * np.ptp(x)])
    curve(ax, w * ends + b, x=ends, colour="grey", label="the line")
    ax.vlines(x, predicted, y, color=PALETTE["orange"], zorder=2)
    ax.scatter(x, y, s=40, color=PALETTE["blue"], zorder=3)
    for place, low, high in zip(x, predicted, y, strict=True):
        error = f"error {high - low:.3g}".replace("-", "\N{MINUS SIGN}")
        middle = place, (low + high) / 2
        # on the side of the bar where the line is not
        beside, align = (-5, "right") if w * (high - low) > 0 else (5, "left")
        look = {"color": PALETTE["orange"], "ha": align}
        ax.annotate(error, middle, xytext=(beside, 0), **look, **BESIDE)
        name, away = f"({place:.3g}, {high:.3g})", 11 if high >= low else -11
        ax.annotate(name, (place, high), xytext=(0, away), color=PALETTE["blue"], **OUTSIDE)
    ax.margins(x=0.12, y=0.18)
    return ax


def named_kinds(
    ax: Axes, x: ArrayLike, y: ArrayLike, second: ArrayLike, names: tuple[str, str]
) -> Axes:
    """Draw points of two kinds, dots and stars, each with the name of its kind.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : array_like of shape (n_samples,)
    second : array_like of shape (n_samples,)
        Which points are of the second kind, and so stars.
    names : tuple of str
        What the dots are, and the stars. Points that coincide share one name.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    looks = ({"marker": "o", "s": 60}, "blue"), ({"marker": "*", "s": 150}, "orange")
    second = np.asarray(second, dtype=bool)
    for kind, (look, colour), name in zip((~second, second), looks, names, strict=True):
        places = np.column_stack([x, y])[kind]
        ax.scatter(*places.T, color=PALETTE[colour], linewidths=0, zorder=3, **look)
        for place in np.unique(places, axis=0):
            ax.annotate(name, place, xytext=(0, 12), color=PALETTE[colour], **OUTSIDE)
    ax.margins(0.2)
    return ax
