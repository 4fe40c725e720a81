"""An interactive chart: turn a vector, and watch whether a matrix keeps its direction."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from mathforml.figures._charts import axes, readout, slider
from mathforml.figures.style import PALETTE

DEGREES = (0, 180, 1)
"""Lowest, highest and step of the slider."""

SIDE = 280
"""Of the plane, in pixels: a square that also fits a phone, where circles must stay round."""

RADIANS = "{angle} * PI / 180"
TURN = "atan2(datum.v1 * datum.y - datum.v2 * datum.x, datum.v1 * datum.x + datum.v2 * datum.y)"


def direction_explorer(matrices: Mapping[str, ArrayLike], *, angle: int = 0) -> alt.VConcatChart:
    """Return a chart of a vector of length 1 and what a matrix makes of it, to choose its angle.

    Parameters
    ----------
    matrices : mapping of str to array_like of shape (2, 2)
        The matrices that can be chosen, by their names.
    angle : int
        The angle at first, in degrees from the horizontal axis, from 0 to 180.

    Returns
    -------
    chart : altair.VConcatChart
        The vector and its image, above how far the image is turned for every angle.
    """
    low, high, _ = DEGREES
    if not low <= angle <= high:
        raise ValueError(f"angle must be from {low} to {high} degrees; got {angle}")
    rows = pd.DataFrame([_row(name, A) for name, A in matrices.items()])
    select = alt.binding_select(options=list(matrices), name="matrix ")
    which = alt.param("which", value=next(iter(matrices)), bind=select)
    reach = 1.08 * max(np.linalg.norm(A, 2) for A in matrices.values())
    plane = axes(("", ""), (-reach, reach), (-reach, reach))

    matrix = alt.Chart().transform_filter("datum.name == which")
    every = _mapped(_angles(matrix, high + 1, 2), "datum.angle")
    around = _mapped(_angles(matrix, 361, 3), "datum.angle")
    chosen = _mapped(matrix, "angle").transform_calculate(angle="angle", zero="0")
    words = (
        "'turned ' + format(abs(datum.turn), '.1f') + '°, stretched ' + "
        "format(datum.length, '.2f') + (abs(datum.turn) < 0.05 ? ': kept' : '')"
    )
    thin = {"color": PALETTE["grey"], "strokeWidth": 1}
    ellipse = around.mark_line(color=PALETTE["blue"], strokeWidth=1.5)
    upper = alt.layer(
        around.mark_line(**thin).encode(*_at(plane, "v1", "v2"), order="angle:Q"),
        ellipse.encode(*plane, order="angle:Q"),
        *_arrow(chosen, plane, "A v", "blue"),
        *_arrow(chosen, _at(plane, "v1", "v2"), "v", "orange"),
        readout(chosen, words),
    )
    most = 45 * np.ceil(max(_largest_turn(A) for A in matrices.values()) / 45)
    turn = alt.Y("turn:Q", title="turned (degrees)", axis=alt.Axis(values=[-most, 0, most]))
    across = alt.X("angle:Q", title="angle of v", axis=alt.Axis(values=[0, 45, 90, 135, 180]))
    scales = across.scale(domain=[low, high]), turn.scale(domain=[-most, most])
    lower = alt.layer(
        alt.Chart(pd.DataFrame({"turn": [0]})).mark_rule(**thin).encode(scales[1]),
        every.mark_line(color=PALETTE["blue"], strokeWidth=2).encode(*scales),
        chosen.mark_circle(color=PALETTE["orange"], size=110, opacity=1).encode(*scales),
    )
    chart = alt.vconcat(
        upper.properties(width=SIDE, height=SIDE), lower.properties(width=SIDE, height=110)
    )
    chart = chart.add_params(slider("angle", "angle of v", angle, DEGREES), which).properties(
        description=(
            "Above: a vector v of length 1, drawn to the circle of radius 1, and A v, drawn to "
            "the ellipse that the matrix makes of that circle. Below: by how many degrees A v is "
            "turned from v, for every angle of v. Where that is 0, the direction is kept."
        )
    )
    chart.data = rows
    return chart


def _row(name: str, A: ArrayLike) -> dict[str, object]:
    A = np.asarray(A, dtype=float)
    if A.shape != (2, 2):
        raise ValueError(f"each matrix must have shape (2, 2); {name!r} has {A.shape}")
    return {"name": name, **dict(zip("abcd", A.ravel(), strict=True))}


def _angles(chart: alt.Chart, stop: int, step: int) -> alt.Chart:
    """Give every row the angles from 0 to below `stop`, one a row."""
    angles = chart.transform_calculate(angle=f"sequence(0, {stop}, {step})")
    return angles.transform_flatten(["angle"])


def _mapped(chart: alt.Chart, angle: str) -> alt.Chart:
    """Compute v at an angle, its image (x, y), the length of that, and how far it is turned."""
    radians = RADIANS.format(angle=angle)
    vectors = chart.transform_calculate(v1=f"cos({radians})", v2=f"sin({radians})")
    images = vectors.transform_calculate(
        x="datum.a * datum.v1 + datum.b * datum.v2", y="datum.c * datum.v1 + datum.d * datum.v2"
    )
    return images.transform_calculate(
        length="sqrt(datum.x * datum.x + datum.y * datum.y)", turn=f"{TURN} * 180 / PI"
    )


def _largest_turn(A: ArrayLike) -> float:
    """The largest angle, in degrees, between a vector and its image."""
    angle = np.radians(np.arange(*DEGREES))
    v = np.stack([np.cos(angle), np.sin(angle)])
    x, y = np.asarray(A) @ v
    return np.degrees(abs(np.arctan2(v[0] * y - v[1] * x, v[0] * x + v[1] * y))).max()


def _at(plane: tuple[alt.X, alt.Y], *fields: str) -> list[alt.X | alt.Y]:
    """The same plane, for a point with other names."""
    found = [axis.copy() for axis in plane]
    for axis, field in zip(found, fields, strict=True):
        axis.shorthand = f"{field}:Q"
    return found


def _arrow(chart: alt.Chart, end: tuple, name: str, colour: str) -> tuple[alt.Chart, ...]:
    """Draw a vector from the origin: a line, a dot at its end, and its name."""
    ink = PALETTE[colour]
    shaft = chart.mark_rule(color=ink, strokeWidth=3).encode(*end, x2="zero:Q", y2="zero:Q")
    head = chart.mark_circle(color=ink, size=70, opacity=1).encode(*end)
    label = {"fontSize": 14, "fontWeight": "bold", "dx": 18, "dy": -8, "text": name}
    return shaft, head, chart.mark_text(color=ink, **label).encode(*end)
