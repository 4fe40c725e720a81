"""Folds as a map: which row is tested on in which fold, and which rows belong together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from mathforml.figures.static import label_axes
from mathforml.figures.style import PALETTE

GAP = 0.8
"""Room between two groups, in widths of a row."""


def fold_map(
    ax: Axes,
    groups: ArrayLike,
    folds: Sequence[tuple[ArrayLike, ArrayLike]],
    *,
    name: str,
    title: str = "",
) -> Axes:
    """Draw the folds below each other, the rows of a group beside each other.

    A row that is tested on is a large square, one that is learned from a small dot, and one that
    is neither is left out.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    groups : array_like of int of shape (n_samples,)
        The number of the group of each row, from 0; the rows of a group stand together.
    folds : sequence of Split
        The rows to learn from and to test on.
    name : str
        What a group is, such as a patient.
    title : str
        What the panel shows.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    groups = np.asarray(groups)
    if groups.ndim != 1 or groups.size == 0 or not np.isin(np.diff(groups), (0, 1)).all():
        raise ValueError("groups must number the rows' groups in order, without a gap")
    place = np.arange(len(groups)) + GAP * (groups - groups[0])
    looks = (("blue", "o", 11, "learned from"), ("orange", "s", 34, "tested on"))
    for part, (colour, shape, size, label) in enumerate(looks):
        which = [np.asarray(fold[part]) for fold in folds]
        x = np.concatenate([place[rows] for rows in which])
        y = np.repeat(np.arange(1, len(folds) + 1), [len(rows) for rows in which])
        look = {"color": PALETTE[colour], "marker": shape, "s": size, "linewidths": 0}
        ax.scatter(x, y, label=label, **look)
    numbers = np.unique(groups)
    ax.set_xticks([place[groups == number].mean() for number in numbers], numbers + 1)
    ax.set(yticks=np.arange(1, len(folds) + 1), ylim=(len(folds) + 0.6, 0.4))
    ax.grid(False)
    return label_axes(ax, name, "fold", title)
