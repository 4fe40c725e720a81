"""An interactive chart: averages of n numbers, drawn again and again, beside the bell."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from mathforml._checks import whole
from mathforml.figures._charts import WIDTH, readout, slider
from mathforml.figures.style import PALETTE

M = 400
"""Number of averages in one picture."""

MOST = 64
"""The largest number of numbers in an average."""

DRAWS = 50

SOURCES = ("waits", "ratios")
"""Exponential numbers with mean 2; ratios of two independent standard normal numbers."""

HIGH = 6
BINS = 60
WAITS = f"source == '{SOURCES[0]}'"
LOW = f"({WAITS} ? 0 : {-HIGH})"
BIN = f"(({HIGH} - {LOW}) / {BINS})"

PRIME = 67_108_859
"""The largest prime below 2^26, so that the square of a rest is exact in a browser."""

ROUNDS = 4


def averages_explorer(*, source: str = "waits", n: int = 1) -> alt.LayerChart:
    """Return a chart of 400 averages of n numbers; every step of a slider draws new numbers.

    The browser makes the numbers, the same for the same step, so the chart holds no samples. A
    band reaches from the first to the third quartile of the averages; for waits there is the bell
    with the standard deviation that the central limit theorem promises.

    Parameters
    ----------
    source : str, from `SOURCES`
        What is averaged at first.
    n : int, from 1 to `MOST`
        How many numbers are in an average at first.

    Returns
    -------
    chart : altair.LayerChart
    """
    if source not in SOURCES:
        raise ValueError(f"source must be one of {', '.join(SOURCES)}; got {source!r}")
    if whole(n, "n", 1) > MOST:
        raise ValueError(f"n must be at most {MOST}, got {n}")
    averages = _drawn(alt.layer(_band(), _bars(), *_bell(), _words()))
    kinds = alt.binding_select(options=list(SOURCES), name="averages of ")
    return averages.add_params(
        alt.param("source", value=source, bind=kinds),
        slider("n", "numbers in an average, n", n, (1, MOST, 1)),
        slider("step", "draw again: number", 1, (1, DRAWS, 1)),
    ).properties(
        width=WIDTH,
        height=240,
        description=(
            f"A histogram of {M} averages of n numbers. A list says of what: waits, 2 minutes on "
            "average, or ratios of two normal numbers. A band holds the middle half of the "
            "averages, which stands above in numbers. For waits a dark curve is the bell that "
            "theory promises; for ratios there is none. One slider sets n, another one draws "
            "new numbers."
        ),
    )


def _drawn(chart: alt.LayerChart) -> alt.LayerChart:
    """Let a chart have the averages of this step, one a row, each with the number of its bin."""
    chart = chart.properties(data=alt.sequence(0, M * MOST, as_="k"))
    chart = chart.transform_filter(f"datum.k % {MOST} < n")
    chart = chart.transform_calculate(s=f"(40503 * datum.k + 69811 * step + 12345) % {PRIME}")
    for salt in range(ROUNDS):  # squares mix; what is added keeps the rows apart
        mixed = f"(datum.s * datum.s + datum.k + 641 * step + {salt}) % {PRIME}"
        chart = chart.transform_calculate(s=mixed)
    # the ratio of two normal numbers is the tangent of an angle that is uniform
    u = f"(datum.s + 0.5) / {PRIME}"
    return (
        chart.transform_calculate(
            value=f"{WAITS} ? -2 * log({u}) : tan(PI * ({u} - 0.5))",
            which=f"floor(datum.k / {MOST})",
        )
        .transform_aggregate(average="mean(value)", groupby=["which"])
        .transform_calculate(bin=f"floor((datum.average - {LOW}) / {BIN})")
    )


def _bars() -> alt.Chart:
    bins = (
        alt.Chart()
        .transform_filter(f"0 <= datum.bin && datum.bin < {BINS}")
        .transform_aggregate(count="count()", groupby=["bin"])
        .transform_calculate(
            left=f"{LOW} + datum.bin * {BIN}", right=f"{LOW} + (datum.bin + 1) * {BIN}"
        )
    )
    y = alt.Y("count:Q", title=f"of {M} averages", scale=alt.Scale(domain=[0, 90]))
    return bins.mark_rect(color=PALETTE["blue"], clip=True).encode(
        _x("left:Q"), y, x2="right:Q", y2=alt.datum(0)
    )


def _band() -> alt.Chart:
    band = _quartiles().mark_rect(color=PALETTE["orange"], opacity=0.25, clip=True)
    return band.encode(_x("low:Q"), x2="high:Q")


def _words() -> alt.Chart:
    words = (
        "'middle half: ' + format(datum.low, '.2f') + ' to ' + format(datum.high, '.2f')"
        " + (datum.outside > 0 ? ', ' + datum.outside + ' outside' : '')"
    )
    return readout(_quartiles(), words)


def _quartiles() -> alt.Chart:
    """Where the middle half of the averages lies, and how many are outside of the picture."""
    return (
        alt.Chart()
        .transform_calculate(away=f"datum.bin < 0 || datum.bin >= {BINS} ? 1 : 0")
        .transform_aggregate(low="q1(average)", high="q3(average)", outside="sum(away)")
    )


def _bell() -> list[alt.Chart]:
    """The normal density with mean 2 and standard deviation 2 / sqrt(n), and its name."""
    grid = pd.DataFrame({"x": np.linspace(0, HIGH, 121).round(2)})
    bell = "sqrt(n / (8 * PI)) * exp(-n * pow(datum.x - 2, 2) / 8)"
    curve = alt.Chart(grid).transform_filter(WAITS).transform_calculate(y=f"{M} * {BIN} * {bell}")
    name = alt.Chart(pd.DataFrame({"text": ["the bell"]})).transform_filter(WAITS)
    ink = PALETTE["purple"]
    return [
        curve.mark_line(color=ink, strokeWidth=2.5, clip=True).encode(_x("x:Q"), y="y:Q"),
        name.mark_text(color=ink, align="right", baseline="top", fontSize=14).encode(
            x=alt.value("width"), y=alt.value(6), text="text:N"
        ),
    ]


def _x(field: str) -> alt.X:
    scale = alt.Scale(domainMin=alt.ExprRef(LOW), domainMax=HIGH, zero=False, nice=False)
    return alt.X(field, title="average", scale=scale)
