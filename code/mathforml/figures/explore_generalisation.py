"""An interactive chart: how flexible a curve is, what large weights cost, and what that does."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from mathforml._checks import as_vector, callables, non_negative, same_length, whole
from mathforml.data.polynomial import legendre
from mathforml.figures._charts import WIDTH, readout, slider
from mathforml.figures.style import PALETTE
from mathforml.supervised.ridge import ridge_path

DEGREES = range(1, 16)
POWERS = range(-6, 4)
"""Powers of ten of the penalty lambda."""

N_POINTS = 49
"""Points of a curve: enough for a screen, and light on the page."""

N_FINE = 101
"""Points at which a curve is compared with the truth."""

CHOSEN = "datum.degree == degree && datum.power == power"


def generalisation_explorer(
    x: ArrayLike,
    y: ArrayLike,
    truth: Callable[[np.ndarray], np.ndarray],
    *,
    noise: float,
    names: tuple[str, str],
    degree: int = 12,
    power: int = -6,
) -> alt.LayerChart:
    """Return a chart of a polynomial fitted by ridge regression; sliders set degree and penalty.

    Above stand the mean squared error on the data, and the one to expect on new data: the mean
    squared distance to the truth plus the variance of the noise.

    Parameters
    ----------
    x, y : array_like of shape (n_samples,)
        The data; neither may be constant.
    truth : callable
        The function behind them.
    noise : float
        The standard deviation of the noise.
    names : tuple of two str
        Names of `x` and `y`, with their units.
    degree : int
        What the slider of the degree says at first, from 1 to 15.
    power : int
        The power of ten of the penalty at first, from -6 to 3.

    Returns
    -------
    chart : altair.LayerChart
    """
    x, y, noise = as_vector(x, "x"), as_vector(y, "y"), non_negative(noise, "noise")
    same_length(x=x, y=y)
    callables(truth=truth)
    for name, values in (("x", x), ("y", y)):
        if np.ptp(values) == 0:
            raise ValueError(f"{name} must hold at least two different values")
    for name, value, values in (("degree", degree, DEGREES), ("power", power, POWERS)):
        if whole(value, name, minimum=values[0]) > values[-1]:
            raise ValueError(f"{name} must be at most {values[-1]}, got {value}")
    grid = np.linspace(x.min(), x.max(), N_POINTS)
    decimals = max(2, 2 - int(np.floor(np.log10(np.ptp(y)))))  # more for small units
    curves = _curves(x, y, grid, truth, noise, decimals)

    across = alt.X("x:Q", title=names[0], scale=alt.Scale(domain=[x.min(), x.max()], nice=False))
    room = 0.15 * np.ptp(y)
    domain = [round(end, decimals - 1) for end in (y.min() - room, y.max() + room)]
    height = alt.Scale(domain=domain, nice=False)
    up = alt.Y("y:Q", title=names[1], scale=height)
    dots = alt.Chart(pd.DataFrame({"x": x, "y": y.round(decimals)}))
    dots = dots.mark_circle(color=PALETTE["blue"], size=42, opacity=0.8).encode(across, up)
    behind = alt.Chart(pd.DataFrame({"x": grid, "y": truth(grid).round(decimals + 1)}))
    behind = behind.mark_line(color=PALETTE["grey"], strokeDash=[5, 4], strokeWidth=1.5)
    chosen = alt.Chart(curves).transform_filter(CHOSEN)
    step = (x.max() - x.min()) / (N_POINTS - 1)
    fit = (
        chosen.transform_flatten(["curve"], ["y"])
        .transform_window(number="row_number()")
        .transform_calculate(x=f"{x.min()} + {step} * (datum.number - 1)")
        .mark_line(color=PALETTE["orange"], strokeWidth=3, clip=True)
        .encode(across, up, order="number:Q")
    )
    digits = 2 * decimals - 2  # of a square
    words = (
        f"'error on these data ' + format(datum.train, '.{digits}f') + "
        f"', on new data ' + format(datum.new, ',.{digits}f')"
    )
    chart = alt.layer(behind.encode(across, up), dots, fit, readout(chosen, words))
    return chart.add_params(
        slider("degree", "degree", degree, (DEGREES[0], DEGREES[-1], 1)),
        slider("power", "penalty, as a power of ten", power, (POWERS[0], POWERS[-1], 1)),
    ).properties(
        width=WIDTH,
        height=280,
        description=(
            f"{len(x)} dots, {names[1]} against {names[0]}, the true curve as a dashed line, and "
            "a fitted polynomial. Two sliders set its degree and the price of large weights; "
            "above stand the error on these data and on new data. A high degree without a price "
            "winds through the dots and is far off on new data; a price smooths it; a price that "
            "is too high flattens it."
        ),
    )


def _curves(
    x: np.ndarray,
    y: np.ndarray,
    grid: np.ndarray,
    truth: Callable,
    noise: float,
    decimals: int,
) -> pd.DataFrame:
    """A row for each degree and penalty: the curve and its two errors."""
    rows, lams, fine = [], 10.0 ** np.array(POWERS), np.linspace(x.min(), x.max(), N_FINE)
    for degree in DEGREES:
        at_data, at_grid, at_fine = (
            legendre(values, degree=degree, low=x.min(), high=x.max())
            for values in (x, grid, fine)
        )
        path = ridge_path(at_data, y, lams)
        errors, curves = at_data @ path.w.T + path.b - y[:, None], at_grid @ path.w.T + path.b
        misses = at_fine @ path.w.T + path.b - truth(fine)[:, None]
        trained, expected = (errors**2).mean(axis=0), (misses**2).mean(axis=0) + noise**2
        for k, power in enumerate(POWERS):
            curve = [round(float(value), decimals) for value in curves[:, k]]
            row = [round(float(error[k]), 2 * decimals - 1) for error in (trained, expected)]
            rows.append((degree, power, *row, curve))
    return pd.DataFrame(rows, columns=["degree", "power", "train", "new", "curve"])
