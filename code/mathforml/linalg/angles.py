"""Dot product, cosine and angle: how far two vectors point the same way.

::

    x . y        = x_1 y_1 + ... + x_n y_n = |x| |y| cos(angle)
    cosine       = u . v                            with u = x / |x| and v = y / |y|
    angle        = 2 atan(|u - v| / |u + v|)

The angle could be read from its cosine, but where the cosine is near 1 it hardly changes: of an
angle of 1e-8 not one digit is left in it. Kahan's formula, the last line, keeps them: u and v are
two sides of a rhombus, and the angle between them is halved by its diagonal ``u + v``.

References
----------
Kahan, W. Computing Cross-Products and Rotations in 2- and 3-Dimensional Euclidean Spaces.
University of California, Berkeley. Section 13.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_vector
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike
from mathforml.linalg.norms import norm, normalise


def dot(x: ArrayLike, y: ArrayLike) -> float:
    """Sum of the products entry by entry, ``x_1 y_1 + ... + x_n y_n``: 0 when perpendicular.

    Parameters
    ----------
    x, y : ndarray of shape (n,)
    """
    x, y = _checked(x, y)
    return float((x * y).sum())


def cosine(x: ArrayLike, y: ArrayLike) -> float:
    """Cosine of the angle between two vectors, ``x . y / (|x| |y|)``.

    From -1 (opposite) by 0 (perpendicular) to 1 (the same direction).

    Parameters
    ----------
    x, y : ndarray of shape (n,), not zero

    Examples
    --------
    >>> cosine([1.0, 0.0], [3.0, 4.0])
    0.6
    """
    x, y = _checked(x, y)
    _require_directions(x=x, y=y)
    # rounding could make it 1.0000000000000002
    return min(max(dot(normalise(x), normalise(y)), -1.0), 1.0)


@parameters_like(cosine)
def angle(x: ArrayLike, y: ArrayLike) -> float:
    """Angle between two vectors in radians, from 0 to pi, by Kahan's formula.

    It is right to about 1e-16, also close to 0 and to pi.
    """
    x, y = _checked(x, y)
    _require_directions(x=x, y=y)
    u, v = normalise(x), normalise(y)
    return 2 * float(np.arctan2(norm(u - v), norm(u + v)))


def _checked(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    x, y = as_vector(x, "x"), as_vector(y, "y")
    if len(x) != len(y):
        raise ValueError(f"x and y must have as many entries, got {len(x)} and {len(y)}")
    return x, y


def _require_directions(**vectors: Array) -> None:
    for name, vector in vectors.items():
        if not vector.any():
            raise ValueError(f"{name} must not be the zero vector, which has no direction")
