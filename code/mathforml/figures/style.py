"""The look of the book's figures: one palette, one style, and no global setting touched."""

from __future__ import annotations

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

PALETTE = {
    "blue": "#2b7bba",
    "orange": "#d0590a",
    "green": "#0b8a5f",
    "purple": "#a35db5",
    "grey": "#7a7a7a",
}
"""Colours that colour-blind readers can tell apart, readable on white and on the dark theme.

Their contrast with both is at least 3 to 1.
"""

PIXELS_PER_INCH = 200
"""Twice the resolution of a page, so that figures are sharp on a phone."""

STYLE = {
    "figure.dpi": PIXELS_PER_INCH,
    "figure.constrained_layout.use": True,
    "font.size": 9.5,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#555555",
    "axes.labelcolor": "#222222",
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.prop_cycle": mpl.cycler(color=list(PALETTE.values())),
    "grid.color": "#e6e6e6",
    "grid.linewidth": 0.7,
    "xtick.color": "#444444",
    "ytick.color": "#444444",
    "legend.frameon": False,
    "lines.linewidth": 1.8,
}


def subplots(
    rows: int = 1,
    columns: int = 1,
    *,
    width: float = 5.6,
    height: float = 3.3,
    sharey: bool = False,
) -> tuple[Figure, object]:
    """Return a new figure in the book's style and its axes.

    Parameters
    ----------
    rows, columns : int
        Number of axes below and next to each other.
    width, height : float
        Size of the whole figure in inches. A narrow figure keeps its letters large on a phone.
    sharey : bool
        Give all axes the same vertical axis.

    Returns
    -------
    fig : matplotlib.figure.Figure
    axes : matplotlib.axes.Axes, or ndarray of Axes of shape (rows * columns,)
        In reading order; one axes when there is only one.

    Examples
    --------
    >>> fig, (left, right) = subplots(1, 2)
    """
    with mpl.rc_context(STYLE):
        fig, axes = plt.subplots(rows, columns, figsize=(width, height), sharey=sharey)
    return fig, axes.ravel() if rows * columns > 1 else axes
