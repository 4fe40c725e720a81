"""An interactive chart: momentum in a ravine, with its step size and its memory as two sliders.

The walk is linear along and across the ravine, so that the chart needs no table of runs: along a
direction with curvature lambda the distances obey ``e_{t+1} = b e_t - beta e_{t-1}``, where
``b = 1 + beta - eta lambda``, and with the roots r and q of ``z^2 - b z + beta`` they are

::

    e_t = e_0 ((1 - eta lambda - q) r^t - (1 - eta lambda - r) q^t) / (r - q)

or, where the roots are complex, a wave that shrinks by sqrt(beta) in every step.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mathforml.figures._charts import WIDTH, axes, contour_lines, readout, slider
from mathforml.figures.style import PALETTE
from mathforml.optimize.surfaces import ravine

FLOOR = 1e-6
"""The scale of the losses ends here."""

HUGE = 1e6
"""Beyond this a walk is out of all pictures, and its numbers are not drawn."""


def momentum_explorer(
    *,
    kappa: float,
    start: Sequence[float],
    etas: Sequence[float],
    eta: float,
    beta: float,
    target: float = 1e-3,
    n_steps: int = 200,
    x: Sequence[float],
    y: Sequence[float],
) -> alt.VConcatChart:
    """Return a chart of momentum in a ravine, to choose the step size and the memory.

    Parameters
    ----------
    kappa : float, at least 1
        The condition number: the loss is (x^2 + kappa y^2) / 2.
    start : sequence of two floats
    etas : sequence of three floats
        Lowest and highest step size of the slider, and its step.
    eta, beta : float
        Step size and memory at first.
    target : float
        The loss that has to be reached.
    n_steps : int
        Length of the walk.
    x, y : sequence of two floats
        Range of each parameter that is drawn.

    Returns
    -------
    chart : altair.VConcatChart
        The way on the contours, above the loss at every step.
    """
    controls = (
        slider("eta", "step size η", eta, etas),
        slider("beta", "memory β", beta, (0, 0.95, 0.05)),
    )
    walk = _distance(_distance(alt.Chart(_steps(n_steps)), "x", start[0], 1), "y", start[1], kappa)
    walk = walk.transform_calculate(
        loss=f"min((datum.x * datum.x + {kappa:g} * datum.y * datum.y) / 2, {HUGE:g})"
    )
    near = walk.transform_filter(f"datum.loss < {HUGE:g}")

    plane = axes(("x, along the ravine", "y, across"), x, y)
    lines = contour_lines(ravine(kappa).loss, np.linspace(*x, 44), np.linspace(*y, 34))
    contours = alt.Chart(lines).mark_line(color=PALETTE["grey"], strokeWidth=1, opacity=0.6)
    way = near.mark_line(clip=True, strokeWidth=1.5, **_orange(30))
    count = walk.transform_calculate(
        late=f"datum.loss > {target:g} ? datum.step : -1"
    ).transform_aggregate(last="max(late)", highest="max(loss)")
    verdict = readout(
        count,
        f"datum.highest >= {HUGE:g} ? 'explodes' : datum.last >= {n_steps} ? "
        f"'not below {target:g} after {n_steps} steps' : "
        f"'below {target:g} for good after ' + (datum.last + 1) + ' steps'",
    )
    plane_panel = alt.layer(
        contours.encode(*plane, detail="line:N", order="order:Q"),
        way.encode(*plane, order="step:Q"),
        verdict,
    ).properties(width=WIDTH, height=200)

    powers = alt.Axis(format="~g", values=[1e-6, 1e-3, 1, 1e3])
    level = alt.Y("loss:Q", title="loss", axis=powers)
    level = level.scale(type="log", domain=[FLOOR, 1e3], clamp=True)
    fall = near.transform_filter("datum.step <= 100").transform_calculate(
        loss=f"max(datum.loss, {FLOOR:g})"
    )
    across = alt.X("step:Q", title="step", scale=alt.Scale(domain=[0, 100]))
    goal = alt.Chart(pd.DataFrame({"loss": [target]})).mark_rule(
        color=PALETTE["green"], strokeDash=[5, 3]
    )
    name = goal.mark_text(
        align="right", baseline="bottom", dy=-3, fontSize=13, color=PALETTE["green"]
    )
    loss_panel = alt.layer(
        goal.encode(level),
        name.encode(level, x=alt.datum(100), text=alt.value("target")),
        fall.mark_line(clip=True, strokeWidth=1.5, **_orange(18)).encode(across, level),
    ).properties(width=WIDTH, height=140)

    chart = alt.vconcat(plane_panel, loss_panel).add_params(*controls)
    return chart.properties(
        description=(
            f"Above: contour lines of a ravine {kappa:g} times as steep across as along, with the "
            "way of momentum for the chosen step size and memory. Below: the loss at every step, "
            "on a logarithmic scale, with the target. Without memory the way zigzags across; a "
            "memory near one half leads it along; a long one makes it swing through the bottom."
        )
    )


def _steps(n_steps: int) -> pd.DataFrame:
    return pd.DataFrame({"step": range(n_steps + 1)})


def _distance(chart: alt.Chart, name: str, start: float, curvature: float) -> alt.Chart:
    """Add the distance to the bottom along one direction, at every step, by the closed form."""
    first = f"(1 - eta * {curvature:g})"
    half = f"((1 + beta - eta * {curvature:g}) / 2)"
    # two equal roots are moved apart, by less than can be seen
    gap = f"(abs({half} * {half} - beta) < 1e-9 ? 1e-9 : {half} * {half} - beta)"
    d, angle = f"datum.d_{name}", f"datum.angle_{name}"
    chart = chart.transform_calculate(**{f"d_{name}": f"sqrt(abs({gap}))"}).transform_calculate(
        **{f"angle_{name}": f"({gap}) < 0 ? atan2({d}, {half}) : 0"}
    )
    real = (
        f"(({first} - {half} + {d}) * pow({half} + {d}, datum.step)"
        f" - ({first} - {half} - {d}) * pow({half} - {d}, datum.step)) / (2 * {d})"
    )
    wave = (
        f"pow(beta, datum.step / 2) * (cos({angle} * datum.step)"
        f" + ({first} - {half}) / {d} * sin({angle} * datum.step))"
    )
    size = f"{start:g} * (({gap}) < 0 ? {wave} : {real})"
    return chart.transform_calculate(**{name: size})


def _orange(size: int) -> dict[str, object]:
    return {"color": PALETTE["orange"], "point": {"color": PALETTE["orange"], "size": size}}
