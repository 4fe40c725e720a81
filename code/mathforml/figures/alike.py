"""How alike vectors are, as pictures: near or far, in one direction or not, of one kind or two.

Lengths and angles are drawn as they are, whatever the number of entries: two vectors lie in one
plane.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from mathforml._checks import as_matrix, as_vector, same_length
from mathforml.figures.plane import arrow
from mathforml.figures.style import PALETTE
from mathforml.linalg.angles import angle, dot
from mathforml.linalg.norms import norm

COLOURS = ("blue", "green", "purple")
SHAPES = ("o", "s", "^")
TEXT = {
    "textcoords": "offset points",
    "ha": "center",
    "fontsize": 9,
    "bbox": {"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 0.5},
}


def nearest_circle(
    ax: Axes, centre: ArrayLike, others: Mapping[str, ArrayLike], label: str = ""
) -> Axes:
    """Draw points of the plane around a star, and the circle on which its nearest neighbour lies.

    Both axes get one scale, so that the distances are what they are.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    centre : array_like of shape (2,)
        The star.
    others : mapping of str to array_like of shape (2,)
        Each point, at most three, by the name that is written beside it.
    label : str
        Name of the star.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    _at_most(len(COLOURS), others, "others")
    centre = as_vector(centre, "centre")
    radius = min(norm(np.subtract(point, centre)) for point in others.values())
    around = np.linspace(0, 2 * np.pi, 181)
    ax.plot(*(centre[:, None] + radius * np.array([np.cos(around), np.sin(around)])), color="0.5")
    for (name, point), colour, shape, up in zip(
        others.items(), COLOURS, SHAPES, (8, -16, 8), strict=False
    ):
        ax.plot(*point, shape, color=PALETTE[colour], markersize=7)
        ax.annotate(name, point, xytext=(0, up), color=PALETTE[colour], **TEXT)
    ax.plot(*centre, "*", color=PALETTE["orange"], markersize=14)
    ax.annotate(label, centre, xytext=(0, 9), color=PALETTE["orange"], **TEXT)
    ax.set_aspect("equal", adjustable="datalim")
    ax.margins(0.15)
    return ax


def directions(ax: Axes, vectors: Mapping[str, ArrayLike]) -> Axes:
    """Draw vectors as arrows with their lengths, and with their angles to the first.

    The first lies flat. Dashed lines, with their lengths, join its head to those of the others.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    vectors : mapping of str to array_like of shape (n_entries,)
        Each vector, at most three, by its name.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    _at_most(len(COLOURS), vectors, "vectors")
    (_, first), *_ = vectors.items()
    start = np.array([norm(first), 0.0])
    # the shorter of two arrows that cover each other is on top
    drawn = sorted(zip(vectors.items(), COLOURS, strict=False), key=lambda v: -norm(v[0][1]))
    for (name, vector), colour in drawn:
        phi, length = angle(first, vector), norm(vector)
        head = length * np.array([np.cos(phi), np.sin(phi)])
        side = (5, 3) if phi > 0.1 else (0, -14)
        arrow(ax, head, label=name, colour=colour, offset=side)
        if vector is first:
            continue
        flat = phi < 0.1
        shift = np.array([0.0, 0.25 if flat else 0.0])
        _dashed(ax, start + shift, head + shift, f"{norm(np.subtract(vector, first)):.1f}")
        if not flat:
            _arc(ax, phi, 0.45 * min(length, norm(first)))
    return _finish(ax)


def shadow(ax: Axes, x: ArrayLike, y: ArrayLike, names: Sequence[str]) -> Axes:
    """Draw the dot product of two vectors: the shadow of the second on the line of the first.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : array_like of shape (n_entries,)
        The first lies flat.
    names : sequence of two str

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    phi, length = angle(x, y), dot(x, y) / norm(x)
    head = norm(y) * np.array([np.cos(phi), np.sin(phi)])
    arrow(ax, (norm(x), 0.0), label=names[0], offset=(0, -14))
    arrow(ax, head, label=names[1], colour="purple")
    foot = (length, 0.0)
    ax.plot(*np.transpose([head, foot]), color="0.5", linestyle=":")
    ax.plot([0, length], [0, 0], color=PALETTE["orange"], linewidth=5, solid_capstyle="butt")
    ax.annotate(
        f"shadow {length:.2f}", (length / 2, 0), xytext=(0, -14), color=PALETTE["orange"], **TEXT
    )
    _arc(ax, phi, 0.45 * min(norm(x), norm(y)))
    return _finish(ax)


def two_kinds(
    ax: Axes, x: ArrayLike, y: ArrayLike, second: ArrayLike, names: Sequence[str] = ()
) -> Axes:
    """Draw points of two kinds: blue dots and orange crosses.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : array_like of shape (n_points,)
    second : array_like of bool, of shape (n_points,)
        Which points are of the second kind, the crosses.
    names : sequence of two str, optional
        Names of the kinds, for a legend above the axes.

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    points = as_matrix(np.column_stack([x, y]), "x and y")
    second = np.asarray(second, dtype=bool)
    same_length(x=points, second=second)
    first_name, second_name = names or ("", "")
    ax.plot(*points[~second].T, "o", markersize=4, color=PALETTE["blue"], label=first_name)
    ax.plot(*points[second].T, "x", color=PALETTE["orange"], label=second_name)
    if names:
        ax.legend(
            loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=2, handletextpad=0.2, frameon=False
        )
    ax.locator_params(nbins=5)
    return ax


def _dashed(ax: Axes, start: np.ndarray, end: np.ndarray, text: str) -> None:
    ax.plot(*np.transpose([start, end]), color="0.4", linestyle="--", linewidth=1.2)
    ax.annotate(text, (start + end) / 2, xytext=(6, 5), color="0.3", **TEXT)


def _arc(ax: Axes, phi: float, radius: float) -> None:
    """Mark an angle at the origin with its degrees."""
    turn = np.linspace(0, phi, 41)
    ax.plot(radius * np.cos(turn), radius * np.sin(turn), color="0.4", linewidth=1.2)
    middle = 1.15 * radius * np.array([np.cos(phi / 2), np.sin(phi / 2)])
    ax.annotate(f"{np.degrees(phi):.0f}°", middle, color="0.3", fontsize=9)


def _finish(ax: Axes) -> Axes:
    ax.set_aspect("equal")
    ax.margins(0.12)
    ax.set_axis_off()
    return ax


def _at_most(limit: int, drawn: Mapping, name: str) -> None:
    if not 0 < len(drawn) <= limit:
        raise ValueError(f"{name} must be one to {limit}, got {len(drawn)}")
