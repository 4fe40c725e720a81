"""An interactive chart: several methods walk on the same surface, one step at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import altair as alt
import numpy as np
import pandas as pd

from mathforml.figures._charts import WIDTH, axes, contour_lines, readout, rounded, slider
from mathforml.figures.style import PALETTE
from mathforml.figures.sweep import LOOKS
from mathforml.iteration import take

FLOOR = 1e-6
"""Below this loss a method counts as arrived, and the scale of the losses ends."""


STAR = (
    "M0,-1L0.22,-0.31L0.95,-0.31L0.36,0.12L0.59,0.81"
    "L0,0.38L-0.59,0.81L-0.36,0.12L-0.95,-0.31L-0.22,-0.31Z"
)
"""A star with five points, as Vega draws marks: in a square from -1 to 1."""


class Entry(NamedTuple):
    """What is raced on one surface."""

    #: The loss of a vector of two parameters; its lowest value is 0.
    loss: Callable[[np.ndarray], float]
    grad: Callable[[np.ndarray], np.ndarray]  #: its gradient
    start: Sequence[float]  #: where every method starts
    etas: Mapping[str, float]  #: the step size of each method, by the name of the method
    minima: Sequence[Sequence[float]] = ()  #: the lowest points, to be marked with a star


def race_explorer(
    methods: Mapping[str, Callable],
    entries: Mapping[str, Entry],
    *,
    n_steps: int = 50,
    step: int = 0,
    x: Sequence[float],
    y: Sequence[float],
    names: Sequence[str] = ("x", "y"),
) -> alt.VConcatChart:
    """Return a chart of methods that walk on the same surface, to choose surface and step.

    Parameters
    ----------
    methods : mapping of str to callable
        Methods by name, such as `adam`: called with loss, grad, start and ``eta``, each yields its
        steps. At most six, the number of different marks.
    entries : mapping of str to Entry
        Surfaces by name, each with its start and the step sizes.
    n_steps : int
        Length of the race.
    step : int
        Step that is shown at first.
    x, y : sequence of two floats
        Range of each parameter that is drawn; on a wide page both have the same scale.
    names : sequence of two str
        Names of the parameters.

    Returns
    -------
    chart : altair.VConcatChart
        The ways on the contours, above the loss of each method at that step.
    """
    if not 1 <= len(methods) <= len(LOOKS):
        raise ValueError(f"methods must be 1 to {len(LOOKS)}, got {len(methods)}")
    if not 0 <= step <= n_steps:
        raise ValueError(f"step must lie between 0 and n_steps={n_steps}, got {step}")
    controls = (
        slider("step", "step", step, (0, n_steps, 1)),
        alt.param(
            "surface",
            value=next(iter(entries)),
            bind=alt.binding_select(options=list(entries), name="surface "),
        ),
    )
    walked = _walks(methods, entries, n_steps)
    ways = alt.Chart(rounded(walked)).transform_filter("datum.surface == surface")
    so_far = ways.transform_filter("datum.step <= step")
    now = ways.transform_filter("datum.step == step")
    plane = tuple(channel.axis(grid=False, tickCount=5) for channel in axes(names, x, y))
    colour, shape, dash = _encodings(list(methods))

    trails = so_far.mark_line(clip=True, strokeWidth=1.6, opacity=0.85)
    heads = now.mark_point(clip=True, filled=True, size=90, opacity=1)
    height = WIDTH * (y[1] - y[0]) / (x[1] - x[0])
    plane_panel = alt.layer(
        _contours(entries, x, y, plane),
        _places(entries, plane),
        trails.encode(*plane, colour, dash, order="step:Q"),
        heads.encode(*plane, colour, shape),
        readout(
            alt.Chart(_leaders(walked)).transform_filter(
                "datum.surface == surface && datum.step == step"
            ),
            "'step ' + datum.step + ': ' + datum.leader",
            colour=None,
        ),
    ).properties(width=WIDTH, height=height)

    decades = [10.0**power for power in range(-6, 4)]
    row = alt.Y("method:N", sort=list(methods), title=None, axis=alt.Axis(labelPadding=10))
    level = alt.X(
        "loss:Q", title="loss at this step", axis=alt.Axis(format=".0e", values=decades[::3])
    )
    level = level.scale(type="log", domain=[decades[0], decades[-1]], clamp=True)
    board = now.mark_point(filled=True, size=90, opacity=1).encode(level, row, colour, shape)
    sizes = now.transform_calculate(text="'\u03b7 = ' + format(datum.eta, '.2~g')").mark_text(
        align="left", fontSize=13
    )
    sizes = sizes.encode(row, x=alt.value(WIDTH - 152), text="text:N")
    board_panel = alt.layer(board, sizes).properties(width=WIDTH - 160, height=130)

    description = (
        f"Above: contour lines of the chosen surface over {names[0]} and {names[1]}, with the "
        f"ways of {', '.join(methods)} up to the chosen step, each with its own colour and "
        "mark; a ring stands at the start, a star at each lowest point. Below: the loss of each "
        "at that step, on a logarithmic scale, with its step size."
    )
    return alt.vconcat(plane_panel, board_panel, description=description).add_params(*controls)


def _walks(methods: Mapping, entries: Mapping, n_steps: int) -> pd.DataFrame:
    """Every step of every walk, one a row."""
    rows = [
        (surface, name, here.step, *here.theta, max(here.loss, FLOOR), here.loss, entry.etas[name])
        for surface, entry in entries.items()
        for name, method in methods.items()
        for here in take(
            method(entry.loss, entry.grad, entry.start, eta=entry.etas[name]), n_steps + 1
        )
    ]
    columns = ["surface", "method", "step", "x", "y", "loss", "exact", "eta"]
    return pd.DataFrame(rows, columns=columns)


def _leaders(walked: pd.DataFrame) -> pd.DataFrame:
    """Who has the lowest loss at each step, in words."""
    best = walked.loc[walked.groupby(["surface", "step"])["exact"].idxmin()]
    level = best["loss"].map(lambda v: "below 1e-6" if v <= FLOOR else f"{v:.2g}")
    words = best["method"] + " leads, loss " + level
    words = words.where(best["step"] > 0, "all at the start, loss " + level)
    return best[["surface", "step"]].assign(leader=words)


def _places(entries: Mapping[str, Entry], plane: tuple[alt.X, alt.Y]) -> alt.Chart:
    """A ring where all start, and a star at each lowest point."""
    rows = [
        (surface, shape, *place)
        for surface, entry in entries.items()
        for shape, places in (("circle", [entry.start]), (STAR, entry.minima))
        for place in places
    ]
    places = rounded(pd.DataFrame(rows, columns=["surface", "shape", "x", "y"]))
    chart = alt.Chart(places).transform_filter("datum.surface == surface")
    marks = chart.mark_point(clip=True, filled=False, size=220, color=PALETTE["grey"])
    return marks.encode(*plane, shape=alt.Shape("shape:N", scale=None))


def _contours(
    entries: Mapping[str, Entry],
    x: Sequence[float],
    y: Sequence[float],
    plane: tuple[alt.X, alt.Y],
) -> alt.Chart:
    grids = np.linspace(*x, 70), np.linspace(*y, 50)
    lines = pd.concat(
        contour_lines(entry.loss, *grids).assign(surface=name) for name, entry in entries.items()
    )
    chart = alt.Chart(lines).transform_filter("datum.surface == surface")
    drawn = chart.mark_line(color=PALETTE["grey"], strokeWidth=1, opacity=0.6, clip=True)
    return drawn.encode(*plane, detail="line:N", order="order:Q")


def _encodings(methods: list[str]) -> tuple[alt.Color, alt.Shape, alt.StrokeDash]:
    """Colour, mark and dashes by method; the rows of the lower panel are the legend."""
    looks = LOOKS[: len(methods)]

    def scale(values: list) -> alt.Scale:
        return alt.Scale(domain=methods, range=values)

    return (
        alt.Color("method:N", scale=scale([PALETTE[look.colour] for look in looks]), legend=None),
        alt.Shape("method:N", scale=scale([look.shape for look in looks]), legend=None),
        alt.StrokeDash("method:N", scale=scale([look.dash for look in looks]), legend=None),
    )
