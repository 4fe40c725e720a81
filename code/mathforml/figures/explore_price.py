"""An interactive chart: a price on weights, and what it does to old patients and to new ones."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from mathforml._checks import as_examples, same_length
from mathforml.figures._charts import WIDTH, readout, slider
from mathforml.figures.style import PALETTE
from mathforml.supervised.ridge import ridge_path

POWERS = (-1.0, 5.0, 0.25)
"""Lowest, highest and step of the slider: the price is 10 to this power."""

N_DRAWN = 60
"""Examples of each kind that are drawn, chosen at random: enough to see, and light on the page."""

KINDS = {"learned from": PALETTE["blue"], "new": PALETTE["orange"]}
"""The kinds of examples, with the colour of each."""

CHOSEN = "abs(datum.power - power) < 0.001"


def price_explorer(
    X: ArrayLike,
    y: ArrayLike,
    X_new: ArrayLike,
    y_new: ArrayLike,
    *,
    rng: np.random.Generator,
    name: str = "outcome",
    power: float = -1.0,
) -> alt.VConcatChart:
    """Return a chart of ridge regression; a slider sets the price of the weights.

    Above, the predictions for some examples against what was observed; dots on the dashed line are
    right, and those beyond the panel lie on its border. Below, the root of the mean squared error
    on all the examples, against the price.

    Parameters
    ----------
    X, y : array_like of shape (n_samples, n_features) and (n_samples,)
        The examples to learn from.
    X_new, y_new : array_like of shape (n_new, n_features) and (n_new,)
        New ones.
    rng : numpy.random.Generator
        Chooses the examples that are drawn.
    name : str
        Name of what is predicted.
    power : float
        The power of ten of the price at first, from -1 to 5.

    Returns
    -------
    chart : altair.VConcatChart
    """
    X, y = as_examples(X, y)
    X_new, y_new = as_examples(X_new, y_new)
    same_length(**{"a row of X": X[0], "a row of X_new": X_new[0]})
    low, high, step = POWERS
    if not low <= power <= high:
        raise ValueError(f"power must be from {low:g} to {high:g}, got {power:g}")
    powers = np.arange(low, high + step / 2, step)
    path = ridge_path(X, y, 10.0**powers)
    runs = pd.DataFrame({"power": powers})
    sides = ((X, y), (X_new, y_new))
    lines, dots = [], []
    for kind, (inputs, observed) in zip(KINDS, sides, strict=True):
        predicted = inputs @ path.w.T + path.b
        errors = np.sqrt(((observed[:, None] - predicted) ** 2).mean(axis=0)).round(3)
        runs[kind] = errors
        lines.append(pd.DataFrame({"power": powers, "error": errors, "kind": kind}))
        drawn = rng.permutation(len(observed))[:N_DRAWN]
        dots.append((observed[drawn], predicted[drawn].T))
    slide = slider("power", "price: 10 to the power", power, POWERS)
    panels = _dots(powers, dots, y, name), _errors(runs, pd.concat(lines))
    return alt.vconcat(*panels, params=[slide.param]).properties(
        description=(
            f"Above: predicted {name} against the observed one, {N_DRAWN} dots for examples that "
            f"were learned from and {N_DRAWN} squares for new ones. A slider sets the price. When "
            "it is low, the dots lie on the diagonal and the squares are scattered far from it; "
            "as it rises, both form one cloud along the diagonal; when it is high, all "
            "predictions are nearly the same. Below: the error against the price. On the examples "
            "learned from it rises all the way, on new ones it falls and then rises."
        )
    )


def _dots(powers: np.ndarray, dots: list, y: np.ndarray, name: str) -> alt.LayerChart:
    """Predicted against observed, for the chosen price."""
    middle, reach = y.mean(), np.ptp(y)
    up = alt.Scale(domain=_round(middle - reach, middle + reach), nice=False, clamp=True)
    ends = _round(y.min() - 0.05 * reach, y.max() + 0.05 * reach)
    across = alt.X("observed:Q", title=f"{name}, observed")
    plane = (
        across.scale(domain=ends, nice=False),
        alt.Y("predicted:Q", title="predicted", scale=up),
    )
    marks = []
    looks = zip(KINDS.items(), ("circle", "square"), dots, strict=True)
    for (_kind, colour), shape, (observed, predicted) in looks:
        where = [float(f"{value:.4g}") for value in observed]
        table = pd.DataFrame({"power": powers, "predicted": _whole(predicted)})
        marks.append(
            alt.Chart(table)
            .transform_filter(CHOSEN)
            .transform_flatten(["predicted"])
            .transform_window(number="row_number()")
            .transform_calculate(observed=f"{where}[datum.number - 1]")
            .mark_point(shape=shape, color=colour, filled=True, size=34, opacity=0.75)
            .encode(*plane)
        )
    right = pd.DataFrame({"observed": ends, "predicted": ends})
    diagonal = alt.Chart(right).mark_line(color=PALETTE["grey"], strokeDash=[5, 4]).encode(*plane)
    return alt.layer(diagonal, *marks).properties(width=WIDTH, height=230)


def _errors(runs: pd.DataFrame, lines: pd.DataFrame) -> alt.LayerChart:
    """The error against the price, on both kinds of examples, with a rule at the chosen price."""
    across = alt.X("power:Q", title="price, as a power of ten", scale=alt.Scale(nice=False))
    up = alt.Y("error:Q", title="typical error")
    colour = alt.Color("kind:N", title="patients", legend=alt.Legend(orient="bottom"))
    colour = colour.scale(domain=list(KINDS), range=list(KINDS.values()))
    shape = alt.Shape("kind:N", title="patients").scale(
        domain=list(KINDS), range=["circle", "square"]
    )
    lined = alt.Chart(lines)
    drawn = lined.mark_line().encode(across, up, colour)
    now = lined.transform_filter(CHOSEN).mark_point(filled=True, size=80, opacity=1)
    chosen = alt.Chart(runs).transform_filter(CHOSEN)
    rule = chosen.mark_rule(color=PALETTE["grey"], strokeDash=[4, 4]).encode(across)
    says = readout(
        chosen,
        "'λ = ' + format(pow(10, power), ',.3~r') + ': error ' + "
        "format(datum['learned from'], '.0f') + ', on new patients ' + format(datum.new, '.0f')",
    )
    marks = now.encode(across, up, colour, shape)
    return alt.layer(rule, drawn, marks, says).properties(width=WIDTH, height=150)


def _round(low: float, high: float) -> list[float]:
    """Ends of an axis, to two digits of their distance."""
    digits = 1 - int(np.floor(np.log10(high - low)))
    return [round(float(end), digits) for end in (low, high)]


def _whole(predicted: np.ndarray) -> list[list[float]]:
    """Predictions to three digits of their usual size, light on the page."""
    digits = 2 - int(np.floor(np.log10(np.median(np.abs(predicted)))))
    return [[round(float(value), digits) for value in row] for row in predicted]
