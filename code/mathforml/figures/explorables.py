"""Interactive charts: plain Altair charts of runs that the book's own algorithms made.

A chart draws by itself in Jupyter. In the book the page draws it from the same source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import altair as alt
import contourpy
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from mathforml.figures.style import PALETTE
from mathforml.iteration import take
from mathforml.losses import empirical_risk, squared
from mathforml.optimize.gradient_descent import gradient_descent
from mathforml.supervised.line import fit_line

WIDTH = 440
"""Width of a panel in pixels: it fits a column of text, and scales down to a phone."""


def _levels(low: float, high: float, n: int) -> np.ndarray:
    """Heights of contour lines, closer together near the bottom."""
    return low + (high - low) * np.linspace(0, 1, n + 1)[1:] ** 3


def contour_lines(
    loss: Callable[[np.ndarray], float],
    x: ArrayLike,
    y: ArrayLike,
    *,
    n_levels: int = 9,
    digits: int = 4,
) -> pd.DataFrame:
    """Return the contour lines of a loss of two parameters as the corners of polylines.

    Parameters
    ----------
    loss : callable
        From a vector of two parameters to a number.
    x, y : array_like of shape (n_x,) and (n_y,)
        Values of the two parameters.
    n_levels : int
        Number of heights.
    digits : int
        Significant digits of the corners.

    Returns
    -------
    lines : pandas.DataFrame
        Columns ``x``, ``y``, ``line`` (which polyline) and ``order`` (which corner).

    Notes
    -----
    The corners lie on the contour of the bilinear interpolation of the grid [1]_.

    References
    ----------
    .. [1] contourpy, https://contourpy.readthedocs.io
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    heights = np.array([[loss(np.array([a, b])) for a in x] for b in y])
    generator = contourpy.contour_generator(x, y, heights)
    corners = [
        line
        for level in _levels(heights.min(), heights.max(), n_levels)
        for line in generator.lines(level)
    ]
    frames = [
        pd.DataFrame({"x": c[:, 0], "y": c[:, 1], "line": i, "order": range(len(c))})
        for i, c in enumerate(corners)
    ]
    return _rounded(pd.concat(frames, ignore_index=True), digits)


def _rounded(table: pd.DataFrame, digits: int) -> pd.DataFrame:
    """Round the decimal numbers of a table to significant digits: fewer bytes on the page."""
    decimals = table.select_dtypes("float")
    return table.assign(
        **{c: decimals[c].map(lambda v: float(f"{v:.{digits}g}")) for c in decimals}
    )


def _slider(
    name: str, label: str, value: float, low: float, high: float, step: float
) -> alt.Parameter:
    return alt.param(
        name, value=value, bind=alt.binding_range(min=low, max=high, step=step, name=f"{label} ")
    )


