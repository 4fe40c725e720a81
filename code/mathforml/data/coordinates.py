"""Coordinates: the same point by other numbers.

A point of the plane is named by two steps, right and up, or by a distance and a direction::

    x = r cos(phi),   y = r sin(phi)          r = sqrt(x^2 + y^2),   phi = atan2(y, x)

A quantity that comes round, such as the hour of a day, is a direction without a distance: it
belongs on a circle, where 23:00 and 1:00 are neighbours.

References
----------
Mardia, K. V. and Jupp, P. E. (2000). Directional Statistics. Wiley. Sections 1.2 and 2.2.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_array, as_matrix, as_vector, positive, same_length
from mathforml._types import Array, ArrayLike


class Polar(NamedTuple):
    """Points of the plane by distance and direction."""

    radius: Array  #: of shape (n_points,)
    #: Of shape (n_points,), in radians, from -pi to pi, counterclockwise from the first axis; 0
    #: for the centre itself.
    angle: Array


def to_polar(points: ArrayLike, centre: ArrayLike = (0.0, 0.0)) -> Polar:
    """Distance and direction of points, seen from a centre.

    Parameters
    ----------
    points : ndarray of shape (n_points, 2)
    centre : ndarray of shape (2,), default the origin
    """
    points, centre = as_matrix(points, "points"), as_array(centre, "centre")
    if points.shape[1] != 2:
        raise ValueError(f"points must have two columns, got shape {points.shape}")
    if centre.shape != (2,):
        raise ValueError(f"centre must be one point of shape (2,), got shape {centre.shape}")
    x, y = (points - centre).T
    return Polar(np.hypot(x, y), np.arctan2(y, x) + 0.0)


def from_polar(radius: ArrayLike, angle: ArrayLike) -> Array:
    """Points with a given distance and direction from the origin, of shape (n_points, 2).

    Parameters
    ----------
    radius, angle : ndarray of shape (n_points,), or float
        One number is the same for all. The angle is in radians.
    """
    radius, angle = as_array(radius, "radius"), as_array(angle, "angle")
    _check_shapes(radius=radius, angle=angle)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def on_circle(values: ArrayLike, *, period: float) -> Array:
    """A quantity that comes round, as points of the circle with radius 1, of shape (n_samples, 2).

    They are cosine and sine of the angle ``2 pi values / period``.

    Parameters
    ----------
    values : ndarray of shape (n_samples,)
        Hours of the day, months of the year, degrees of a compass.
    period : float
        After how much it begins anew, in the same unit: 24 for hours.

    Examples
    --------
    >>> on_circle([0, 6, 18], period=24).round(10) + 0.0
    array([[ 1.,  0.],
           [ 0.,  1.],
           [ 0., -1.]])
    """
    values, period = as_vector(values, "values"), positive(period, "period")
    # the remainder first: the cosine of a huge angle has lost its digits
    return from_polar(1.0, 2 * np.pi * (np.remainder(values, period) / period))


def _check_shapes(radius: Array, angle: Array) -> None:
    for name, value in {"radius": radius, "angle": angle}.items():
        if value.ndim > 1:
            raise ValueError(f"{name} must be a number or a vector, got shape {value.shape}")
    if radius.ndim == angle.ndim == 1:
        same_length(radius=radius, angle=angle)
