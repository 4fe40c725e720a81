"""An interactive chart: fit a line by hand and watch the loss."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from mathforml.figures._charts import WIDTH, axes, contour_lines, readout, slider, valley
from mathforml.figures.style import PALETTE
from mathforml.losses import empirical_risk, squared
from mathforml.supervised.linear_model import fit_line

LINE = "slope * datum.x + intercept"
"""The reader's line as a Vega expression of the two sliders."""


def line_explorer(
    x: ArrayLike,
    y: ArrayLike,
    *,
    names: Sequence[str],
    slopes: Sequence[float],
    intercepts: Sequence[float],
) -> alt.VConcatChart:
    """Return a chart to fit a line by hand: two sliders, its errors and their means.

    It starts at the line that says the mean of `y` for everybody. Below the data stands the map on
    which every line is one point.

    Parameters
    ----------
    x, y : array_like of shape (n_samples,)
    names : sequence of two str
        Names of `x` and `y`, with their units.
    slopes, intercepts : sequence of three floats
        Lowest value, highest value and step of each slider.

    Returns
    -------
    chart : altair.VConcatChart
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    mean = round(y.mean() / intercepts[2]) * intercepts[2]
    controls = (
        slider("slope", "slope w", 0, slopes),
        slider("intercept", "intercept b", mean, intercepts),
    )
    chart = alt.vconcat(_data_panel(x, y, names), _map_panel(x, y, slopes, intercepts))
    return chart.add_params(*controls).properties(
        description=(
            f"Above: {len(x)} dots, {names[1]} against {names[0]}, with a line set by two "
            "sliders, the error of each dot as a thin upright line, and the mean squared and the "
            "mean absolute error as numbers. Below: the map of all lines, slope across and "
            "intercept up, where contour lines of the mean squared error form a narrow valley; "
            "a dot shows your line, a cross the best."
        )
    )


def _data_panel(x: np.ndarray, y: np.ndarray, names: Sequence[str]) -> alt.LayerChart:
    """The data, the reader's line, its errors and their means."""
    across, up = np.ptp(x), np.ptp(y)
    plane = axes(
        names,
        (x.min() - 0.03 * across, x.max() + 0.03 * across),
        (y.min() - 0.25 * up, y.max() + 0.15 * up),
    )
    observed = alt.Chart(pd.DataFrame({"x": x, "y": y})).transform_calculate(
        prediction=LINE, error="datum.prediction - datum.y"
    )
    errors = observed.mark_rule(color=PALETTE["grey"], opacity=0.3, clip=True)
    dots = observed.mark_circle(color=PALETTE["blue"], size=22, opacity=0.7)
    ends = alt.Chart(pd.DataFrame({"x": [x.min(), x.max()]})).transform_calculate(y=LINE)
    line = ends.mark_line(color=PALETTE["orange"], strokeWidth=3, clip=True)
    losses = observed.transform_calculate(
        square="pow(datum.error, 2)", size="abs(datum.error)"
    ).transform_aggregate(squared="mean(square)", absolute="mean(size)")
    loss = readout(
        losses,
        "'mean error: squared ' + format(datum.squared, ',.0f')"
        " + ', absolute ' + format(datum.absolute, '.1f')",
    )
    layers = (
        errors.encode(*plane, alt.Y2("prediction:Q")),
        dots.encode(*plane),
        line.encode(*plane),
        loss,
    )
    return alt.layer(*layers).properties(width=WIDTH, height=270)


def _map_panel(
    x: np.ndarray, y: np.ndarray, slopes: Sequence[float], intercepts: Sequence[float]
) -> alt.LayerChart:
    """The loss of all lines as contour lines, the reader's line and the best one as points."""

    def risk(theta: np.ndarray) -> float:
        return empirical_risk(squared, y, theta[0] * x + theta[1])

    plane = axes(("slope w", "intercept b"), slopes[:2], intercepts[:2])
    lines = contour_lines(risk, np.linspace(*slopes[:2], 60), np.linspace(*intercepts[:2], 60))
    best = alt.Chart(pd.DataFrame([fit_line(x, y)], columns=["x", "y"]))
    cross = best.mark_point(
        color=PALETTE["green"], shape="cross", size=110, filled=True, opacity=1
    )
    here = alt.Chart(pd.DataFrame({"here": [0]})).transform_calculate(x="slope", y="intercept")
    dot = here.mark_point(color=PALETTE["orange"], size=90, filled=True, opacity=1)
    beside = {"align": "left", "dx": 9, "fontSize": 13}
    names = (
        best.mark_text(text="best line", color=PALETTE["green"], dy=-8, **beside),
        here.mark_text(text="your line", color=PALETTE["orange"], dy=8, **beside),
    )
    marks = (cross, dot, *names)
    layers = (valley(lines, plane), *(mark.encode(*plane) for mark in marks))
    return alt.layer(*layers).properties(width=WIDTH, height=170)
