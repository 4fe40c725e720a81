"""What a price on weights does: the errors, estimated and on the data, and each weight."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from mathforml._checks import as_vector, positive, same_length
from mathforml.figures.static import label_axes
from mathforml.figures.style import PALETTE

MOST_TICKS = 4
"""Powers of ten that have room below a narrow panel; of more, every second one has a tick."""


def price_curve(
    ax: Axes,
    lams: ArrayLike,
    errors: ArrayLike,
    standard_errors: ArrayLike,
    *,
    training: ArrayLike,
    chosen: Mapping[str, int],
) -> Axes:
    """Draw the error by cross-validation against the price, with error bars, and the choices.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    lams : array_like of shape (n_prices,)
        The prices, positive, drawn by their logarithms.
    errors, standard_errors : array_like of shape (n_prices,)
        The estimates, and half the length of their bars.
    training : array_like of shape (n_prices,)
        The errors on the data that were learned from.
    chosen : mapping of str to int
        Names of at most two rules, each with the number of the price that it takes; of two, the
        one with the lower price first.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    lams, errors = as_vector(lams, "lams"), as_vector(errors, "errors")
    bars, training = as_vector(standard_errors, "standard_errors"), as_vector(training, "training")
    same_length(lams=lams, errors=errors, standard_errors=bars, training=training)
    place, orange = _powers(ax, lams), PALETTE["orange"]
    look = {"color": orange, "marker": "o", "markersize": 4, "capsize": 2.5, "elinewidth": 1.2}
    ax.errorbar(place, errors, yerr=bars, label="cross-validation", **look)
    ax.plot(place, training, color=PALETTE["blue"], label="training", linestyle="--")
    low, high = min(training.min(), 0), (errors + bars).max()
    ax.set_ylim(low, 1.12 * high)
    if len(chosen) > 2:
        raise ValueError(f"chosen must hold at most two rules, got {len(chosen)}")
    sides = ("right", "left")[-len(chosen) :] if chosen else ()
    for (name, k), side in zip(chosen.items(), sides, strict=True):
        green = {"color": PALETTE["green"]}
        ax.vlines(place[k], low, errors[k], linestyles="dotted", linewidth=1.5, **green)
        ax.text(place[k], low + 0.03 * high, f" {name} ", ha=side, va="bottom", **green)
    ax.legend(loc="upper right", frameon=False, handlelength=1.8)
    return label_axes(ax, "price λ", "typical error")


def weight_paths(
    ax: Axes, lams: ArrayLike, w: ArrayLike, *, names: Mapping[int, str], title: str = ""
) -> Axes:
    """Draw each weight against the price; the highest price, where all are small, is at the right.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    lams : array_like of shape (n_prices,)
        The prices, positive, in rising order, drawn by their logarithms.
    w : array_like of shape (n_prices, n_features)
    names : mapping of int to str
        The numbers of the weights that get a colour, and the name at their left end, at most four.
    title : str
        What the panel shows.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    lams, w = as_vector(lams, "lams"), np.asarray(w, dtype=float)
    if w.ndim != 2 or len(w) != len(lams):
        raise ValueError(f"w must have a row for each of the {len(lams)} lams, got {w.shape}")
    colours = dict(zip(names, ("blue", "orange", "green", "purple"), strict=False))
    if len(colours) < len(names):
        raise ValueError(f"names must be at most four, got {len(names)}")
    place = _powers(ax, lams)
    for j in range(w.shape[1]):
        colour, width = (colours[j], 1.8) if j in colours else ("grey", 0.8)
        ax.plot(place, w[:, j], color=PALETTE[colour], linewidth=width)
    for j, name in names.items():
        # below its line when another name is just above
        above = [w[0, i] - w[0, j] for i in names if i != j]
        near = any(0 <= distance < 0.15 * np.ptp(w[0]) for distance in above)
        look = {"color": PALETTE[colours[j]], "ha": "left", "va": "top" if near else "bottom"}
        box = {"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 0.3}
        ax.text(place[0], w[0, j], f" {name}", bbox=box, zorder=5, **look)
    return label_axes(ax, "price λ", "weight", title)


def _powers(ax: Axes, lams: np.ndarray) -> np.ndarray:
    """Places of prices on a logarithmic axis by hand, whose own ticks are slow to draw."""
    positive(lams.min(), "the smallest of lams")
    place = np.log10(lams)
    first, last = np.ceil(place.min() - 1e-9), np.floor(place.max() + 1e-9)
    ticks = np.arange(first, last + 1)
    ticks = ticks[ticks % 2 == 0] if len(ticks) > MOST_TICKS else ticks
    ax.set_xticks(ticks, [f"{10.0**tick:,.7g}" for tick in ticks])
    return place
