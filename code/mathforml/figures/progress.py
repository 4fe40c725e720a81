"""What a run shows of itself: loss and length of the gradient at every step, by powers of ten."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MultipleLocator

from mathforml.figures.static import label_axes
from mathforml.figures.style import PALETTE
from mathforml.iteration import column

SHOWN = (
    ("loss", "loss", "blue", "-"),
    ("grad_norm", "gradient", "orange", "--"),
)
"""Field of a step, its name in the picture, colour and kind of line."""


def progress(ax: Axes, steps: Iterable, *, title: str = "") -> Axes:
    """Draw the loss and the length of the gradient against the step, with their names.

    A power of ten is as high everywhere, on a linear axis, which is drawn faster than a
    logarithmic one.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    steps : iterable of NamedTuple
        Steps with the fields `step`, `loss` and `grad_norm`, both positive.
    title : str

    Returns
    -------
    ax : matplotlib.axes.Axes
    """
    steps = list(steps)
    number = column(steps, "step")
    values = np.array([column(steps, field) for field, *_ in SHOWN])
    if not (values > 0).all():
        raise ValueError("steps must have a positive loss and gradient norm, for powers of ten")
    powers = np.log10(values)
    low, high = np.min(powers), np.max(powers)
    ends = powers[:, -1]
    apart = 7 * np.sign(ends - ends[::-1]) * (np.ptp(ends) < 0.15 * max(high - low, 1))
    for power, shift, (_, name, colour, line) in zip(powers, apart, SHOWN, strict=True):
        ax.plot(number, power, line, color=PALETTE[colour], linewidth=1.5)
        ax.annotate(
            name,
            (number[-1], power[-1]),
            xytext=(4, shift),
            textcoords="offset points",
            va="center",
            color=PALETTE[colour],
            annotation_clip=False,
        )
    room = 0.1 * max(high - low, 1)
    ax.set_ylim(low - room, high + room)
    ax.yaxis.set_major_locator(MultipleLocator(np.ceil((high - low + 2 * room) / 5)))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda power, _: f"{10.0**power:g}"))
    return label_axes(ax, "step", "", title)
