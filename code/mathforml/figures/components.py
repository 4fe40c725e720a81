"""What principal components say: the samples on two of them, their variances, their weights."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from mathforml.figures.plane import arrow
from mathforml.figures.static import label_axes, points
from mathforml.figures.style import PALETTE

LOOKS = (("blue", "o"), ("orange", "s"), ("green", "^"))
"""Colour and shape of each kind, or of each component."""


def score_plot(
    ax: Axes, scores: ArrayLike, kinds: Sequence[str], shares: Sequence[float], title: str = ""
) -> Axes:
    """Draw samples on their first two components, each kind in a colour and shape of its own.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    scores : array_like of shape (n_samples, 2)
        The place of each sample along both components.
    kinds : sequence of str of shape (n_samples,)
        The kind of each sample, at most three different ones.
    shares : sequence of two floats
        The part of the variance that lies along each component.
    title : str
        What the panel shows.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    scores, kinds = np.asarray(scores, dtype=float), np.asarray(kinds)
    if scores.shape != (len(kinds), 2):
        raise ValueError(
            f"scores must have a row for each of the {len(kinds)} kinds and 2 columns; "
            f"got shape {scores.shape}"
        )
    order = list(dict.fromkeys(kinds))
    if len(order) > len(LOOKS):
        raise ValueError(f"kinds must be at most three; got {order}")
    for kind, (colour, shape) in zip(order, LOOKS, strict=False):
        x, y = scores[kinds == kind].T
        look = {"color": PALETTE[colour], "marker": shape, "s": 16, "alpha": 0.65}
        ax.scatter(x, y, linewidths=0, label=kind, **look)
    ax.legend(loc="upper left", bbox_to_anchor=(0, -0.2), handletextpad=0, frameon=False)
    first, second = shares
    return label_axes(ax, f"first: {first:.1%}", f"second: {second:.1%}", title)


def shadow_plot(
    ax: Axes, samples: ArrayLike, directions: ArrayLike, names: Sequence[str], every: int = 7
) -> Axes:
    """Draw samples, two directions through their mean, and how far some are from the first.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    samples : array_like of shape (n_samples, 2)
        Counted from their mean.
    directions : array_like of shape (2, 2)
        Perpendicular unit vectors, in the rows; drawn two standard deviations to each side.
    names : sequence of two str
        Names of the directions, written at their ends.
    every : int
        Of which samples the distance to the first direction is drawn: of one in so many.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    samples, directions = np.asarray(samples), np.asarray(directions)
    if samples.shape[1:] != (2,) or directions.shape != (2, 2):
        raise ValueError(
            "samples and directions must have two columns, and directions two rows; "
            f"got shapes {samples.shape} and {directions.shape}"
        )
    directions = directions * np.where(directions.sum(axis=1) < 0, -1, 1)[:, None]
    points(ax, *samples.T)
    for z in samples[::every]:
        shadow = (z @ directions[0]) * directions[0]
        ax.plot(*np.transpose([z, shadow]), color=PALETTE["grey"], linewidth=1)
    for v, name, colour in zip(directions, names, ("orange", "green"), strict=True):
        end = 2 * np.std(samples @ v) * v
        arrow(ax, end, -end, colour=colour)
        place = {"xytext": (10 * v[0], 10 * v[1]), "textcoords": "offset points"}
        box = {"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 0.5}
        ax.annotate(name, end, color=PALETTE[colour], va="center", bbox=box, **place)
    return ax


def scree_plot(ax: Axes, variances: ArrayLike, shuffled: ArrayLike, name: str = "") -> Axes:
    """Draw the variance of each component, and what it is when the columns are unrelated.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    variances : array_like of shape (n_components,)
        The variances of the components, from the largest down.
    shuffled : array_like of shape (n_components,)
        The same for a table whose columns were shuffled, each by itself.
    name : str
        What the first are the variances of, written beside them.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    variances, shuffled = np.asarray(variances), np.asarray(shuffled)
    if variances.ndim != 1 or variances.shape != shuffled.shape:
        raise ValueError(
            "variances and shuffled must be vectors of the same length; "
            f"got shapes {variances.shape} and {shuffled.shape}"
        )
    which = np.arange(1, len(variances) + 1)
    ax.plot(which, variances, marker="o", markersize=5, color=PALETTE["blue"])
    ax.plot(which, shuffled, linestyle="--", color=PALETTE["grey"])
    near = {"textcoords": "offset points", "va": "center"}
    ax.annotate(name, (which[1], variances[1]), xytext=(8, 4), color=PALETTE["blue"], **near)
    middle = len(which) // 2
    words = "columns shuffled"
    ax.annotate(words, (which[middle], shuffled[middle]), xytext=(0, 11), color="#555555", **near)
    ax.set(xticks=which, ylim=(0, None))
    return label_axes(ax, "component", "variance")


def loading_plot(ax: Axes, weights: ArrayLike, names: Sequence[str]) -> Axes:
    """Draw the weights of the measurements in the first components, a row for each measurement.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    weights : array_like of shape (n_components, n_features)
        At most three components, in the rows.
    names : sequence of str of shape (n_features,)
        Names of the measurements.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    weights = np.atleast_2d(np.asarray(weights, dtype=float))
    if len(weights) > len(LOOKS) or weights.shape[1:] != (len(names),):
        raise ValueError(
            f"weights must have at most {len(LOOKS)} rows and a column for each of the "
            f"{len(names)} names; got shape {weights.shape}"
        )
    order = np.argsort(weights[0])  # the largest ends on top
    places = np.arange(len(names))
    ax.axvline(0, color="#555555", linewidth=0.8)
    for i, (row, (colour, shape)) in enumerate(zip(weights, LOOKS, strict=False)):
        height = places + 0.18 * (len(weights) - 1 - 2 * i)
        ax.hlines(height, 0, row[order], color=PALETTE[colour], linewidth=1.2)
        label = f"component {i + 1}"
        ax.plot(*(row[order], height, shape), color=PALETTE[colour], markersize=4.5, label=label)
    ax.set_yticks(
        places, [fill(names[j].replace("_", " "), 13, break_long_words=False) for j in order]
    )
    ax.grid(False, axis="y")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), handletextpad=0, frameon=False)
    return label_axes(ax, "weight", "")
