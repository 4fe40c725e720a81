"""An interactive chart: a picture rebuilt from as many layers as the reader likes."""

from __future__ import annotations

import base64
import io

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from PIL import Image

from mathforml.figures._charts import WIDTH, readout, rounded, slider
from mathforml.figures.style import PALETTE
from mathforml.linalg.low_rank import low_rank
from mathforml.linalg.svd import SVD

QUALITY = 85
"""Of the pictures in the chart, in per cent: losses that an eye does not see, a third of a PNG."""


def rank_explorer(factors: SVD, *, most: int = 30, rank: int = 1) -> alt.VConcatChart:
    """Return a chart to choose how many layers of a picture are kept: the picture and its error.

    Parameters
    ----------
    factors : SVD
        The singular value decomposition of the picture: grey values, from 0 for black to 255 for
        white.
    most : int
        The largest number of layers that can be chosen.
    rank : int
        The number of layers at first.

    Returns
    -------
    chart : altair.VConcatChart
        The rebuilt picture, above the error for each number of layers.
    """
    if not 1 <= rank <= most <= len(factors.s):
        raise ValueError(
            f"rank and most must be at least 1 and at most {len(factors.s)}, in this order; "
            f"got {rank} and {most}"
        )
    kept = [low_rank(factors, k) for k in range(most + 1)]
    rows = [(k, kept[k].n_stored, kept[k].error / kept[0].error) for k in range(1, most + 1)]
    errors = rounded(pd.DataFrame(rows, columns=["rank", "stored", "error"]))
    urls = [data_url(layers.matrix) for layers in kept[1:]]

    corners = {"x": 0, "x2": 1, "y": 0, "y2": 1}
    shown = alt.Chart(errors.assign(url=urls, **corners)).transform_filter("datum.rank == rank")
    unit = alt.Scale(domain=[0, 1], nice=False, zero=False)
    place = {
        "x": alt.X("x:Q", axis=None, scale=unit),
        "x2": "x2:Q",
        "y": alt.Y("y:Q", axis=None, scale=unit),
        "y2": "y2:Q",
    }
    words = (
        "rank + (rank == 1 ? ' layer: ' : ' layers: ') + format(datum.stored, ',') + "
        "' numbers, error ' + format(datum.error, '.1%')"
    )
    n_rows, n_columns = len(factors.U), factors.Vt.shape[1]
    panel = alt.layer(shown.mark_image().encode(url="url:N", **place), readout(shown, words))
    panel = panel.properties(
        width=WIDTH,
        height=round(WIDTH * n_rows / n_columns),
        view=alt.ViewBackground(stroke=None),
    )

    falling = alt.Chart(errors).encode(
        alt.X("rank:Q", title="layers kept", scale=alt.Scale(domain=[0, most])),
        alt.Y("error:Q", title="error", axis=alt.Axis(format="%")),
    )
    curve = falling.mark_line(color=PALETTE["blue"], point={"color": PALETTE["blue"], "size": 18})
    here = falling.transform_filter("datum.rank == rank").mark_point(
        color=PALETTE["orange"], size=110, filled=True, opacity=1
    )
    below = alt.layer(curve, here).properties(width=WIDTH, height=110)

    chart = alt.vconcat(panel, below).add_params(slider("rank", "layers kept", rank, (1, most, 1)))
    return chart.properties(
        description=(
            "Above: the picture rebuilt from the chosen number of layers, the numbers that these "
            "layers hold, and the error. One layer is a pattern of stripes; with more of them "
            "outlines appear, and then details. Below: the error for each number of layers, which "
            "falls steeply at first and then ever more slowly."
        )
    )


def data_url(picture: ArrayLike) -> str:
    """Write grey values as the address of a picture that holds the picture itself.

    Parameters
    ----------
    picture : array_like of shape (n_rows, n_columns)
        Grey values; those below 0 are black and those above 255 white.

    Returns
    -------
    url : str
    """
    grey = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(grey).save(file, "WEBP", quality=QUALITY, method=2)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()
