"""An interactive chart: cards are shuffled and dealt to two groups, one deal a step, then many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from mathforml._checks import whole
from mathforml.figures._charts import WIDTH, readout, slider
from mathforml.figures.style import PALETTE

ONE_BY_ONE = 20
"""So many deals are shown one by one; then the slider goes on in larger and larger steps."""

LARGER = (50, 100, 200, 500, 1000, 2000, 5000)
ROWS = 2


class _Tally(NamedTuple):
    """What is shown: the last of so many deals, how they are spread, and which are as far."""

    shown: list[int]  # how many deals, at each step
    last: list[int]  # the cards of the last of them, one bit a card
    counts: list[list[int]]  # how many of them have 0, 1, ... hits in the first group
    far: list[bool]  # whether 0, 1, ... hits are as far from equal shares as what was observed


def shuffle_explorer(
    deals: ArrayLike,
    n_first: int,
    *,
    observed: int,
    names: Sequence[str] = ("first", "second"),
    hit: str = "hit",
    source: str = "observed",
) -> alt.VConcatChart:
    """Return a chart of shuffled cards and of what the deals so far gave; a slider deals on.

    Above are the cards of the last deal, below how many deals gave 0, 1, 2, ... hits in the first
    group. Numbers for which the difference of the shares, in either direction, is at least that
    of the observed number have a colour of their own.

    Parameters
    ----------
    deals : array_like of int of shape (n_deals, n_cards)
        The cards in the order in which they were dealt, 1 for a hit and 0 for none. Every row is
        a shuffle of the same cards; of at most 40 cards.
    n_first : int
        How many cards of a row go to the first group; the others go to the second.
    observed : int
        How many hits the first group really had.
    names : sequence of two str
        Names of the groups.
    hit : str
        What a hit is, as a word that follows "3 of 14".
    source : str
        Where the observed number comes from, as a name for its mark.

    Returns
    -------
    chart : altair.VConcatChart
    """
    deals = np.asarray(deals)
    n_first = whole(n_first, "n_first", minimum=1)
    _check(deals, n_first)
    most = min(n_first, int(deals[0].sum()))
    if not 0 <= observed <= most:
        raise ValueError(f"observed must lie between 0 and {most}, got {observed}")
    tally = _tally(deals.astype(int), n_first, observed, most)
    bars = _bars(tally, n_first, observed, hit, source)
    chart = alt.vconcat(_cards(tally, deals.shape[1], n_first, observed, names, hit), bars)
    chart = chart.resolve_scale(color="independent", shape="independent")
    return chart.add_params(slider("step", "step", 1, (1, len(tally.shown), 1))).properties(
        description=(
            f"Above: {deals.shape[1]} cards in two groups, {n_first} of them in the group "
            f"{names[0]}; squares are {hit}, dots are not. Below: how many deals gave how many "
            f"cards with {hit} in this group, with a dashed line at {observed}, the number of "
            f"{source}. A slider deals once more, {ONE_BY_ONE} times, and then in larger steps."
        )
    )


def _check(deals: np.ndarray, n_first: int) -> None:
    if deals.ndim != 2 or deals.shape[0] < 1 or not n_first < deals.shape[1] <= 40:
        raise ValueError(
            f"deals must have rows of n_first + 1 = {n_first + 1} to 40 cards; "
            f"got shape {deals.shape}"
        )
    if not np.isin(deals, (0, 1)).all() or np.ptp(deals.sum(axis=1)) > 0:
        raise ValueError("every row of deals must hold the same cards, each of them 0 or 1")


def _tally(deals: np.ndarray, n_first: int, observed: int, most: int) -> _Tally:
    n_deals, n_cards = deals.shape
    steps = [*range(1, ONE_BY_ONE + 1), *LARGER, n_deals]
    shown = sorted({n for n in steps if n <= n_deals})
    hits = deals[:, :n_first].sum(axis=1)
    numbers = np.arange(most + 1)
    difference = numbers / n_first - (deals[0].sum() - numbers) / (n_cards - n_first)
    far = np.abs(difference) >= abs(difference[observed]) - 1e-9
    return _Tally(
        shown=shown,
        last=[int(deals[n - 1] @ (1 << np.arange(n_cards))) for n in shown],
        counts=[np.bincount(hits[:n], minlength=most + 1).tolist() for n in shown],
        far=far.tolist(),
    )


def _cards(
    tally: _Tally, n_cards: int, n_first: int, observed: int, names: Sequence[str], hit: str
) -> alt.LayerChart:
    """The cards of the last deal in two blocks, with their names, and the count in words."""
    split = -(-n_first // ROWS)  # columns of the first block
    columns = split + 1 - (-(n_cards - n_first) // ROWS)
    place = f"(datum.card < {n_first} ? datum.card : datum.card - {n_first})"
    width = f"(datum.card < {n_first} ? {split} : {columns - split - 1})"
    kinds = {"domain": [hit, f"not {hit}"]}
    legend = alt.Legend(title=None, orient="bottom")
    x = alt.X("column:Q", axis=None, scale=alt.Scale(domain=[-0.5, columns - 0.5]))
    cards = (
        alt.Chart(alt.sequence(0, n_cards, as_="card"))
        .transform_calculate(
            kind=f"floor({tally.last}[step - 1] / pow(2, datum.card)) % 2 ? '{hit}' : 'not {hit}'",
            column=f"{place} % {width} + (datum.card < {n_first} ? 0 : {split + 1})",
            row=f"floor({place} / {width})",
        )
        .mark_point(size=150, filled=True, opacity=1)
        .encode(
            x,
            alt.Y("row:Q", axis=None, scale=alt.Scale(domain=[1.5, -1.2])),
            alt.Color("kind:N", legend=legend).scale(
                range=[PALETTE["orange"], PALETTE["grey"]], **kinds
            ),
            alt.Shape("kind:N", legend=legend).scale(range=["square", "circle"], **kinds),
        )
    )
    heads = pd.DataFrame(
        {
            "column": [-0.4, split + 0.6],
            "text": [f"{names[0]}, {n_first}", f"{names[1]}, {n_cards - n_first}"],
        }
    )
    titles = alt.Chart(heads).mark_text(align="left", fontSize=13, color=PALETTE["grey"])
    titles = titles.encode(x, y=alt.value(14), text="text:N")
    first = (1 << n_first) - 1  # the bits of the first group
    per_step = {
        "n": f"{tally.shown}[step - 1]",
        "hits": f"{[(last & first).bit_count() for last in tally.last]}[step - 1]",
        "far": f"{[_far(tally, i) for i in range(len(tally.shown))]}[step - 1]",
    }
    words = (
        f"'deal ' + format(datum.n, ',') + ': ' + datum.hits + ' of {n_first}; "
        f"as far as {observed}: ' + format(datum.far, ',')"
        " + ' (' + format(datum.far / datum.n, '.1%') + ')'"
    )
    one = alt.Chart(alt.sequence(0, 1, as_="one"))
    verdict = readout(one.transform_calculate(**per_step), words, colour=None)
    return alt.layer(cards, titles, verdict).properties(
        width=WIDTH, height=92, view=alt.ViewBackground(stroke=None)
    )


def _far(tally: _Tally, step: int) -> int:
    """How many of the deals up to a step are as far as what was observed."""
    return sum(n for n, far in zip(tally.counts[step], tally.far, strict=True) if far)


def _bars(tally: _Tally, n_first: int, observed: int, hit: str, source: str) -> alt.LayerChart:
    """How many deals gave each number of hits, and where the observed number stands."""
    most = len(tally.far) - 1
    x = alt.X(
        "low:Q",
        title=f"{hit}, among the {n_first}",
        scale=alt.Scale(domain=[-0.7, most + 0.7], nice=False),
        axis=alt.Axis(values=list(range(most + 1)), format="d", grid=False),
    )
    tops = [max(10, round(1.1 * max(counts))) for counts in tally.counts]
    y = alt.Y(
        "count:Q",
        title="deals",
        axis=alt.Axis(tickMinStep=1, tickCount=5),
        scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef(f"{tops}[step - 1]"), nice=False),
    )
    bars = (
        alt.Chart(alt.sequence(0, most + 1, as_="number"))
        .transform_calculate(
            count=f"{tally.counts}[step - 1][datum.number]",
            far=f"{[int(far) for far in tally.far]}[datum.number]",
            low="datum.number - 0.4",
            high="datum.number + 0.4",
        )
        .mark_rect()
        .encode(
            x,
            y,
            x2="high:Q",
            y2=alt.datum(0),
            color=alt.Color("far:N", legend=None).scale(
                domain=[0, 1], range=[PALETTE["blue"], PALETTE["purple"]]
            ),
        )
    )
    place = alt.Chart(pd.DataFrame({"low": [observed]}))
    rule = place.mark_rule(strokeDash=[5, 3], strokeWidth=2, color=PALETTE["purple"]).encode(x)
    name = place.mark_text(align="left", dx=5, fontSize=13, color=PALETTE["purple"]).encode(
        x, y=alt.value(10), text=alt.value(f"{source}: {observed}")
    )
    return alt.layer(bars, rule, name).properties(width=WIDTH, height=150)
