"""How each of several methods ends, for every step size that was tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator
from numpy.typing import ArrayLike

from mathforml.figures.style import PALETTE


class Look(NamedTuple):
    """How one of several methods is drawn, so that colour is never the only sign."""

    colour: str  #: one of `PALETTE`
    marker: str  #: its mark, as Matplotlib calls it
    shape: str  #: the same mark, as Vega calls it
    dash: list[int]  #: lengths of line and gap in pixels; a line without gaps is [1, 0]


LOOKS = (
    Look("grey", "o", "circle", [1, 0]),
    Look("blue", "s", "square", [1, 0]),
    Look("blue", "D", "diamond", [5, 3]),
    Look("green", "^", "triangle-up", [1, 0]),
    Look("orange", "v", "triangle-down", [1, 0]),
    Look("purple", "P", "cross", [1, 0]),
)
"""Looks of up to six methods, in this order in all pictures."""


def sweep(ax: Axes, etas: ArrayLike, losses: Mapping[str, ArrayLike]) -> Axes:
    """Draw the last loss of each method against its step size, both on logarithmic scales.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    etas : array_like of shape (n_etas,)
        The step sizes that were tried.
    losses : mapping of str to array_like of shape (n_etas,)
        The last loss for each of them, by the name of the method, of which there are at most six;
        infinite where it diverged.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    etas = np.asarray(etas, dtype=float)
    if len(losses) > len(LOOKS):
        raise ValueError(f"losses must be of at most {len(LOOKS)} methods; got {len(losses)}")
    for (name, ends), look in zip(losses.items(), LOOKS, strict=False):
        ends = np.asarray(ends, dtype=float)
        if ends.shape != etas.shape:
            raise ValueError(f"{name} must have {len(etas)} losses; got shape {ends.shape}")
        style = {"marker": look.marker, "markersize": 4, "linewidth": 1.3, "label": name}
        dashes = "--" if look.dash[1] else "-"
        ax.plot(etas, ends, color=PALETTE[look.colour], linestyle=dashes, **style)
    _powers_of_ten(ax)
    ax.legend(loc="lower left", bbox_to_anchor=(-0.1, 1), ncol=2)  # as wide as a phone
    return ax


def _powers_of_ten(ax: Axes) -> None:
    """Make both scales logarithmic, with plain numbers: formulas are slow to draw."""
    ax.set(xscale="log", yscale="log")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axis.set_minor_locator(NullLocator())
