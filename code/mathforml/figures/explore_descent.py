"""An interactive chart: gradient descent under a step size and a start of the reader's choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from mathforml.figures._charts import WIDTH, axes, contour_lines, readout, rounded, slider, valley
from mathforml.figures.style import PALETTE
from mathforml.iteration import take
from mathforml.optimize.gradient_descent import gradient_descent


def descent_explorer(
    loss: Callable[[np.ndarray], float],
    grad: Callable[[np.ndarray], np.ndarray],
    starts: Mapping[str, Sequence[float]],
    etas: ArrayLike,
    *,
    eta: float,
    x: Sequence[float],
    y: Sequence[float],
    names: Sequence[str],
    lowest: float = 0.0,
    n_steps: int = 30,
) -> alt.VConcatChart:
    """Return a chart of gradient descent on two parameters, to choose step size and start.

    Parameters
    ----------
    loss, grad : callable
        The loss of a vector of two parameters, and its gradient.
    starts : mapping of str to sequence of two floats
        Places to start from, by name.
    etas : array_like of shape (n_etas,)
        Step sizes of the slider, evenly spaced.
    eta : float
        Step size at first.
    x, y : sequence of two floats
        Range of each parameter that is drawn.
    names : sequence of two str
        Names of the parameters.
    lowest : float
        The lowest loss that there is; the lower panel shows how far above it each step is.
    n_steps : int
        Length of every run.

    Returns
    -------
    chart : altair.VConcatChart
        The path on the contours, above the loss at every step.
    """
    etas = np.asarray(etas, dtype=float)
    if len(etas) < 2 or not np.allclose(np.diff(etas), etas[1] - etas[0]):
        raise ValueError(f"etas must be at least two, evenly spaced, for a slider; got {etas}")
    spacing = float(f"{etas[1] - etas[0]:.10g}")
    controls = (
        slider("eta", "step size η", eta, (float(etas[0]), float(etas[-1]), spacing)),
        alt.param(
            "start",
            value=next(iter(starts)),
            bind=alt.binding_select(options=list(starts), name="start "),
        ),
    )
    runs = _runs(loss, grad, starts, etas, n_steps).assign(loss=lambda run: run["loss"] - lowest)
    chosen = alt.Chart(rounded(runs)).transform_filter(
        f"datum.run == round((eta - {etas[0]:.10g}) / {spacing}) && datum.start == start"
    )

    plane = axes(names, x, y)
    lines = contour_lines(loss, np.linspace(*x, 50), np.linspace(*y, 50))
    path = chosen.mark_line(color=PALETTE["orange"], clip=True, point=_dots(26))
    verdict = readout(
        chosen.transform_filter(f"datum.step == {n_steps}"),
        f"'above the lowest after {n_steps} steps: ' + format(datum.loss, '.3g')",
    )
    path_panel = alt.layer(
        valley(lines, plane),
        path.encode(*plane, order="step:Q", tooltip=["step", "x", "y", "loss"]),
        verdict,
    ).properties(width=WIDTH, height=270)

    low, high = runs["loss"].clip(lower=1e-6).agg(["min", "max"])
    decades = [float(10 ** np.floor(np.log10(low))), float(10 ** np.ceil(np.log10(high)))]
    loss_axis = alt.Y("loss:Q", title="loss above the lowest", axis=alt.Axis(format=".0e"))
    loss_axis = loss_axis.scale(type="log", domain=decades, clamp=True)
    fall = chosen.mark_line(color=PALETTE["orange"], point=_dots(18))
    loss_panel = fall.encode(alt.X("step:Q", title="step"), loss_axis)

    chart = alt.vconcat(path_panel, loss_panel.properties(width=WIDTH, height=130))
    return chart.add_params(*controls).properties(
        description=(
            f"Above: contour lines of the loss over {names[0]} and {names[1]}, with the path of "
            "gradient descent from the chosen start with the chosen step size. Below: how far the "
            "loss is above the lowest, at every step, on a logarithmic scale. Small steps creep, "
            "larger ones zigzag, and beyond a threshold the loss grows."
        )
    )


def _runs(
    loss: Callable, grad: Callable, starts: Mapping, etas: np.ndarray, n_steps: int
) -> pd.DataFrame:
    """Every step of every run, one a row."""
    rows = [
        (name, run, step.step, *step.theta, step.loss)
        for name, start in starts.items()
        for run, eta in enumerate(etas)
        for step in take(gradient_descent(loss, grad, start, eta=eta), n_steps + 1)
    ]
    return pd.DataFrame(rows, columns=["start", "run", "step", "x", "y", "loss"])


def _dots(size: int) -> dict[str, object]:
    return {"color": PALETTE["orange"], "size": size}
