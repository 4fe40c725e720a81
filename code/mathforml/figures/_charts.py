"""Parts that the interactive charts share: contour lines as data, sliders, a line of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import altair as alt
import contourpy
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from mathforml.figures.style import PALETTE

WIDTH = 440
"""Width of a panel in pixels: it fits a column of text, and scales down to a phone."""

N_LEVELS = 9
"""Number of heights at which contour lines are drawn."""

DIGITS = 4
"""Significant digits of the numbers in a chart: enough for a screen, and light on the page."""


def contour_lines(loss: Callable[[np.ndarray], float], x: ArrayLike, y: ArrayLike) -> pd.DataFrame:
    """Return the contour lines of a loss of two parameters as the corners of polylines.

    The heights lie closer together near the bottom.

    Parameters
    ----------
    loss : callable
        From a vector of two parameters to a number.
    x, y : array_like of shape (n_x,) and (n_y,)
        Values of the two parameters.

    Returns
    -------
    lines : pandas.DataFrame
        Columns ``x``, ``y``, ``line`` (which polyline) and ``order`` (which corner).
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    heights = np.array([[loss(np.array([a, b])) for a in x] for b in y])
    levels = heights.min() + np.ptp(heights) * np.linspace(0, 1, N_LEVELS + 1)[1:] ** 3
    generator = contourpy.contour_generator(x, y, heights)
    polylines = [line for level in levels for line in generator.lines(level)]
    lengths = [len(line) for line in polylines]
    corners = pd.DataFrame(np.concatenate(polylines), columns=["x", "y"])
    which = np.repeat(np.arange(len(lengths)), lengths)
    order = np.concatenate([np.arange(length) for length in lengths])
    return rounded(corners.assign(line=which, order=order))


def rounded(table: pd.DataFrame) -> pd.DataFrame:
    """Round the decimal numbers of a table to `DIGITS` significant digits."""
    decimals = table.select_dtypes("float")
    return table.assign(
        **{c: decimals[c].map(lambda v: float(f"{v:.{DIGITS}g}")) for c in decimals}
    )


def axes(names: Sequence[str], x: Sequence[float], y: Sequence[float]) -> tuple[alt.X, alt.Y]:
    """Return both axes of a plane of two parameters, with fixed ranges."""
    return (
        alt.X("x:Q", title=names[0], scale=alt.Scale(domain=list(x))),
        alt.Y("y:Q", title=names[1], scale=alt.Scale(domain=list(y))),
    )


def valley(lines: pd.DataFrame, plane: tuple[alt.X, alt.Y]) -> alt.Chart:
    """Draw contour lines in a plane of two parameters."""
    chart = alt.Chart(lines).mark_line(color=PALETTE["blue"], strokeWidth=1, clip=True)
    return chart.encode(*plane, detail="line:N", order="order:Q")


def readout(chart: alt.Chart, text: str, *, colour: str | None = "orange") -> alt.Chart:
    """Write the value of a Vega expression above a panel, at its left.

    The colour is the name of one of `PALETTE`; None is the colour of the page's text.

    The name of the layer tells the book's page to say the text when a control has moved.
    """
    ink = {} if colour is None else {"color": PALETTE[colour]}
    chart = chart.transform_calculate(text=text).mark_text(
        align="left", baseline="bottom", fontSize=14, fontWeight="bold", **ink
    )
    return chart.encode(x=alt.value(0), y=alt.value(-6), text="text:N").properties(name="readout")


def slider(name: str, label: str, value: float, spaced: Sequence[float]) -> alt.Parameter:
    """Return a slider; `spaced` holds its lowest value, its highest value and its step."""
    low, high, step = spaced
    control = alt.binding_range(min=low, max=high, step=step, name=f"{label} ")
    return alt.param(name, value=value, bind=control)
