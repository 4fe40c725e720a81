"""An interactive chart: change the unit of one feature and watch who is the nearest neighbour."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from mathforml._checks import as_matrix, same_length
from mathforml.figures._charts import WIDTH, axes, readout, rounded, slider
from mathforml.figures.style import PALETTE
from mathforml.linalg.distances import pairwise_distances

POWERS = (0.0, 6.0, 0.2)
"""Lowest, highest and step of the slider: the unit is 10 to this power."""

COLOURS = [PALETTE["blue"], PALETTE["green"], PALETTE["purple"]]
SHAPES = ["circle", "square", "triangle-up"]


def scale_explorer(
    X: ArrayLike,
    kinds: Sequence[str],
    row: int,
    *,
    names: Sequence[str],
    unit: str,
    x: Sequence[float],
    y: Sequence[float],
) -> alt.VConcatChart:
    """Return a chart of samples with two features, where a slider changes the unit of the second.

    The axes keep their numbers. What changes is the curve of all points that are as far away as
    the nearest neighbour: a circle for the distance, it is drawn as an ellipse.

    Parameters
    ----------
    X : array_like of shape (n_samples, 2)
    kinds : sequence of str of shape (n_samples,)
        The kind of each sample, at most three different ones.
    row : int
        The sample whose nearest neighbour is shown.
    names : sequence of two str
        Names of the features.
    unit : str
        Unit of the second feature in `X`; the slider goes up to a million of it.
    x, y : sequence of two floats
        Range of each feature that is drawn.

    Returns
    -------
    chart : altair.VConcatChart
        The samples, above the share of all samples that have a nearest neighbour of their kind.
    """
    X, kinds = as_matrix(X, "X"), np.asarray(kinds)
    same_length(X=X, kinds=kinds)
    if X.shape[1] != 2:
        raise ValueError(f"X must have two columns, got shape {X.shape}")
    if len(set(kinds)) > len(COLOURS):
        raise ValueError(f"kinds must be at most three, got {sorted(set(kinds))}")
    runs = rounded(_runs(X, kinds, row))
    panels = (
        _samples_panel(X, kinds, row, runs, (f"{names[1]} in {unit}", names[0], unit), (x, y)),
        _share_panel(runs, f"unit of {names[1]} in {unit}"),
    )
    return alt.vconcat(
        *panels,
        params=[slider("power", "unit: 10 to the power", 0, POWERS).param],
        resolve=alt.Resolve(scale=alt.ScaleResolveMap(color="independent", shape="independent")),
        description=(
            f"Above: {len(X)} samples by {names[0]} and {names[1]}. Around one of them, a star, "
            "lies an ellipse of all points that are as far away as its nearest neighbour, which "
            f"is joined to it by a line. As the slider makes the unit of {names[1]} larger, the "
            "ellipse grows from flat to tall and the nearest neighbour changes, and its kind with "
            "it. Below: the share of all samples whose nearest neighbour is of their kind, "
            "against the unit."
        ),
    )


def _runs(X: np.ndarray, kinds: np.ndarray, row: int) -> pd.DataFrame:
    """The nearest neighbour of the row, and the share of matching kinds, for every unit."""
    low, high, step = POWERS
    across, up = (pairwise_distances(X[:, [j]]) for j in (0, 1))
    table = []
    for run in range(round((high - low) / step) + 1):
        unit = 10 ** (low + run * step)
        distances = np.hypot(across, up / unit)
        np.fill_diagonal(distances, np.inf)  # nobody is their own neighbour
        found = distances.argmin(axis=1)
        share = np.mean(kinds[found] == kinds)
        i = found[row]
        table.append((run, unit, *X[i], kinds[i], distances[row, i], share))
    return pd.DataFrame(table, columns=["run", "unit", "x", "y", "kind", "radius", "share"])


def _chosen(chart: alt.Chart) -> alt.Chart:
    """Keep the rows of the unit that the slider says."""
    return chart.transform_filter(f"datum.run == round((power - {POWERS[0]}) / {POWERS[2]})")


def _samples_panel(
    X: np.ndarray,
    kinds: np.ndarray,
    row: int,
    runs: pd.DataFrame,
    titles: Sequence[str],
    ranges: Sequence[Sequence[float]],
) -> alt.LayerChart:
    """The samples, the one that asks, its nearest neighbour and all that is equally far away."""
    plane = axes((titles[1], titles[0]), *ranges)
    order = list(dict.fromkeys(kinds))
    inside = np.all(
        [(low <= v) & (v <= high) for v, (low, high) in zip(X.T, ranges, strict=True)], axis=0
    )
    seen = pd.DataFrame({"x": X[inside, 0], "y": X[inside, 1], "kind": kinds[inside]})
    dots = alt.Chart(seen).mark_point(filled=True, size=55, opacity=0.8)
    legend = alt.Legend(title=None, orient="bottom")
    kind = (
        alt.Color("kind:N", legend=legend).scale(domain=order, range=COLOURS[: len(order)]),
        alt.Shape("kind:N", legend=legend).scale(domain=order, range=SHAPES[: len(order)]),
    )
    asking = alt.Chart(pd.DataFrame({"x": [X[row, 0]], "y": [X[row, 1]]}))
    star = asking.mark_text(text="★", fontSize=22, color=PALETTE["orange"])

    chosen = _chosen(alt.Chart(runs))
    to_neighbour = chosen.transform_calculate(x2=f"{X[row, 0]}", y2=f"{X[row, 1]}").mark_rule(
        color=PALETTE["orange"], strokeWidth=2
    )
    ellipse = (
        chosen.transform_calculate(angle="sequence(0, 6.34, 0.07)")
        .transform_flatten(["angle"])
        .transform_calculate(
            x=f"{X[row, 0]} + datum.radius * cos(datum.angle)",
            y=f"{X[row, 1]} + datum.radius * datum.unit * sin(datum.angle)",
        )
        .mark_line(color=PALETTE["orange"], clip=True, strokeWidth=1.5)
    )
    verdict = readout(
        chosen,
        f"format(datum.unit, ',.3~r') + ' {titles[2]}: ' + datum.kind"
        " + '; ' + format(datum.share, '.0%') + ' right'",
    )
    layers = (
        ellipse.encode(*plane, order="angle:Q"),
        to_neighbour.encode(*plane, x2="x2:Q", y2="y2:Q"),
        dots.encode(*plane, *kind),
        star.encode(*plane),
        verdict,
    )
    return alt.layer(*layers).properties(width=WIDTH, height=270)


def _share_panel(runs: pd.DataFrame, title: str) -> alt.LayerChart:
    """How many of all samples have a nearest neighbour of their kind, for every unit."""
    across = alt.X("unit:Q", title=title, axis=alt.Axis(values=[1, 100, 10**4, 10**6], format=","))
    share = alt.Y("share:Q", title="right", axis=alt.Axis(format=".0%", tickCount=4))
    plane = across.scale(type="log"), share.scale(zero=False)
    line = alt.Chart(runs).mark_line(color=PALETTE["blue"])
    dot = _chosen(alt.Chart(runs)).mark_point(
        color=PALETTE["orange"], size=90, filled=True, opacity=1
    )
    return alt.layer(line.encode(*plane), dot.encode(*plane)).properties(width=WIDTH, height=110)
