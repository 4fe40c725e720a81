"""An interactive chart: values go forwards through a calculation, and slopes come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import numpy as np
import pandas as pd

from mathforml.calculus.autodiff import RULES, Variable, backward, tape
from mathforml.figures._charts import WIDTH, readout, slider
from mathforml.figures.graph import SIGNS, layout
from mathforml.figures.style import PALETTE
from mathforml.figures.tables import readable

ROW = 92
"""Pixels from one row of the graph to the next."""

RADIUS = 19
"""Of the circle of a step, in pixels."""

ROOM = 0.55
"""Beside the outer circles, in units of a column or a row."""

HEAD = 0.25
"""More room above, for the second line of words."""

STEEP = 0.7
"""A line that comes down by so many rows would cross the value of its step."""

VALUE = 21
"""So many pixels above the circle such a line stops."""

MOST = 10
"""Steps of the calculation that fit into the width."""

DIGITS = 4


class _Share(NamedTuple):
    """What one result hands back to one thing that it was computed from."""

    step: int
    giver: int  # the number of the result
    taker: int
    local: float  # how much the result changes for each 1 of the taker
    total: float  # the slope of the end in the taker, as far as it is known then


class _Work(NamedTuple):
    """A calculation, and the sweep back through it; steps go by their numbers."""

    nodes: list[Variable]
    computed: list[Variable]  # those that are no inputs
    name: dict[int, str]
    place: dict[int, tuple[float, float]]
    shares: list[_Share]

    @property
    def ahead(self) -> dict[int, int]:
        """At which step of the slider each value is computed."""
        return {node.number: i for i, node in enumerate(self.computed, start=1)}

    @property
    def last(self) -> int:
        return self.shares[-1].step


def backprop_explorer(result: Variable, letters: Sequence[str]) -> alt.LayerChart:
    """Return a chart of a calculation as a graph, in which a slider goes forwards and then back.

    First each step shows its value, from the inputs to the end. Then each hands the slope of the
    end back to what it was computed from, one at a time; whoever receives several adds them up.

    Parameters
    ----------
    result : Variable
        The end of a calculation with plain numbers.
    letters : sequence of str
        A letter for each step of the calculation, in the order of computation, the inputs apart.

    Returns
    -------
    chart : altair.LayerChart
    """
    nodes = tape(result)
    computed = [node for node in nodes if node.inputs]
    if any(node.value.ndim for node in nodes):
        raise ValueError("every step of the calculation must be one number")
    if len(letters) != len(computed) or not 0 < len(computed) <= MOST:
        raise ValueError(
            f"letters must name the steps of the calculation, at most {MOST}; "
            f"got {len(letters)} for {len(computed)}"
        )
    name = {node.number: node.name for node in nodes if not node.inputs}
    name |= {node.number: letter for node, letter in zip(computed, letters, strict=True)}
    place = {node.number: at for node, at in layout(result)}
    shares = _shares(result, nodes, start=len(computed) + 1)
    work = _Work(nodes, computed, name, place, shares)
    x, y = np.transpose(list(place.values()))
    domains = [x.min() - ROOM, x.max() + ROOM], [y.min() - ROOM, y.max() + ROOM + HEAD]
    height = round(ROW * np.ptp(domains[1]))
    across, up = (alt.Scale(domain=domain, nice=False) for domain in domains)
    plane = alt.X("x:Q", axis=None, scale=across), alt.Y("y:Q", axis=None, scale=up)
    uses = _between_circles(alt.Chart(_uses(work)), np.ptp(domains[0]))
    circles = pd.DataFrame(
        [{"x": place[n.number][0], "y": place[n.number][1], "does": _does(n)} for n in nodes]
    )

    line = uses.mark_rule(strokeWidth=1.2, color=PALETTE["grey"])
    ends = {"x2": "x2:Q", "y2": "y2:Q"}
    busy = uses.transform_filter("datum.ahead == step || datum.back == step")
    shade = alt.condition(
        f"step > {len(computed)}", alt.value(PALETTE["orange"]), alt.value(PALETTE["blue"])
    )
    steps = alt.Chart(circles).encode(*plane)
    shown = alt.Chart(_numbers(work)).transform_filter("datum.first <= step && step <= datum.last")
    written = {"fontSize": 13, "fontWeight": "bold"}
    story = _story(work)
    chart = alt.layer(
        line.encode(*plane, **ends),
        busy.mark_rule(strokeWidth=4).encode(*plane, **ends, color=shade),
        steps.mark_point(
            size=4 * RADIUS**2, stroke=PALETTE["grey"], strokeWidth=1.5, filled=False, opacity=1
        ),
        steps.mark_text(fontSize=13, color=PALETTE["grey"]).encode(text="does:N"),
        *(
            shown.transform_filter(f"datum.kind == '{kind}'")
            .mark_text(dy=dy, color=PALETTE[colour], **written)
            .encode(*plane, text="text:N")
            for kind, dy, colour in (
                ("value", -RADIUS - 9, "blue"),
                ("slope", RADIUS + 11, "orange"),
            )
        ),
        readout(story, "datum.said", colour=None),
        story.mark_text(align="left", fontSize=13, color=PALETTE["grey"])
        .encode(x=alt.value(0), y=alt.value(9), text="why:N")
        .properties(name="readout_why"),
    )
    chart = chart.properties(width=WIDTH, height=height, view=alt.ViewBackground(stroke=None))
    return chart.add_params(slider("step", "step", 0, (0, work.last, 1))).properties(
        description=(
            f"A calculation as a graph, from its inputs at the left to {name[result.number]} at "
            f"the right, with a circle for each step. {len(computed)} places of the slider write "
            "the value of each step above it; the others go back and write the slope of "
            f"{name[result.number]} below each, the local slope times that of the result."
        )
    )


def _shares(result: Variable, nodes: list[Variable], start: int) -> list[_Share]:
    """The sweep back, one line of the graph after the other; step `start` is its beginning."""
    backward(result)
    total = dict.fromkeys((node.number for node in nodes), 0.0)
    total[result.number] = 1.0
    found: list[_Share] = []
    for node in reversed(nodes):
        slopes = RULES.get(node.function, ())
        for given, slope in zip(node.inputs, slopes, strict=False):
            if isinstance(given, Variable):
                local = float(slope(np.array(1.0), node.value, *node.values))
                total[given.number] += local * total[node.number]
                step = start + 1 + len(found)
                found.append(_Share(step, node.number, given.number, local, total[given.number]))
    return found


def _uses(work: _Work) -> pd.DataFrame:
    """A line for each use of a number, with the steps of the slider at which it is busy."""
    rows = []
    for share in work.shares:
        (x, y), (x2, y2) = work.place[share.taker], work.place[share.giver]
        stop = RADIUS + (VALUE if y - y2 > STEEP else 0)
        line = {"from_x": x, "from_y": y, "by_x": x2 - x, "by_y": y2 - y, "stop": stop}
        rows.append({**line, "ahead": work.ahead[share.giver], "back": share.step})
    return pd.DataFrame(rows)


def _between_circles(uses: alt.Chart, columns: float) -> alt.Chart:
    """Let lines start and stop at the circles, whatever width the page gives the chart."""
    pixels = f"sqrt(pow(datum.by_x * width / {columns:.4g}, 2) + pow(datum.by_y * {ROW}, 2))"
    ends = {
        f"{axis}{end}": f"datum.from_{axis} + datum.by_{axis} * ({share})"
        for axis in "xy"
        for end, share in (
            ("", f"{RADIUS} / datum.pixels"),
            ("2", "1 - datum.stop / datum.pixels"),
        )
    }
    return uses.transform_calculate(pixels=pixels).transform_calculate(**ends)


def _numbers(work: _Work) -> pd.DataFrame:
    """What is written at the steps, and from where to where on the slider."""
    rows = []
    for node in work.nodes:
        number, (x, y) = node.number, work.place[node.number]
        value = f"{work.name[number]} = {_written(node.value)}"
        texts = [("value", value, work.ahead.get(number, 0), work.last)]
        slopes = [(s.step, s.total) for s in work.shares if s.taker == number]
        slopes = slopes or [(len(work.computed) + 1, 1.0)]  # the end itself
        until = [step - 1 for step, _ in slopes[1:]] + [work.last]
        texts += [
            ("slope", _written(total), step, end)
            for (step, total), end in zip(slopes, until, strict=True)
        ]
        for kind, text, first, end in texts:
            rows.append({"x": x, "y": y, "kind": kind, "text": text, "first": first, "last": end})
    return pd.DataFrame(rows)


def _story(work: _Work) -> alt.Chart:
    """What happens at each step, in words."""
    name, end = work.name, work.computed[-1].number
    inputs = [node for node in work.nodes if not node.inputs]
    said = [("given: " + ", ".join(f"{x.name} = {_written(x.value)}" for x in inputs), "")]
    for node in work.computed:
        parts = [name[x.number] if isinstance(x, Variable) else _written(x) for x in node.inputs]
        sign = SIGNS.get(node.name)
        how = f" {sign} ".join(parts) if len(parts) == 2 and sign else f"{node.name} {parts[0]}"
        said.append((f"forwards: {name[node.number]} = {how} = {_written(node.value)}", ""))
    said.append((f"back: the slope of {name[end]} in itself is 1", ""))
    slope = {end: 1.0}
    for share in work.shares:
        giver, taker = name[share.giver], name[share.taker]
        local, above = _written(share.local), _written(slope[share.giver])
        before = f"{_written(slope[share.taker])} + " if share.taker in slope else ""
        sum_ = f"{before}{local} × {above} = {_written(share.total)}"
        why = f"{giver} by {local} per {taker}, {name[end]} by {above} per {giver}"
        said.append((f"back to {taker}, from {giver}: {sum_}", why))
        slope[share.taker] = share.total
    rows = pd.DataFrame(said, columns=["said", "why"]).assign(at=range(len(said)))
    return alt.Chart(rows).transform_filter("datum.at == step")


def _does(node: Variable) -> str:
    """What stands in the circle of a step: its sign, with the plain numbers in it."""
    if not node.inputs:
        return node.name
    sign = SIGNS.get(node.name, node.name)
    before, *after = ("" if isinstance(x, Variable) else _written(x) for x in node.inputs)
    return " ".join(part for part in (before, sign, *after) if part)


def _written(value: np.ndarray | float) -> str:
    return readable(float(value), DIGITS)
