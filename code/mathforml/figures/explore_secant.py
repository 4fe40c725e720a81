"""An interactive chart: the secant becomes the tangent, and then falls apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import altair as alt
import numpy as np
import pandas as pd

from mathforml.figures._charts import WIDTH, axes, readout, rounded, slider
from mathforml.figures.style import PALETTE

POWERS = (-16.5, 0.0, 0.5)
"""Lowest, highest and step of the slider: h is 10 to this power."""

LEAST_ERROR = 1e-9
"""Smaller errors, which come by chance, are drawn as this one."""

DOT = {"color": PALETTE["orange"], "opacity": 1}


def secant_explorer(
    f: Callable[[float], float], slope: float, *, at: float, window: Sequence[float]
) -> alt.VConcatChart:
    """Return a chart of the line through two points of a curve, to choose how far apart they are.

    Parameters
    ----------
    f : callable
        A function of one number.
    slope : float
        The exact slope of f at the point.
    at : float
        Where the point lies that stays.
    window : sequence of two floats
        From where to where f is drawn.

    Returns
    -------
    chart : altair.VConcatChart
        The curve with the line, above the error of the line's slope for every distance.
    """
    low, high = window
    if not low <= at <= high:
        raise ValueError(f"at must lie in the window from {low:g} to {high:g}; got {at:g}")
    across = np.linspace(low, high, 41)
    curve = pd.DataFrame({"x": across, "y": [f(x) for x in across]})
    plane = axes(("x", "f(x)"), window, (min(curve.y.min(), 0), curve.y.max()))
    powers = np.arange(POWERS[0], POWERS[1] + POWERS[2] / 2, POWERS[2])
    runs = pd.DataFrame([_run(f, slope, at, window, power) for power in powers])
    tangent = alt.Chart(pd.DataFrame([_line(f(at), slope, at, window)]))
    fixed = alt.Chart(pd.DataFrame([{"x": at, "y": f(at)}]))

    every = alt.Chart()  # of the runs, which the whole chart gets at its end: they are copied less
    chosen = every.transform_filter("abs(datum.log_h - log_h) < 0.01")
    upper = alt.layer(
        _straight(tangent, plane, color=PALETTE["grey"], strokeDash=[4, 4]),
        alt.Chart(rounded(curve)).mark_line(color=PALETTE["blue"], strokeWidth=2.5).encode(*plane),
        _straight(chosen, plane, color=PALETTE["orange"], strokeWidth=2.5),
        *(points.mark_circle(**DOT, size=70).encode(*plane) for points in (fixed, chosen)),
        readout(chosen, "datum.said"),
    )
    logarithmic = alt.Axis(format=".0e", values=[1e-15, 1e-10, 1e-5, 1])
    h = alt.X("h:Q", title="h", axis=logarithmic).scale(type="log")
    error = alt.Y("error:Q", title="error", axis=alt.Axis(format=".0e", tickCount=4))
    scales = h, error.scale(type="log")
    points = {"color": PALETTE["blue"], "size": 16}
    lower = alt.layer(
        every.mark_line(color=PALETTE["blue"], point=points).encode(*scales),
        chosen.mark_circle(**DOT, size=110).encode(*scales),
    )
    chart = alt.vconcat(
        upper.properties(width=WIDTH, height=250), lower.properties(width=WIDTH, height=120)
    )
    chart = chart.add_params(slider("log_h", "h = 10 to the power", -0.5, POWERS)).properties(
        description=(
            f"Above: the curve f with a line through its point at {at:g} and the point h further "
            "right; the tangent is dashed. As h shrinks, the line turns into the tangent; for the "
            "smallest h it tilts away again, because so few digits are left. Below: the error of "
            "the line's slope for every h, a V on logarithmic scales, with a dot at the chosen h."
        )
    )
    chart.data = runs
    return chart


def _run(
    f: Callable[[float], float], slope: float, at: float, window: Sequence[float], power: float
) -> dict[str, object]:
    """What one h gives: the line, its right point, the error of its slope, and what to say."""
    h = 10.0**power
    found = (f(at + h) - f(at)) / h  # as one would write it
    error = abs(found - slope)
    right = min(at + h, window[1])
    numbers = {"h": h, "error": max(error, LEAST_ERROR), "x": right, "y": f(right)}
    return {
        "log_h": power,
        "said": f"h = {h:.2g}: slope {found:.9f}, error {error:.0e}",
        **{name: float(f"{number:.4g}") for name, number in numbers.items()},
        **_line(f(at), found, at, window),
    }


def _line(value: float, slope: float, at: float, window: Sequence[float]) -> dict[str, float]:
    """The two ends of a line through the point, at the sides of the window."""
    left, right = (float(f"{value + slope * (x - at):.4g}") for x in window)
    return {"left": window[0], "left_y": left, "right": window[1], "right_y": right}


def _straight(ends: alt.Chart, plane: tuple[alt.X, alt.Y], **look: object) -> alt.Chart:
    """Draw a line from side to side, of which the panel shows what is in it."""
    x, y = (axis.copy() for axis in plane)
    x.shorthand, y.shorthand = "left:Q", "left_y:Q"
    return ends.mark_rule(clip=True, **look).encode(x, y, x2="right:Q", y2="right_y:Q")
