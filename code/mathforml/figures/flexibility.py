"""The flexibility curve: errors of averages over the k nearest, from stiff to flexible."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from mathforml._checks import as_vector, same_length
from mathforml.figures.static import _name_end, curve, mark
from mathforml.figures.style import PALETTE

TICKS = (1, 3, 10, 30, 100, 300, 1000)
"""Values of k that get a tick; the largest k always has one."""


def flexibility_curve(
    ax: Axes, seen: ArrayLike, new: ArrayLike, *, yardstick: float, name: str
) -> Axes:
    """Draw the error of an average over k cases, on cases seen and on new ones, for all k.

    The most flexible rule, k = 1, is at the right. A star marks the least error on new cases.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    seen, new : array_like of shape (n,)
        Errors on the training set and on the test set for k = 1, 2, ..., n.
    yardstick : float
        The error of another rule on new cases, a dashed line across.
    name : str
        Whose error that is.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    seen, new = as_vector(seen, "seen"), as_vector(new, "new")
    same_length(seen=seen, new=new)
    # a logarithmic axis by hand, since its own ticks are formulas, which are slow to draw
    place = -np.log10(np.arange(1, new.size + 1))
    curve(ax, new[::-1], x=place[::-1], colour="orange", label="test")
    curve(ax, seen[::-1], x=place[::-1], colour="blue", label="training")
    ends = place[[-1, 0]]
    ax.plot(ends, [yardstick] * 2, color=PALETTE["grey"], linestyle="--", linewidth=1.2)
    _name_end(ax, place[0], yardstick, name, "grey")
    best = int(np.argmin(new))
    mark(ax, place[best], new[best])
    # below both curves, which lie close together around the best k
    below = {"ha": "center", "va": "top", "color": PALETTE["green"]}
    below |= {"arrowprops": {"arrowstyle": "-", "color": PALETTE["green"], "linewidth": 0.8}}
    spot = (place[best], new[best])
    ax.annotate(f"best: k = {best + 1}", spot, (0, -36), textcoords="offset points", **below)
    ticks = [k for k in TICKS if 2 * k <= new.size] + [new.size]
    ax.set_xticks(-np.log10(ticks), [str(k) for k in ticks])
    ax.set_ylim(bottom=-0.02 * new.max())
    return ax
