"""A bundle of fits: what many training sets would have said, their mean, and the truth."""

from __future__ import annotations

from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from mathforml._checks import as_matrix, as_vector
from mathforml.figures.style import PALETTE


def bundle(
    ax: Axes, x: ArrayLike, fits: ArrayLike, truth: ArrayLike, *, n_drawn: int = 25
) -> Axes:
    """Draw some fits as thin lines, the mean of all of them, and the truth, dashed.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x : array_like of shape (n_new,)
    fits : array_like of shape (n_fits, n_new)
        What each fit predicts.
    truth : array_like of shape (n_new,)
    n_drawn : int
        How many fits are drawn, the first ones; the mean is that of all.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    x, fits, truth = as_vector(x, "x"), as_matrix(fits, "fits"), as_vector(truth, "truth")
    if fits.shape[1] != len(x) or len(truth) != len(x):
        raise ValueError(
            f"fits must have {len(x)} columns and truth {len(x)} numbers, as x has; "
            f"got {fits.shape[1]} and {len(truth)}"
        )
    thin = {"color": PALETTE["blue"], "linewidth": 0.5, "alpha": 0.6}
    lines = ax.plot(x, fits[:n_drawn].T, **thin)
    lines[0].set_label("single fits")
    ax.plot(x, fits.mean(axis=0), color=PALETTE["orange"], linewidth=2.2, label="their mean")
    ax.plot(x, truth, color="#222222", linestyle="--", linewidth=1.4, label="truth")
    ax.margins(x=0.02)
    return ax
