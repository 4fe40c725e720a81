"""Determinant: the factor by which a linear map multiplies area, or volume.

Adding a multiple of one row to another slants a box and keeps its volume; exchanging two rows
mirrors it. So elimination leaves the determinant as it is up to its sign, and that of a triangle
is the product of its diagonal::

    P A = L U         det A = (sign of P) U_11 U_22 ... U_nn

References
----------
Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations. 4th edition. Johns Hopkins University
Press. Section 3.2.

Strang, G. (2016). Introduction to Linear Algebra. 5th edition. Wellesley-Cambridge Press. Chapter
5.
"""

from __future__ import annotations

import math

import numpy as np

from mathforml._types import ArrayLike, Indices
from mathforml.linalg.lu import LU, lu


def determinant(A: ArrayLike) -> float:
    """Factor by which the map A multiplies area or volume, negative if it also mirrors.

    It is the product of the pivots; one that is too large or too small for a number is refused.
    Its size says nothing about how close A is to singular: that of ``0.1 I`` with 20 rows is
    1e-20.

    Parameters
    ----------
    A : ndarray of shape (n, n), of at most 1e300

    Examples
    --------
    >>> determinant([[2.0, 1.0], [1.0, 3.0]])
    5.0
    """
    sign, mantissa, exponent = _product_of_pivots(lu(A))
    try:
        size = math.ldexp(mantissa, exponent)
    except OverflowError:
        size = math.inf
    if mantissa and not 0 < size < math.inf:
        raise ValueError(
            f"the determinant of A is about 10^{exponent * math.log10(2):.0f}: no float holds it"
        )
    return sign * size


def _product_of_pivots(factors: LU) -> tuple[float, float, int]:
    """Sign of the determinant, and its size as ``mantissa * 2^exponent``."""
    sign, mantissa, exponent = _sign(factors.order), 1.0, 0
    for pivot in np.diag(factors.U).tolist():
        sign = math.copysign(sign, sign * pivot)
        mantissa, power = math.frexp(mantissa * abs(pivot))
        exponent += power
    return sign, mantissa, exponent


def _sign(order: Indices) -> float:
    """1 when an even number of exchanges makes the order, and -1 otherwise."""
    order, sign = order.tolist(), 1.0
    for place in range(len(order)):
        while order[place] != place:
            there = order[place]
            order[place], order[there] = order[there], order[place]
            sign = -sign
    return sign
