"""An interactive chart: who is missing, how the gaps are filled, and where the mean ends up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from mathforml._checks import as_generator, as_vector, same_length
from mathforml.figures._charts import WIDTH, axes, readout, rounded
from mathforml.figures.style import PALETTE
from mathforml.statistics.imputation import (
    mean_imputation,
    multiple_imputation,
    regression_imputation,
)
from mathforml.statistics.linear_inference import linear_inference
from mathforml.statistics.rubin import rubin
from mathforml.statistics.t_test import t_test_of_mean

REPAIRS = ("none: leave them out", "the mean", "regression", "multiple imputation")
"""What can be done about gaps, in the order of the list."""

KINDS = ("seen", "missing, the true value", "filled in")
COLOURS = [PALETTE["blue"], PALETTE["grey"], PALETTE["orange"]]
SHAPES = ["circle", "triangle-up", "cross"]
N_IMPUTATIONS = 50


class _Repair(NamedTuple):
    """An estimate of the mean, and the line and noise that the gaps are filled with."""

    estimate: float
    low: float
    high: float
    intercept: float
    slope: float
    noise: float


def missing_explorer(
    x: ArrayLike,
    y: ArrayLike,
    gaps: Mapping[str, ArrayLike],
    *,
    names: Sequence[str],
    rng: np.random.Generator,
    mechanism: str | None = None,
) -> alt.LayerChart:
    """Return a chart of y against x with gaps in y; lists choose the mechanism and the repair.

    Seen, missing and filled-in values differ in colour and shape. One line is the true mean of y,
    another the estimate, in a band that is its 95% interval.

    Parameters
    ----------
    x : array_like of shape (n_samples,)
        A column without gaps.
    y : array_like of shape (n_samples,)
        The true values of the column that will have gaps.
    gaps : mapping of str to array_like of bool, of shape (n_samples,)
        For each mechanism, by the name in its list, which values of y are missing. Enough
        must be left to fill the gaps from.
    names : sequence of two str
        Names of x and y.
    rng : numpy.random.Generator
    mechanism : str, optional
        What its list says at first; by default the first one.

    Returns
    -------
    chart : altair.LayerChart
    """
    x, y = as_vector(x, "x"), as_vector(y, "y")
    masks = {name: np.asarray(mask) for name, mask in gaps.items()}
    for name, mask in masks.items():
        if mask.dtype != bool:
            raise TypeError(f"gaps[{name!r}] must hold True and False, got dtype {mask.dtype}")
    same_length(x=x, y=y, **{f"gaps[{name!r}]": mask for name, mask in masks.items()})
    if not masks:
        raise ValueError("gaps must hold at least one mechanism, got none")
    if mechanism is not None and mechanism not in masks:
        raise ValueError(f"mechanism must be one of {', '.join(masks)}, got {mechanism!r}")
    as_generator(rng)
    runs = []
    for name, mask in masks.items():
        try:
            runs += _repairs(x, y, mask, rng)
        except ValueError as error:
            raise ValueError(f"gaps[{name!r}] cannot be filled: {error}") from error
    estimates = rounded(pd.DataFrame(runs)[["estimate", "low", "high"]])
    bits = sum(mask.astype(int) << k for k, mask in enumerate(masks.values()))
    patients = pd.DataFrame({"x": x, "y": y, "bits": bits, "z": rng.standard_normal(len(x))})
    chart = alt.layer(
        *_dots(rounded(patients), runs, list(masks), axes(names, _range(x), _range(y))),
        *_means(estimates, list(masks), float(y.mean())),
    ).add_params(
        _list("mechanism", "why values are missing", list(masks), mechanism),
        _list("repair", "what is filled in", REPAIRS),
    )
    return chart.properties(
        width=WIDTH,
        height=300,
        description=(
            f"{len(x)} points by {names[0]} and {names[1]}: circles are seen, triangles are the "
            f"true values of {names[1]} that are missing, crosses are what is filled in. A dashed "
            "line is the mean of all true values; a solid line in a band is the estimate with its "
            f"95% interval. One list chooses why values are missing ({', '.join(masks)}), another "
            f"what is filled in ({', '.join(REPAIRS)})."
        ),
    )


def _repairs(
    x: np.ndarray, y: np.ndarray, mask: np.ndarray, rng: np.random.Generator
) -> list[_Repair]:
    """What each of `REPAIRS` makes of the gaps of one mechanism."""
    gappy, X = np.where(mask, np.nan, y), np.column_stack([np.ones(len(x)), x])
    model = linear_inference(X[~mask], y[~mask])
    b, w = model.theta
    copies = multiple_imputation(gappy, X, n_imputations=N_IMPUTATIONS, rng=rng)
    pooled = rubin(copies.mean(axis=1), copies.var(axis=1, ddof=1) / len(y))
    seen = t_test_of_mean(y[~mask])
    mean = t_test_of_mean(mean_imputation(gappy))
    line = t_test_of_mean(regression_imputation(gappy, X))
    return [
        _Repair(seen.estimate, *seen.interval(), seen.estimate, 0.0, 0.0),
        _Repair(mean.estimate, *mean.interval(), seen.estimate, 0.0, 0.0),
        _Repair(line.estimate, *line.interval(), b, w, 0.0),
        _Repair(pooled.estimate, *pooled.interval(), b, w, model.sigma),
    ]


def _run(mechanisms: Sequence[str]) -> str:
    """Vega's expression for the number of the run that the lists choose."""
    return f"({len(REPAIRS)} * indexof({list(mechanisms)}, mechanism) + {_repair_number()})"


