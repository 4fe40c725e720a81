"""Power iteration: multiply again and again, and the direction that is stretched most is left.

::

    v_0,      v_{t+1} = A v_t / |A v_t|

Written along the eigenvectors of a symmetric A, the part of v_t along eigenvector i has been
multiplied by ``lambda_i^t``. So, when one eigenvalue is the largest in size, all other parts fade
beside its part, the last of them by ``|lambda_2 / lambda_1|`` per step. The Rayleigh quotient
``v^T A v`` estimates the eigenvalue, with an error that falls by the square of that.

References
----------
von Mises, R. and Pollaczek-Geiringer, H. (1929). Praktische Verfahren der Gleichungsauflösung.
Zeitschrift für Angewandte Mathematik und Mechanik 9(2), 152-164.

Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Algorithm 27.1 and Theorem
27.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_symmetric, as_vector, same_length, squarable
from mathforml._generators import at_the_call
from mathforml._types import Array, ArrayLike
from mathforml.linalg.norms import normalise, unit_of


class PowerStep(NamedTuple):
    """One step of power iteration."""

    step: int  #: number of updates
    v: Array  #: of shape (n,), a unit vector
    value: float  #: its Rayleigh quotient ``v^T A v``, the estimate of the eigenvalue
    #: The length of ``A v - value v``; some eigenvalue of A is no further than this from `value`.
    residual: float


@at_the_call
def power_iteration(A: ArrayLike, v0: ArrayLike) -> Iterator[PowerStep]:
    """Multiply a direction by a symmetric matrix, ``v <- A v / |A v|``, without end.

    It tends to an eigenvector of the largest eigenvalue in size, if no other of the same size has
    the opposite sign: between two such values it jumps to and fro, and the residual stays large.
    From a start without a part along that eigenvector, it tends to the next one that the start has
    a part of, until rounding errors have grown into the missing part.

    Of the two opposite directions ``A v`` and ``-A v`` a step takes the one closer to the step
    before it. Where ``A v`` is 0, the walk stands still.

    Parameters
    ----------
    A : ndarray of shape (n, n), symmetric, of at most 1e150
    v0 : ndarray of shape (n,)
        Of any length but 0; step 0 is the unit vector in this direction.

    Examples
    --------
    >>> from mathforml.iteration import take
    >>> walk = power_iteration([[2.0, 1.0], [1.0, 2.0]], [1.0, 0.0])
    >>> [round(step.value, 4) for step in take(walk, 4)]
    [2.0, 2.8, 2.9756, 2.9973]
    """
    A, v0 = as_symmetric(A, "A"), as_vector(v0, "v0")
    squarable(A=A)
    same_length(A=A, v0=v0)
    if not v0.any():
        raise ValueError(f"v0 must have a direction, but all of its {len(v0)} numbers are 0")
    v, unit = normalise(v0), unit_of(A)
    A = A / unit
    for step in count():
        Av = A @ v
        value = float(v @ Av)
        residual = float(np.linalg.norm(Av - value * v))
        yield PowerStep(step, v.copy(), unit * value, unit * residual)
        length = np.linalg.norm(Av)
        if length > 0:
            v = Av / np.copysign(length, value)
