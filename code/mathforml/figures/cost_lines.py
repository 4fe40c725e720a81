"""The expected cost of acting and of waiting, and the probability at which both are equal."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator, PercentFormatter

from mathforml._checks import probability
from mathforml.figures.static import _colour, line, mark

COLOURS = ("orange", "blue", "purple", "green")


def cost_lines(
    ax: Axes,
    *,
    price: float,
    damages: Mapping[str, float],
    p: float,
    highest: float = 0.2,
    actions: tuple[str, str] = ("act", "wait"),
) -> Axes:
    """Draw expected costs against the probability of damage, with every threshold marked.

    To act costs the same whatever happens; to wait costs the damage times its probability. Both
    are equal at the threshold, price / damage.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    price : float
        What it costs to act.
    damages : mapping of str to float
        Names of up to four cases, each with the damage if nothing is done.
    p : float, from 0 to 1
        A probability, marked by a star.
    highest : float
        The largest probability in the picture.
    actions : tuple of two str
        What it is called to act, and not to act.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    p = probability(p, "p")
    if not 1 <= len(damages) <= len(COLOURS):
        raise ValueError(f"damages must name 1 to {len(COLOURS)} cases, got {len(damages)}")
    between = (0, highest)
    line(ax, lambda _: price, between=between, colour="grey", label=actions[0])
    for (name, damage), colour in zip(damages.items(), COLOURS, strict=False):
        line(
            ax,
            lambda q, d=damage: d * q,
            between=between,
            colour=colour,
            label=f"{actions[1]}, {name}",
        )
        threshold = price / damage
        ax.plot([threshold] * 2, [0, price], linestyle=":", color=_colour(colour))
        place = {"xytext": (3, 2), "textcoords": "offset points", "color": _colour(colour)}
        ax.annotate(f"{threshold:.1%}", (threshold, 0), va="bottom", **place)
    mark(ax, p, price)
    beside = {"xytext": (6, 2), "textcoords": "offset points", "color": _colour("green")}
    ax.annotate(f"{p:.1%}", (p, price), va="bottom", **beside)
    ax.xaxis.set_major_locator(MultipleLocator(highest / 4))
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set_xlim(0, highest)
    ax.set_ylim(0, None)
    return ax