def _repair_number() -> str:
    return f"indexof({list(REPAIRS)}, repair)"


def _dots(
    patients: pd.DataFrame,
    runs: Sequence[_Repair],
    mechanisms: Sequence[str],
    plane: tuple[alt.X, alt.Y],
) -> list[alt.Chart]:
    """What is seen, what is missing, and what is filled in for it."""
    kind = {"domain": list(KINDS), "range": COLOURS}
    legend = alt.Legend(title=None, orient="bottom")
    look = (
        alt.Color("kind:N", legend=legend).scale(**kind),
        alt.Shape("kind:N", legend=legend).scale(domain=list(KINDS), range=SHAPES),
    )
    everyone = alt.Chart(patients).transform_calculate(
        gap=f"floor(datum.bits / pow(2, indexof({list(mechanisms)}, mechanism))) % 2"
    )
    true = everyone.transform_calculate(kind=f"datum.gap ? '{KINDS[1]}' : '{KINDS[0]}'")
    line = {
        field: f"{[float(f'{getattr(run, field):.4g}') for run in runs]}[{_run(mechanisms)}]"
        for field in ("intercept", "slope", "noise")
    }
    filled = (
        everyone.transform_filter(f"datum.gap && {_repair_number()} > 0")
        .transform_calculate(**line)
        .transform_calculate(
            y="datum.intercept + datum.slope * datum.x + datum.noise * datum.z",
            kind=f"'{KINDS[2]}'",
        )
    )
    return [
        chart.mark_point(size=24, opacity=0.7, clip=True).encode(*plane, *look)
        for chart in (true, filled)
    ]


def _means(estimates: pd.DataFrame, mechanisms: Sequence[str], truth: float) -> list[alt.Chart]:
    """The true mean, the estimate with its interval, and both in words."""
    numbered = estimates.assign(run=np.arange(len(estimates)))
    chosen = alt.Chart(numbered).transform_filter(f"datum.run == {_run(mechanisms)}")
    band = chosen.mark_rect(color=PALETTE["orange"], opacity=0.25).encode(y="low:Q", y2="high:Q")
    rule = chosen.mark_rule(color=PALETTE["orange"], strokeWidth=3).encode(y="estimate:Q")
    true = alt.Chart(pd.DataFrame({"truth": [truth]})).encode(y="truth:Q")
    green = {"color": PALETTE["green"]}
    dashes = true.mark_rule(strokeWidth=2, strokeDash=[6, 4], **green)
    name = true.mark_text(align="right", baseline="bottom", dx=-4, fontSize=13, **green)
    name = name.encode(x=alt.value("width"), text=alt.value("mean of all"))
    words = (
        "'estimate ' + format(datum.estimate, '.0f') + ', interval ' + format(datum.low, '.0f')"
        f" + ' to ' + format(datum.high, '.0f') + '; truth {truth:.0f}'"
    )
    return [band, rule, dashes, name, readout(chosen, words)]


def _range(values: np.ndarray) -> list[float]:
    room = 0.05 * np.ptp(values)
    return [float(np.floor(values.min() - room)), float(np.ceil(values.max() + room))]


def _list(
    name: str, label: str, options: Sequence[str], value: str | None = None
) -> alt.Parameter:
    control = alt.binding_select(options=list(options), name=f"{label} ")
    return alt.param(name, value=value or options[0], bind=control)
