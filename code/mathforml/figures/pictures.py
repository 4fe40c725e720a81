"""Matrices as pictures, side by side: a grey square for each number."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

GAP = 0.06
"""Between two pictures, as a part of their height."""


def pictures(
    ax: Axes,
    matrices: Mapping[str, ArrayLike],
    *,
    limits: tuple[float, float] | None = None,
) -> Axes:
    """Draw matrices as pictures of one height, small numbers dark and large ones light.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        One axes for all of them.
    matrices : mapping of str to array_like of shape (n_rows, n_columns)
        Each matrix, by what is written above it; its first row is on top.
    limits : tuple of float, optional
        The numbers that are black and white; by default the smallest and the largest of each.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    if not matrices:
        raise ValueError("matrices must hold at least one matrix; it is empty")
    left = 0.0
    for title, matrix in matrices.items():
        A = np.asarray(matrix, dtype=float)
        if A.ndim != 2:
            raise ValueError(f"{title!r} must be a matrix with rows and columns; got {A.shape}")
        low, high = limits or (A.min(), A.max())
        right = left + A.shape[1] / A.shape[0]
        place = {"extent": (left, right, 0, 1), "interpolation": "nearest"}
        ax.imshow(A, cmap="gray", vmin=low, vmax=high, **place)
        ax.text(left, 1 + GAP, title)
        left = right + GAP
    ax.set(xlim=(0, left - GAP), ylim=(0, 1 + 4 * GAP))
    ax.set_axis_off()
    return ax
