"""An interactive chart: change the unit of a feature, and the bowl of the loss changes shape."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from mathforml._checks import as_vector, positive, same_length
from mathforml.figures._charts import WIDTH, readout, rounded, slider
from mathforml.figures.style import PALETTE
from mathforml.optimize.objectives import mean_squared_error

POWERS = (0.0, 3.0, 0.05)
"""Lowest, highest and step of the slider: the unit is 10 to this power."""

COLOURS = {"zero": PALETTE["blue"], "the mean": PALETTE["purple"]}
"""The places to measure from, with the colour of each."""

N_STEPS = 25
"""Steps of the path that is drawn."""

N_LINES = 9
"""Contour lines; the loss above the lowest is four times as high on each as on the one before."""


def unit_explorer(
    x: ArrayLike, y: ArrayLike, *, name: str, unit: str, within: float = 0.01
) -> alt.VConcatChart:
    """Return a chart of the loss of a line, to choose the unit of its feature.

    Gradient descent on the mean squared error starts at the line that is zero everywhere, with
    the step size 1 / L, where L is the largest curvature. Then one step removes what is wrong
    along the steepest direction, and along the other a step leaves ``1 - 1/kappa`` of it.

    Parameters
    ----------
    x, y : array_like of shape (n_samples,)
        The feature, not constant, and the outcome, which no line may fit without error.
    name, unit : str
        Name of the feature, and its unit in `x`; the slider goes up to a thousand of it.
    within : float
        Steps are counted until the loss is this fraction above the lowest.

    Returns
    -------
    chart : altair.VConcatChart
        The contour lines and the path, above the number of steps against the unit.
    """
    x, y, within = as_vector(x, "x"), as_vector(y, "y"), positive(within, "within")
    same_length(x=x, y=y)
    if np.ptp(x) == 0:
        raise ValueError("x must hold at least two different values")
    runs = _runs(x, y, within)
    runs = rounded(runs).assign(kappa=runs["kappa"].map(lambda kappa: float(f"{kappa:.6g}")))
    spread = float(x.std())
    power = slider("power", "unit: 10 to the power", 0, POWERS)
    origin = alt.param(
        "origin",
        value="zero",
        bind=alt.binding_select(options=list(COLOURS), name="measured from "),
    )
    panels = _bowl(runs, x, unit), _count(runs, spread, f"unit of {name}, in {unit}", within)
    return alt.vconcat(*panels, params=[power.param, origin.param]).properties(
        description=(
            f"Above: contour lines of the mean squared error of a line in {name}, with a path of "
            f"gradient descent. Measured from zero in {unit} they are so narrow an ellipse that "
            "it looks like a line, and the path jumps to it and then seems to stand still. "
            "Measured from the mean in units of one standard deviation they are circles, and the "
            "path goes to their centre in one step. Below: the number of steps against the unit, "
            "two curves with a lowest point each."
        ),
    )


def _runs(x: np.ndarray, y: np.ndarray, within: float) -> pd.DataFrame:
    """A row for each unit and origin: the condition number, the steps, and where the path goes.

    Places are relative to the lowest point. ``w0``, ``b0`` is the start, and ``w``, ``b`` what the
    start is off along the flattest direction, which is all that is left after one step.
    """
    low, high, step = POWERS
    rows = []
    for origin, zero in {"zero": 0.0, "the mean": x.mean()}.items():
        for power in low + step * np.arange(round((high - low) / step) + 1):
            X = np.column_stack([(x - zero) / 10**power, np.ones_like(x)])
            loss, grad, hess = mean_squared_error(X, y)
            nowhere = np.zeros(2)
            start = -np.linalg.solve(hess(nowhere), -grad(nowhere))
            curvatures, directions = np.linalg.eigh(hess(nowhere))
            flat = directions[:, 0] * (directions[:, 0] @ start)
            kappa = curvatures[1] / curvatures[0]
            allowed = within * loss(-start)
            if not allowed > 1e-12 * loss(nowhere):
                raise ValueError("y must not lie on a line in x: its lowest loss is zero")
            # above the lowest: (curvature / 2) distance^2
            above = curvatures[0] / 2 * flat @ flat
            steps = max(1, np.ceil(np.log(above / allowed) / (-2 * np.log1p(-1 / kappa))))
            rows.append((origin, round(power, 2), kappa, int(steps), *start, *flat))
    columns = ["origin", "power", "kappa", "steps", "w0", "b0", "w", "b"]
    return pd.DataFrame(rows, columns=columns)


def _bowl(runs: pd.DataFrame, x: np.ndarray, unit: str) -> alt.LayerChart:
    """Contour lines and path, on axes of one scale, so that a round bowl looks round."""
    width = 1.15
    across = abs(runs["w0"]).min()  # in the smallest unit
    up = abs(runs["b0"]).max()
    half = f"({width} * max({across:.6g} * pow(10, power), {up:.6g}))"
    scale = {"domainMin": alt.ExprRef(f"-{half}"), "domainMax": alt.ExprRef(half), "nice": False}
    axis = alt.Axis(tickCount=5, format=",.0f")
    plane = (
        alt.X("u:Q", title="slope, from the best", axis=axis).scale(**scale),
        alt.Y("v:Q", title="intercept, from the best", axis=axis).scale(**scale),
    )
    chosen = _chosen(alt.Chart(runs))
    mean = f"(origin == 'zero' ? {x.mean():.6g} : 0) / pow(10, power)"
    ellipses = (
        chosen.transform_calculate(line=f"sequence(0, {N_LINES})", angle="sequence(0, 6.34, 0.07)")
        .transform_flatten(["line"])
        .transform_flatten(["angle"])
        .transform_calculate(radius=f"{half} * pow(2, datum.line - 3)")
        .transform_calculate(u=f"datum.radius * cos(datum.angle) * pow(10, power) / {x.std():.6g}")
        .transform_calculate(v=f"datum.radius * sin(datum.angle) - datum.u * {mean}")
        .mark_line(color=PALETTE["blue"], strokeWidth=1, clip=True)
        .encode(*plane, detail="line:N", order="angle:Q")
    )
    left = "pow(1 - 1 / datum.kappa, datum.step)"
    path = (
        chosen.transform_calculate(step=f"sequence(0, {N_STEPS + 1})")
        .transform_flatten(["step"])
        .transform_calculate(
            u=f"datum.step == 0 ? datum.w0 : datum.w * {left}",
            v=f"datum.step == 0 ? datum.b0 : datum.b * {left}",
        )
        .mark_line(color=PALETTE["orange"], clip=True, point=_dots(26))
        .encode(*plane, order="step:Q")
    )
    bottom = alt.Chart(pd.DataFrame({"u": [0], "v": [0]}))
    bottom = bottom.mark_text(text="★", fontSize=18, color=PALETTE["green"]).encode(*plane)
    verdict = readout(
        chosen,
        f"'unit ' + format(pow(10, power), ',.3~r') + ' {unit}, κ = ' + "
        "format(datum.kappa, datum.kappa < 100 ? '.3~r' : ',.0f') + ': ' + "
        "format(datum.steps, ',') + (datum.steps == 1 ? ' step' : ' steps')",
    )
    return alt.layer(ellipses, path, bottom, verdict).properties(width=300, height=300)


def _count(runs: pd.DataFrame, spread: float, title: str, within: float) -> alt.LayerChart:
    """The number of steps against the unit, on logarithmic axes, from both origins."""
    across = alt.X("unit:Q", title=title, axis=alt.Axis(values=[1, 10, 100, 1000], format=","))
    counts = alt.Axis(values=[1, 100, 10_000], format=",")
    up = alt.Y("steps:Q", title=f"steps to {within:.0%}", axis=counts)
    plane = across.scale(type="log"), up.scale(type="log")
    colour = alt.Color("origin:N", title="measured from", legend=alt.Legend(orient="bottom"))
    colour = colour.scale(domain=list(COLOURS), range=list(COLOURS.values()))
    counted = alt.Chart(runs).transform_calculate(unit="pow(10, datum.power)")
    lines = counted.mark_line().encode(*plane, colour)
    dot = _chosen(counted)
    dot = dot.mark_point(color=PALETTE["orange"], size=90, filled=True, opacity=1).encode(*plane)
    at_spread = alt.Chart(pd.DataFrame({"unit": [spread]}))
    rule = at_spread.mark_rule(color=PALETTE["grey"], strokeDash=[4, 4]).encode(across)
    name = at_spread.mark_text(
        text="one standard deviation", align="left", dx=5, color=PALETTE["grey"], baseline="top"
    ).encode(across, y=alt.value(0))
    return alt.layer(rule, name, lines, dot).properties(width=WIDTH, height=120)


def _chosen(chart: alt.Chart) -> alt.Chart:
    """Keep the row of the unit and the origin that the controls say."""
    return chart.transform_filter("abs(datum.power - power) < 0.001 && datum.origin == origin")


def _dots(size: int) -> dict[str, object]:
    return {"color": PALETTE["orange"], "size": size}
