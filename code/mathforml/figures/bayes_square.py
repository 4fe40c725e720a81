"""Bayes' theorem as areas: all people as a square, and those with a positive test enlarged."""

from __future__ import annotations

from matplotlib.axes import Axes

from mathforml.figures.static import _colour
from mathforml.probability.bayes import natural_frequencies

FAINT = "#e9e9e9"
TITLES = ("everybody", "only the positives, enlarged")


def bayes_square(
    ax: Axes,
    zoom: Axes,
    *,
    base_rate: float,
    sensitivity: float,
    specificity: float,
    causes: tuple[str, str] = ("ill", "healthy"),
) -> Axes:
    """Draw a test as areas of a square, and what is left of it when the test is positive.

    The square has area 1: its width is divided into the ill and the healthy, and the coloured part
    of each is the share that tests positive. The other panel holds the coloured areas alone, in
    the same proportion: they are the probabilities after a positive test.

    Parameters
    ----------
    ax, zoom : matplotlib.axes.Axes
        For the square, and for its coloured parts.
    base_rate, sensitivity, specificity : float, from 0 to 1
    causes : tuple of two str
        What the two parts of the square are called.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    rates = {"sensitivity": sensitivity, "specificity": specificity}
    of_all = natural_frequencies(1, base_rate=base_rate, **rates)
    ill, healthy = of_all.true_positives, of_all.false_positives
    if ill + healthy == 0:
        raise ValueError("nobody would test positive: raise sensitivity or lower specificity")
    share = ill / (ill + healthy)
    halves = (
        (0, base_rate, sensitivity, "orange"),
        (base_rate, 1 - base_rate, 1 - specificity, "blue"),
    )
    for left, width, height, colour in halves:
        ax.bar(left, 1, width, align="edge", color=FAINT)
        ax.bar(left, height, width, align="edge", color=_colour(colour))
    for left, width, colour in ((0, share, "orange"), (share, 1 - share, "blue")):
        zoom.bar(left, 1, width, align="edge", color=_colour(colour))
    beside = base_rate + 0.03  # the ill stand at the left edge, so there is room
    _write(
        ax,
        (beside, 0.62),
        (f"{base_rate:.0%} {causes[0]},", f"{sensitivity:.0%} positive"),
        "orange",
    )
    names = f"{1 - base_rate:.0%} {causes[1]},", f"{1 - specificity:.0%} positive"
    _write(ax, (beside, 1 - specificity + 0.05), names, "blue")
    inside = 0.04 if share > 0.5 else share + 0.04
    _write(zoom, (inside, 0.5), (f"{share:.0%} {causes[0]}", f"{1 - share:.0%} {causes[1]}"), None)
    for panel, title in zip((ax, zoom), TITLES, strict=True):
        panel.set(xlim=(-0.01, 1.01), ylim=(-0.01, 1.01), aspect="equal")
        panel.set_title(title)
        panel.set_axis_off()
    return ax


def _write(
    ax: Axes, place: tuple[float, float], lines: tuple[str, str], colour: str | None
) -> None:
    """Write two lines upwards from a place; without a colour in white, on a coloured part."""
    ink = _colour(colour) if colour else "white"
    ax.text(*place, "\n".join(lines), color=ink, fontsize=10.5, va="bottom")