def line_explorer(
    x: ArrayLike,
    y: ArrayLike,
    *,
    x_title: str,
    y_title: str,
    slopes: Sequence[float],
    intercepts: Sequence[float],
) -> alt.VConcatChart:
    """Return a chart to fit a line by hand: two sliders, the errors and their mean square.

    Parameters
    ----------
    x, y : array_like of shape (n_samples,)
    x_title, y_title : str
        Names of the axes, with their units.
    slopes, intercepts : sequence of float
        Lowest value, highest value and step of each slider.

    Returns
    -------
    chart : altair.VConcatChart
        The data with the line, above the map on which every line is one point.

    Notes
    -----
    It starts at the line that says the mean of `y` for everybody.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    start = round(y.mean() / intercepts[2]) * intercepts[2]
    slope = _slider("slope", "slope w", 0, *slopes)
    intercept = _slider("intercept", "intercept b", start, *intercepts)

    x_axis = alt.X("x:Q", title=x_title, scale=alt.Scale(zero=False, nice=False, padding=10))
    observed = alt.Chart(pd.DataFrame({"x": x, "y": y})).transform_calculate(
        prediction="slope * datum.x + intercept", square="pow(datum.y - datum.prediction, 2)"
    )
    room = [float(y.min() - 0.25 * np.ptp(y)), float(y.max() + 0.15 * np.ptp(y))]
    y_axis = alt.Y("y:Q", title=y_title, scale=alt.Scale(domain=room))
    errors = observed.mark_rule(color=PALETTE["grey"], opacity=0.3, clip=True).encode(
        x_axis, y_axis, alt.Y2("prediction:Q")
    )
    dots = observed.mark_circle(color=PALETTE["blue"], size=22, opacity=0.7).encode(x_axis, y_axis)
    ends = alt.Chart(pd.DataFrame({"x": [x.min(), x.max()]})).transform_calculate(
        y="slope * datum.x + intercept"
    )
    line = ends.mark_line(color=PALETTE["orange"], strokeWidth=3, clip=True).encode(x_axis, y_axis)
    loss = (
        observed.transform_aggregate(loss="mean(square)")
        .transform_calculate(text="'mean squared error: ' + format(datum.loss, ',.0f')")
        .mark_text(
            align="left", baseline="top", fontSize=14, fontWeight="bold", color=PALETTE["orange"]
        )
        .encode(x=alt.value(10), y=alt.value(6), text="text:N")
    )
    data_panel = (errors + dots + line + loss).properties(width=WIDTH, height=270)

    best = fit_line(x, y)
    grid_w = np.linspace(slopes[0], slopes[1], 60)
    grid_b = np.linspace(intercepts[0], intercepts[1], 60)
    map_x = alt.X("x:Q", title="slope w", scale=alt.Scale(domain=list(slopes[:2])))
    map_y = alt.Y("y:Q", title="intercept b", scale=alt.Scale(domain=list(intercepts[:2])))
    risk = contour_lines(
        lambda theta: empirical_risk(squared, y, theta[0] * x + theta[1]), grid_w, grid_b
    )
    valley = alt.Chart(risk).mark_line(color=PALETTE["blue"], strokeWidth=1, clip=True)
    valley = valley.encode(map_x, map_y, detail="line:N", order="order:Q")
    here = alt.Chart(pd.DataFrame({"here": [0]})).transform_calculate(x="slope", y="intercept")
    dot = here.mark_point(color=PALETTE["orange"], filled=True, size=90, opacity=1).encode(
        map_x, map_y
    )
    lowest = alt.Chart(pd.DataFrame({"x": [best.w], "y": [best.b]}))
    star = lowest.mark_point(color=PALETTE["green"], shape="cross", size=90, strokeWidth=2).encode(
        map_x, map_y
    )
    map_panel = (valley + star + dot).properties(width=WIDTH, height=170)

    return (
        alt.vconcat(data_panel, map_panel)
        .add_params(slope, intercept)
        .properties(
            description=(
                f"Above: {len(x)} dots, {y_title} against {x_title}, with a line set by two "
                "sliders, the error of each dot as a thin upright line, and the mean squared error "
                "as a number. Below: the map of all lines, slope across and intercept up, where "
                "contour lines of the error form a long narrow valley; a dot shows your line, a "
                "cross the best."
            )
        )
    )


def descent_explorer(
    loss: Callable[[np.ndarray], float],
    grad: Callable[[np.ndarray], np.ndarray],
    starts: Mapping[str, Sequence[float]],
    etas: ArrayLike,
    *,
    x: Sequence[float],
    y: Sequence[float],
    names: Sequence[str],
    eta: float,
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
    x, y : sequence of two floats
        Range of each parameter that is drawn.
    names : sequence of two str
        Names of the parameters.
    eta : float
        Step size at first.
    lowest : float
        The lowest loss that there is; the lower panel shows how far above it each step is.
    n_steps : int
        Length of every run.

    Returns
    -------
    chart : altair.VConcatChart
        The path on the contours, above the loss at every step.

    Raises
    ------
    ValueError
        If `etas` are not evenly spaced.
    """
    etas = np.asarray(etas, dtype=float)
    if len(etas) < 2 or not np.allclose(np.diff(etas), etas[1] - etas[0]):
        raise ValueError(f"etas must be at least two, evenly spaced, for a slider; got {etas}")
    runs = []
    for name, start in starts.items():
        for i, size in enumerate(etas):
            for step in take(gradient_descent(loss, grad, start, eta=size), n_steps + 1):
                a, b = step.theta
                runs.append(
                    {
                        "start": name,
                        "run": i,
                        "step": step.step,
                        "x": a,
                        "y": b,
                        "loss": step.loss - lowest,
                    }
                )
    data = _rounded(pd.DataFrame(runs), 4)

    spacing = float(etas[1] - etas[0])
    eta_slider = _slider(
        "eta", "step size η", eta, float(etas[0]), float(etas[-1]), round(spacing, 10)
    )
    start_choice = alt.param(
        "start",
        value=next(iter(starts)),
        bind=alt.binding_select(options=list(starts), name="start "),
    )
    chosen = alt.Chart(data).transform_filter(
        f"datum.run == round((eta - {etas[0]:.10g}) / {spacing:.10g}) && datum.start == start"
    )

    x_axis = alt.X("x:Q", title=names[0], scale=alt.Scale(domain=list(x)))
    y_axis = alt.Y("y:Q", title=names[1], scale=alt.Scale(domain=list(y)))
    lines = contour_lines(loss, np.linspace(*x, 50), np.linspace(*y, 50))
    valley = alt.Chart(lines).mark_line(
        color=PALETTE["blue"], strokeWidth=1, opacity=0.8, clip=True
    )
    valley = valley.encode(x_axis, y_axis, detail="line:N", order="order:Q")
    way = chosen.mark_line(
        color=PALETTE["orange"], clip=True, point={"color": PALETTE["orange"], "size": 26}
    )
    way = way.encode(x_axis, y_axis, order="step:Q", tooltip=["step", "x", "y", "loss"])
    verdict = (
        chosen.transform_filter(f"datum.step == {n_steps}")
        .transform_calculate(
            text=f"'loss after {n_steps} steps, above the lowest: ' + format(datum.loss, '.3g')"
        )
        .mark_text(
            align="left", baseline="top", fontSize=14, fontWeight="bold", color=PALETTE["orange"]
        )
        .encode(x=alt.value(10), y=alt.value(6), text="text:N")
    )
    path_panel = (valley + way + verdict).properties(width=WIDTH, height=270)

    finite = data["loss"].clip(lower=1e-6)
    domain = [
        float(10 ** np.floor(np.log10(finite.min()))),
        float(10 ** np.ceil(np.log10(finite.max()))),
    ]
    loss_axis = alt.Y(
        "loss:Q",
        title="loss above the lowest",
        scale=alt.Scale(type="log", domain=domain, clamp=True),
        axis=alt.Axis(format=".0e"),
    )
    fall = chosen.mark_line(
        color=PALETTE["orange"], point={"color": PALETTE["orange"], "size": 18}
    )
    loss_panel = fall.encode(alt.X("step:Q", title="step"), loss_axis).properties(
        width=WIDTH, height=130
    )

    return (
        alt.vconcat(path_panel, loss_panel)
        .add_params(eta_slider, start_choice)
        .properties(
            description=(
                f"Above: contour lines of the loss over {names[0]} and {names[1]}, with the path of "
                "gradient descent from the chosen start with the chosen step size. Below: how far "
                "the loss is above the lowest, at every step, on a logarithmic scale. Small steps "
                "creep, larger ones zigzag, and beyond a threshold the path leaves the picture and "
                "the loss grows."
            )
        )
    )
