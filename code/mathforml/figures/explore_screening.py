"""An interactive chart: a thousand people, a test, and how many of the positives are ill."""

from __future__ import annotations

import altair as alt

from mathforml._checks import in_range
from mathforml.figures._charts import WIDTH, readout, slider
from mathforml.figures.style import PALETTE

N = 1000
COLUMNS = 40

KINDS = ("ill, positive", "ill, missed", "healthy, positive", "healthy, negative")
"""What can happen to a person, in the order in which they stand."""

COLOURS = [PALETTE["orange"], PALETTE["purple"], PALETTE["blue"], PALETTE["grey"]]
SHAPES = ["square", "triangle-up", "cross", "circle"]


def screening_explorer(
    *, base_rate: float = 1.0, sensitivity: float = 90.0, specificity: float = 91.0
) -> alt.LayerChart:
    """Return a chart of a thousand people; sliders set how many are ill and how good the test is.

    Each person is a mark, by colour and shape: ill or healthy, positive or negative. The browser
    counts them from the sliders, so the chart holds no data.

    Parameters
    ----------
    base_rate, sensitivity, specificity : float
        What the sliders say at first, in per cent.

    Returns
    -------
    chart : altair.LayerChart
    """
    started = {"base_rate": base_rate, "sensitivity": sensitivity, "specificity": specificity}
    for name, value in started.items():
        in_range(value, name, 0, 100)
    # whole people: ill, ill and found, healthy and alarmed
    counts = {
        "ill": f"round({N} * base_rate / 100)",
        "found": "round(datum.ill * sensitivity / 100)",
        "alarmed": f"round(({N} - datum.ill) * (100 - specificity) / 100)",
    }
    everyone = alt.Chart(alt.sequence(0, N, as_="person"))
    for name, formula in counts.items():
        everyone = everyone.transform_calculate(**{name: formula})
    marks = (
        everyone.transform_calculate(
            kind=f"datum.person < datum.found ? '{KINDS[0]}' : datum.person < datum.ill ? "
            f"'{KINDS[1]}' : datum.person < datum.ill + datum.alarmed ? "
            f"'{KINDS[2]}' : '{KINDS[3]}'",
            column=f"datum.person % {COLUMNS}",
            row=f"floor(datum.person / {COLUMNS})",
        )
        .mark_point(filled=True, opacity=1, size=42)
        .encode(
            alt.X("column:Q", axis=None, scale=alt.Scale(domain=[-0.5, COLUMNS - 0.5])),
            alt.Y("row:Q", axis=None, scale=alt.Scale(domain=[N / COLUMNS - 0.5, -0.5])),
            alt.Color("kind:N", title=None, legend=alt.Legend(orient="bottom", columns=2)).scale(
                domain=list(KINDS), range=COLOURS
            ),
            alt.Shape("kind:N", title=None).scale(domain=list(KINDS), range=SHAPES),
        )
    )
    positives = "(datum.found + datum.alarmed)"
    words = (
        f"'of ' + format({positives}, ',') + ' positives, ' + format(datum.found, ',') + ' ill'"
        f" + ({positives} > 0 ? ' (' + format(datum.found / {positives}, '.0%') + ')' : '')"
    )
    verdict = readout(everyone.transform_filter("datum.person == 0"), words)
    chart = alt.layer(marks, verdict).add_params(
        slider("base_rate", "ill, in per cent", base_rate, (0.5, 50, 0.5)),
        slider("sensitivity", "sensitivity, in per cent", sensitivity, (50, 99, 1)),
        slider("specificity", "specificity, in per cent", specificity, (50, 99, 1)),
    )
    return chart.properties(
        width=WIDTH,
        height=300,
        view=alt.ViewBackground(stroke=None),
        description=(
            f"{N:,} people as small marks in {N // COLUMNS} rows: first the ill with a positive "
            "test, then the ill whom the test missed, then the healthy with a positive test, then "
            "the others. Three sliders set the share of ill people, the sensitivity and the "
            "specificity; above stands how many people test positive and how many of them are ill."
        ),
    )
