"""Jacobi's rotation: turn two axes of a plane until they no longer mix.

A symmetric matrix of two rows says how two axes are stretched (its diagonal) and how they mix
(beside it). One turn of the axes undoes the mixing::

    [ c -s ] [ a_pp a_pq ] [ c  s ]   [ a_pp - t a_pq       0       ]
    [ s  c ] [ a_pq a_qq ] [-s  c ] = [       0       a_qq + t a_pq ]

with ``t = s / c`` the smaller root of ``t^2 + 2 zeta t - 1 = 0``, where ``zeta = (a_qq - a_pp) /
(2 a_pq)``: a turn of at most an eighth of a circle.

Pairs without a row in common do not touch each other, so all rows can be turned at once, each with
its neighbour. As in a tournament, all but one then move one seat on, and after n - 1 rounds each
row has met every other row once: a *sweep*.

References
----------
Jacobi, C. G. J. (1846). Über ein leichtes Verfahren, die in der Theorie der Säcularstörungen
vorkommenden Gleichungen numerisch aufzulösen. Journal für die reine und angewandte Mathematik 30,
51-94.

Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations. 4th edition. Johns Hopkins University
Press. Section 8.5.
"""

from __future__ import annotations

import numpy as np

from mathforml._types import Array, Indices


def rotation(a_pp: Array, a_qq: Array, a_pq: Array) -> tuple[Array, Array]:
    """Turn each plane until its two axes do not mix, by the smaller of the two turns.

    Parameters
    ----------
    a_pp, a_qq, a_pq : ndarray of shape (n_pairs,)
        How each of the two axes is stretched, and how they mix. Where a_pq is 0, nothing turns.

    Returns
    -------
    t : ndarray of shape (n_pairs,)
        The tangent of each turn, from -1 to 1.
    matrices : ndarray of shape (n_pairs, 2, 2)
        Each turn as ``[[c, -s], [s, c]]``, with its cosine and sine.
    """
    difference = a_qq - a_pp
    # the smaller root of a_pq t^2 + difference t - a_pq = 0,
    # in a form that subtracts nothing and never divides by a_pq
    size = np.abs(difference) + np.hypot(difference, 2 * a_pq)
    t = 2 * a_pq * np.copysign(1.0, difference) / np.where(size > 0, size, 1.0)
    c = 1 / np.hypot(1.0, t)
    s = t * c
    return t, np.stack([c, -s, s, c], axis=1).reshape(-1, 2, 2)


def rotate_pairs(A: Array, matrices: Array) -> Array:
    """Turn each row of even number with the row that follows it: rows of the shape of `A`.

    They are ``c x - s y`` and ``s x + c y`` for each pair of rows x and y.

    Parameters
    ----------
    A : ndarray of shape (2 * n_pairs, n_columns)
    matrices : ndarray of shape (n_pairs, 2, 2)
    """
    return (matrices @ A.reshape(len(matrices), 2, -1)).reshape(A.shape)


def next_round(n_rows: int) -> Indices:
    """Which row comes to each place for the next round, of shape (n_rows,).

    Row 0 stays, and all others move one seat on.

    Parameters
    ----------
    n_rows : int, even

    Examples
    --------
    >>> next_round(6)
    array([0, 3, 1, 5, 2, 4])
    """
    if n_rows == 2:
        return np.arange(2)
    even, odd = np.arange(0, n_rows, 2), np.arange(1, n_rows, 2)
    seats = [even[:1], odd[:1], even[1:-1]], [odd[1:], even[-1:]]
    return np.stack([np.concatenate(row) for row in seats], axis=1).ravel()
