"""A matrix as a picture: a grey square for each number."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike


def picture(
    ax: Axes,
    A: ArrayLike,
    title: str = "",
    *,
    limits: tuple[float, float] | None = None,
) -> Axes:
    """Draw a matrix as a picture, small numbers dark and large ones light.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    A : array_like of shape (n_rows, n_columns)
        The matrix; its first row is on top.
    title : str
        What the picture shows.
    limits : tuple of float, optional
        The numbers that are black and white; by default the smallest and the largest of `A`.

    Returns
    -------
    ax : matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `A` is not a matrix.
    """
    A = np.asarray(A, dtype=float)
    if A.ndim != 2:
        raise ValueError(f"A must be a matrix with rows and columns; got shape {A.shape}")
    low, high = limits or (A.min(), A.max())
    ax.imshow(A, cmap="gray", vmin=low, vmax=high, interpolation="nearest")
    ax.set(xticks=[], yticks=[])
    ax.grid(False)
    ax.set_title(title, loc="left")
    return ax
