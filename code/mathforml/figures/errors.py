"""Errors of a numerical method against its step, on logarithmic scales."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullLocator
from numpy.typing import ArrayLike

from mathforml.figures.style import PALETTE

MARKS = dict(zip(PALETTE, "os^DX", strict=True))
"""A shape for each colour, so that colour is never the only sign."""

PLAIN = 1e-3
"""An axis that goes below this has powers of ten at all its ticks, not only at the small ones."""


def error_plot(
    ax: Axes,
    steps: ArrayLike,
    errors: Mapping[str, ArrayLike],
    *,
    theory: Mapping[str, ArrayLike] | None = None,
    best: Mapping[str, tuple[float, float]] | None = None,
    floor: float = 1e-16,
) -> Axes:
    """Draw measured errors as marks and promised ones as lines: an order is a slope here.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    steps : array_like of shape (n_steps,)
        The sizes of the steps, or their numbers.
    errors : mapping of str to array_like of shape (n_steps,)
        The measured errors of each method, at most five of them. Those below the floor, as an
        exact 0, are drawn there.
    theory : mapping of str to array_like of shape (n_steps,), optional
        For some of the methods, the errors that theory allows.
    best : mapping of str to tuple of two floats, optional
        For some of the methods, a step and an error to mark with a star.
    floor : float
        The smallest error to draw.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    theory, best = theory or {}, best or {}
    ax.set(xscale="log", yscale="log")
    for axis in (ax.xaxis, ax.yaxis):  # many ticks, with powers as formulas, are slow to draw
        axis.set_major_locator(LogLocator(numticks=5))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(lambda value, _: f"{value:g}")
    if floor < PLAIN:
        ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0e}")
    if np.min(steps) < PLAIN:
        ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0e}")
    for (name, found), (shade, mark) in zip(errors.items(), MARKS.items(), strict=False):
        colour = PALETTE[shade]
        drawn = np.maximum(np.abs(found), floor)
        ax.plot(
            *(steps, drawn),
            marker=mark,
            markersize=3.5,
            linestyle="none",
            color=colour,
            alpha=0.75,
            markeredgewidth=0,
            label=name,
        )
        if name in theory:
            ax.plot(steps, theory[name], color=colour, linewidth=1.2)
        if name in best:
            ax.plot(*best[name], marker="*", markersize=14, color=colour, markeredgecolor="white")
    ax.legend(handletextpad=0.2, markerscale=1.6, frameon=False)
    return ax
