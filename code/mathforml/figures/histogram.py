"""Samples as areas: a histogram of measurements, and the shares of counts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from mathforml._checks import as_array
from mathforml.figures.static import _colour

EXACT = "#222222"
"""What is exact is drawn dark, over the samples."""


def histogram(
    ax: Axes,
    samples: ArrayLike,
    bins: int | ArrayLike = 40,
    *,
    weights: ArrayLike | None = None,
    density: Callable[[np.ndarray], ArrayLike] | None = None,
    colour: str = "blue",
    fill: bool = True,
) -> Axes:
    """Draw samples as steps whose areas are their shares, and the density that they should have.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    samples : array_like of shape (n,)
    bins : int or array_like of shape (n_bins + 1,)
        How many bins, or their edges. The area of a step is the share of *all* samples in it, so
        samples outside of the edges are missing in the picture, and not added to other bins.
    weights : array_like of shape (n,), optional
        How much each sample counts, at least 0; by default as much as any other.
    density : callable, optional
        The exact density, from an ndarray of points to an ndarray; drawn as a dark line.
    colour : str, from `PALETTE`
    fill : bool
        Draw areas; else only their outline, so that several fit into one picture.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    samples = as_array(samples, "samples").ravel()
    w = np.ones(samples.shape) if weights is None else as_array(weights, "weights")
    if w.shape != samples.shape:
        raise ValueError(f"weights must hold {samples.size} numbers; got shape {w.shape}")
    if w.min() < 0 or not w.any():
        raise ValueError(f"weights must be at least 0, and not all 0; the smallest is {w.min():g}")
    totals, edges = np.histogram(samples, bins, weights=w)
    heights = totals / (w.sum() * np.diff(edges))
    look = {"alpha": 0.5, "linewidth": 0} if fill else {"linewidth": 1.5}
    ax.stairs(heights, edges, color=_colour(colour), fill=fill, **look)
    if density is not None:
        x = np.linspace(edges[0], edges[-1], 300)
        ax.plot(x, density(x), color=EXACT, linewidth=1.3)
    return ax


def shares(
    ax: Axes,
    counts: ArrayLike,
    *,
    mass: Callable[[np.ndarray], ArrayLike] | None = None,
    colour: str = "blue",
) -> Axes:
    """Draw how large a share of the samples each whole number has, and the probability it has.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    counts : array_like of int of shape (n,)
        The samples.
    mass : callable, optional
        The exact probabilities, from an ndarray of whole numbers to an ndarray; drawn as dots.
    colour : str, from `PALETTE`

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    counts = np.asarray(counts).ravel()
    if counts.size == 0 or (counts != np.floor(counts)).any():
        raise ValueError(f"counts must hold whole numbers, at least one; got {counts[:5]} ...")
    values = np.arange(counts.min(), counts.max() + 1)
    histogram(ax, counts, np.append(values, values[-1] + 1) - 0.5, colour=colour)
    if mass is not None:
        ax.plot(values, mass(values), "o", color=EXACT, markersize=4)
    return ax
