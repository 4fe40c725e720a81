"""Pictures of what other data could have been: a result among them, intervals, and gaps."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from mathforml._checks import as_vector, same_length
from mathforml.figures.static import _name_end, points
from mathforml.figures.style import PALETTE

HEADROOM = 1.35
"""Room above the highest bar for the name of what was observed."""


def null_bars(
    ax: Axes,
    values: ArrayLike,
    shares: ArrayLike,
    *,
    extreme: ArrayLike,
    observed: float,
    label: str = "observed",
) -> Axes:
    """Draw how often chance alone gives each value, and mark what was observed.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : array_like of shape (n,)
        The values that occur, in increasing order, at least two.
    shares : array_like of shape (n,)
    extreme : array_like of bool of shape (n,)
        Which values are as extreme as what was observed: they have a colour of their own.
    observed : float
    label : str
        The name at the mark of what was observed.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    values, shares = as_vector(values, "values"), as_vector(shares, "shares")
    extreme = np.asarray(extreme)
    same_length(values=values, shares=shares, extreme=extreme)
    if len(values) < 2 or np.diff(values).min() <= 0:
        raise ValueError("values must be at least two, in increasing order")
    purple = PALETTE["purple"]
    width = 0.8 * np.diff(values).min()
    colours = np.where(extreme, purple, PALETTE["blue"])
    ax.bar(values, shares, width, color=colours)
    top = HEADROOM * shares.max()
    ax.vlines(observed, 0, 0.9 * top, colors=purple, linestyles="dashed", linewidth=1.6)
    ax.text(observed + width / 4, 0.9 * top, label, color=purple, va="top")
    ax.set_ylim(0, top)
    if (values == np.floor(values)).all():
        ax.set_xticks(values)
    return ax


def spread_bars(
    ax: Axes, replicates: ArrayLike, low: float, high: float, *, bins: int = 17
) -> Axes:
    """Draw how estimates from data drawn again are spread, with an interval of them and zero.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    replicates : array_like of shape (n,)
        The estimates.
    low, high : float
        Ends of the interval.
    bins : int

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    replicates = as_vector(replicates, "replicates")
    counts, edges = np.histogram(replicates, bins)
    shares = counts / len(replicates)
    ax.stairs(shares, edges, fill=True, color=PALETTE["blue"], alpha=0.5)
    top = 1.45 * shares.max()
    ax.set_ylim(0, top)
    marks = ((low, 0.78, "left"), (high, 0.78, "right"), (0.0, 0.95, "right"))
    names = (f"  {low:.2f}", f"{high:.2f}  ", "nothing  ")
    colours = ("orange", "orange", "purple")
    for (x, level, side), name, colour in zip(marks, names, colours, strict=True):
        ax.vlines(x, 0, level * top, colors=PALETTE[colour], linestyles="dashed", linewidth=1.6)
        ax.text(x, (level - 0.02) * top, name, color=PALETTE[colour], ha=side, va="top")
    ax.annotate(
        *("", (low, 0.78 * top), (high, 0.78 * top)),
        arrowprops={"arrowstyle": "<->", "color": PALETTE["orange"], "shrinkA": 0, "shrinkB": 0},
    )
    middle = {"ha": "center", "va": "bottom", "color": PALETTE["orange"]}
    ax.text((low + high) / 2, 0.8 * top, "middle 95%", **middle)
    return ax


def interval_bars(ax: Axes, low: ArrayLike, high: ArrayLike, truth: float) -> Axes:
    """Draw intervals side by side, those that miss the truth in another colour and dotted.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    low, high : array_like of shape (n_intervals,)
    truth : float

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    low, high = as_vector(low, "low"), as_vector(high, "high")
    same_length(low=low, high=high)
    number = np.arange(1, len(low) + 1)
    missed = (low > truth) | (high < truth)
    looks = ((~missed, "blue", "solid", "holds it"), (missed, "orange", "dashed", "misses it"))
    for which, colour, style, name in looks:
        ax.vlines(
            *(number[which], low[which], high[which]),
            colors=PALETTE[colour],
            linestyles=style,
            linewidth=1.3,
            label=f"{name}: {which.sum()}",
        )
    ax.plot([0, len(low) + 1], [truth, truth], color=PALETTE["green"])
    _name_end(ax, len(low) + 1, truth, "truth", "green")
    ax.set_ylim(top=high.max() + 0.25 * (high.max() - low.min()))
    ax.legend(ncols=2, loc="upper left", handlelength=1.2, frameon=False, borderpad=0.1)
    return ax


def gap_dots(ax: Axes, x: ArrayLike, y: ArrayLike, gap: ArrayLike) -> Axes:
    """Draw who is seen and who is missing, the mean of all, and the mean of those that are seen.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : array_like of shape (n_samples,)
        All the values, also those that are missing.
    gap : array_like of bool of shape (n_samples,)
        Which values of y are missing.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    x, y, gap = as_vector(x, "x"), as_vector(y, "y"), np.asarray(gap)
    same_length(x=x, y=y, gap=gap)
    grey = {"marker": "^", "color": PALETTE["grey"], "alpha": 0.6, "linewidths": 0}
    ax.scatter(x[gap], y[gap], s=8, label="missing", **grey)
    points(ax, x[~gap], y[~gap], size=9)
    ax.collections[-1].set_label("seen")
    means = {"all": y.mean(), "seen": y[~gap].mean()}
    highest = max(means.values())
    looks = (("green", "dashed"), ("orange", "solid"))
    for (name, mean), (colour, style) in zip(means.items(), looks, strict=True):
        ax.axhline(mean, color=PALETTE[colour], linestyle=style)
        side = "bottom" if mean == highest else "top"
        words = f"{name}: {mean:.0f} "
        words = ax.text(x.max(), mean, words, color=PALETTE[colour], ha="right", va=side)
        words.set_bbox({"facecolor": "white", "alpha": 0.7, "linewidth": 0, "pad": 0.5})
    ax.set_ylim(top=y.max() + 0.3 * np.ptp(y))
    ax.legend(loc="upper left", handlelength=1, frameon=False, borderpad=0.1, markerscale=2)
    return ax
