"""A Bayesian network as a picture: a box for each variable, an arrow from each cause."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes

from mathforml.figures.style import PALETTE
from mathforml.probability.bayes_net import BayesNet

ROOM = 0.6
"""Between a box and the edges of the picture, in units of a place."""


def cause_network(
    ax: Axes,
    net: BayesNet,
    places: Mapping[str, tuple[float, float]],
    *,
    notes: Mapping[str, str] | None = None,
) -> Axes:
    """Draw the variables of a network, with an arrow from each to those that it influences.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    net : BayesNet
    places : mapping of str to tuple of two floats
        Where the middle of each variable's box stands, in units of a row and a column.
    notes : mapping of str to str, optional
        Text beside a box, such as its probabilities: above causes, below effects.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    names = [node.name for node in net.nodes]
    if set(places) != set(names):
        raise ValueError(f"places must name {', '.join(names)}; got {', '.join(places)}")
    unknown = set(notes or {}) - set(names)
    if unknown:
        raise ValueError(f"notes must be about {', '.join(names)}; got {', '.join(unknown)}")
    box = {"boxstyle": "round,pad=0.5", "facecolor": "#f2f2f2", "edgecolor": PALETTE["blue"]}
    arrow = {"arrowstyle": "-|>", "color": PALETTE["grey"], "linewidth": 1.6}
    boxes = {
        name: ax.text(*places[name], name, ha="center", va="center", fontsize=11, bbox=box)
        for name in names
    }
    for node in net.nodes:
        for cause in node.parents:
            ends = {
                "patchA": boxes[cause].get_bbox_patch(),
                "patchB": boxes[node.name].get_bbox_patch(),
            }
            ax.annotate("", places[node.name], places[cause], arrowprops=arrow | ends)
    for node in net.nodes:
        side = -1 if node.parents else 1  # below or above: where no arrow comes or goes
        ax.annotate(
            (notes or {}).get(node.name, ""),
            places[node.name],
            (0, 18 * side),
            textcoords="offset points",
            ha="center",
            va="top" if side < 0 else "bottom",
        )
    x, y = zip(*places.values(), strict=True)
    ax.set(xlim=(min(x) - ROOM, max(x) + ROOM), ylim=(min(y) - ROOM, max(y) + ROOM))
    ax.set_axis_off()
    return ax
