"""A calculation as a graph: what was computed from what, with values and slopes."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from mathforml.calculus.autodiff import Variable, backward
from mathforml.figures.style import PALETTE
from mathforml.figures.tables import readable

SIGNS = {
    **{"add": "+", "subtract": "\N{MINUS SIGN}", "multiply": "×", "divide": "÷", "power": "^"},
    **{"negative": "\N{MINUS SIGN}", "matmul": "@"},
}


def computation_graph(ax: Axes, result: Variable, *, digits: int = 4) -> Axes:
    """Draw the graph of a calculation: above each step its value, below it the result's slope.

    It runs from left to right: a line leads from each step to those that use it. Plain numbers are
    written into the step that uses them.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    result : Variable
        One number, the end of the calculation. The slopes are computed by `backward`.
    digits : int
        Significant digits of the numbers. Of an array only the shape is written.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    backward(result)
    places = layout(result)
    where = {node.number: place for node, place in places}
    uses = [(where[x.number], place) for node, place in places for x in _parents(node)]
    ax.add_collection(LineCollection(uses, colors=PALETTE["grey"], linewidths=1.2, zorder=1))
    box = {"boxstyle": "round,pad=0.35", "facecolor": "#f2f2f2", "edgecolor": PALETTE["grey"]}
    middle = {"textcoords": "offset points", "ha": "center", "in_layout": False}
    for node, place in places:
        ax.annotate(_operation(node), place, (0, 0), va="center", bbox=box, **middle)
        value, slope = _written(node.value, digits), _written(node.gradient, digits)
        ax.annotate(value, place, (0, 12), va="bottom", color=PALETTE["blue"], **middle)
        ax.annotate(slope, place, (0, -12), va="top", color=PALETTE["orange"], **middle)
    x, y = np.transpose([place for _, place in places])
    ax.set(xlim=(x.min() - 0.5, x.max() + 0.5), ylim=(y.min() - 0.7, y.max() + 0.7))
    ax.set_axis_off()
    return ax


def layout(result: Variable) -> list[tuple[Variable, tuple[float, float]]]:
    """Give every step of a calculation a place, the same each time.

    Parameters
    ----------
    result : Variable
        The end of the calculation.

    Returns
    -------
    places : list of tuples of a Variable and a tuple of two floats
        Every Variable that the result was computed from, with its x and y; inputs before results.
        Across, a step stands right of all its inputs. Upwards, each input has a line of its own, a
        step stands at the mean height of what it was computed from, or lower if that is taken.
    """
    order: list[Variable] = []
    stack = [(result, False)]
    while stack:  # inputs before results, and the inputs of one step beside each other
        node, inputs_done = stack.pop()
        if any(node is known for known in order):
            continue
        if inputs_done:
            order.append(node)
        else:
            stack += [(node, True), *((x, False) for x in reversed(_parents(node)))]
    layer: dict[int, int] = {}
    for node in order:
        layer[node.number] = 1 + max((layer[x.number] for x in _parents(node)), default=-1)
    for node in order:  # an input stands just left of the first step that uses it
        if not _parents(node) and node is not result:
            uses = [layer[y.number] for y in order if any(x is node for x in _parents(y))]
            layer[node.number] = min(uses) - 1
    inputs = [node.number for node in order if not _parents(node)]
    height: dict[int, float] = {}
    lowest: dict[int, float] = {}
    for node in sorted(order, key=lambda node: layer[node.number]):
        column = layer[node.number]
        heights = [height[x.number] for x in _parents(node)] or [-inputs.index(node.number)]
        free = lowest.get(column, np.inf) - 1
        lowest[column] = height[node.number] = min(sum(heights) / len(heights), free)
    return [(node, (layer[node.number], height[node.number])) for node in order]


def _parents(node: Variable) -> list[Variable]:
    """The Variables among the inputs of a step, each once."""
    found: list[Variable] = []
    for x in node.inputs:
        if isinstance(x, Variable) and not any(x is known for known in found):
            found.append(x)
    return found


def _operation(node: Variable) -> str:
    """The name of an input or a function; the sign of arithmetic, with the plain numbers in it."""
    if not node.inputs or node.name not in SIGNS:
        return node.name
    before, *after = (
        readable(float(x), 4) if isinstance(x, np.ndarray) and x.ndim == 0 else ""
        for x in node.inputs
    )
    return " ".join(part for part in (before, SIGNS[node.name], *after) if part)


def _written(numbers: np.ndarray, digits: int) -> str:
    if numbers.ndim == 0:
        return readable(float(numbers), digits)
    return f"{' × '.join(map(str, numbers.shape))} numbers"
