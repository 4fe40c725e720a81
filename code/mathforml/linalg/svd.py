"""Singular values: every matrix turns, stretches along perpendicular axes, and turns again.

::

    A = U diag(s) V^T,      U^T U = I,      V^T V = I,      s_1 >= s_2 >= ... >= 0

The squares of the singular values are the eigenvalues of ``A A^T``, but squaring loses what is
small: a singular value below 1e-8 of the largest has a square below 1e-16 of the largest square,
which is rounding error. Hestenes does the rotations of Jacobi's method to the *rows* of A. The
entries of ``A A^T`` are the dot products of the rows, so the turn that would make one of them 0
makes two rows perpendicular::

    W A = diag(s) V^T      when all rows are perpendicular,      A = W^T diag(s) V^T

and ``A A^T`` is never formed. A triangle from Householder's QR is turned in place of A, with ``A =
Q R``: it has as few rows as A has columns, and takes fewer sweeps.

A matrix turns the circle of all unit vectors into an ellipse, and its longest half-axis over its
shortest is the condition number::

    kappa = max |A x| / min |A x|       over all x with |x| = 1
          = s_1 / s_n

It says how many times a relative error can grow when a system ``A x = b`` is solved. An error in b
may lie along the shortest axis, where going back stretches most, while b itself lies along the
longest. So the relative error of x is at most kappa times that of b, for some b it is that large,
and about ``log10(kappa)`` of the 16 digits of a number can be lost.

References
----------
Hestenes, M. R. (1958). Inversion of Matrices by Biorthogonalization and Related Results. Journal
of the Society for Industrial and Applied Mathematics 6(1), 51-90.

Demmel, J. and Veselić, K. (1992). Jacobi's Method is More Accurate than QR. SIAM Journal on Matrix
Analysis and Applications 13(4), 1204-1245.

Drmač, Z. and Veselić, K. (2008). New Fast and Accurate Jacobi SVD Algorithm. I. SIAM Journal on
Matrix Analysis and Applications 29(4), 1322-1342: the triangle.

Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Lecture 12: the condition
number.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_matrix, squarable
from mathforml._generators import at_the_call
from mathforml._special import signs
from mathforml._types import Array, ArrayLike
from mathforml.iteration import last, until
from mathforml.linalg.jacobi_rotation import next_round, rotate_pairs, rotation
from mathforml.linalg.norms import unit_of
from mathforml.linalg.qr import qr

MOST_SWEEPS = 50
NO_LENGTH = 1e-140  # of a row, beside a largest entry of about 1: its square loses digits


class RowsStep(NamedTuple):
    """Rows after some sweeps of rotations."""

    step: int  #: number of sweeps
    rows: Array  #: of shape (n_rows, n_columns), the turned rows, ``W A``
    W: Array  #: of shape (n_rows, n_rows), all rotations so far, as one orthogonal matrix
    gap: float  #: the largest cosine of an angle between two rows, without its sign


@at_the_call
def perpendicular_rows(A: ArrayLike) -> Iterator[RowsStep]:
    """Turn rows with each other, a pair at a time, until all are perpendicular; a sweep a step.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        Numbers of at most 1e150. A row shorter than 1e-140 counts as 0.
    """
    A = as_matrix(A, "A")
    squarable(A=A)
    n, m = A.shape
    # the identity beside the rows, turned with them, collects the rotations
    both = np.hstack([A, np.eye(n)])
    both = np.pad(both, ((0, n % 2), (0, 0)))  # a row of zeros makes their number even
    seats = next_round(len(both))
    for step in count():
        both[np.linalg.norm(both[:, :m], axis=1) < NO_LENGTH, :m] = 0
        rows, W = both[:n, :m].copy(), both[:n, m:].copy()
        yield RowsStep(step, rows, W, _largest_cosine(rows))
        for _ in range(len(both) - 1):
            x, y = both[::2, :m], both[1::2, :m]
            xx, yy, xy = (np.einsum("ij,ij->i", *pair) for pair in ((x, x), (y, y), (x, y)))
            _, turns = rotation(xx, yy, xy)
            both = rotate_pairs(both, turns)[seats]


def _largest_cosine(rows: Array) -> float:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    directions = rows / np.where(length > 0, length, 1.0)
    return float(np.abs(np.triu(directions @ directions.T, 1)).max())


class SVD(NamedTuple):
    """A matrix as turn, stretch and turn, ``A = U diag(s) V^T``, with ``k = min(A.shape)``."""

    #: Of shape (n_rows, k), orthogonal unit vectors, one in each column: where the axes of `Vt`
    #: come out.
    U: Array
    #: Of shape (k,), the singular values, from the largest down: how far each axis is stretched.
    s: Array
    #: Of shape (k, n_columns), orthogonal unit vectors, one in each row: the axes that stay
    #: perpendicular. The number that is furthest from 0 in each, the first of them, is positive.
    Vt: Array


def svd(A: ArrayLike) -> SVD:
    """Singular value decomposition, ``A = U diag(s) V^T``.

    Each singular value is right to some ``1e-16`` of the largest.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)
        Numbers of at most 1e150. Vectors that belong to equal singular values are arbitrary within
        what they span.

    Examples
    --------
    >>> U, s, Vt = svd([[2.0, 2.0], [-1.0, 1.0]])
    >>> (s**2).round(10)
    array([8., 2.])
    >>> Vt.round(4)
    array([[ 0.7071,  0.7071],
           [ 0.7071, -0.7071]])
    """
    A = as_matrix(A, "A")
    squarable(A=A)
    unit = unit_of(A)
    if A.shape[0] >= A.shape[1]:
        U, s, Vt = _of_tall(A / unit)
    else:
        V, s, Ut = _of_tall(A.T / unit)
        U, Vt = Ut.T, V.T
    sign = signs(Vt)
    return SVD(U * sign, unit * s, Vt * sign[:, None])


def _of_tall(A: Array) -> SVD:
    factors, n = qr(A), A.shape[1]
    tol = 4 * float(np.sqrt(n) * np.finfo(float).eps)
    steps = perpendicular_rows(factors.R)
    end = last(until(steps, tol=tol, max_steps=MOST_SWEEPS))
    s = np.linalg.norm(end.rows, axis=1)
    order = np.argsort(-s, kind="stable")
    s, rows, W = s[order], end.rows[order], end.W[order]
    rank = np.count_nonzero(s)
    Vt = _completed(rows[:rank] / s[:rank, None])
    U = factors.q_times(np.vstack([W.T, np.zeros((len(A) - n, n))]))
    return SVD(U, s, Vt)


def _completed(rows: Array) -> Array:
    """Add orthogonal unit vectors until there are as many rows as columns."""
    n = rows.shape[1]
    if len(rows) == n:
        return rows
    if len(rows) == 0:
        return np.eye(n)
    return np.vstack([rows, qr(rows.T).q_times(np.eye(n))[:, len(rows) :].T])


def condition_number(A: ArrayLike) -> float:
    """Longest over shortest half-axis of the ellipse that the map A makes of a circle.

    It takes the whole decomposition: far more work than to solve the system once. It is infinite
    with fewer rows than columns, and above about 1e16 it is itself rounding error.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns)

    Examples
    --------
    >>> condition_number([[3.0, 0.0], [0.0, -0.5]])
    6.0
    """
    A = as_matrix(A, "A")
    if A.shape[0] < A.shape[1]:
        return np.inf
    axes = svd(A / (np.abs(A).max() or 1.0)).s  # huge numbers have axes that are no numbers
    return float(axes[0] / axes[-1]) if axes[-1] > 0 else np.inf
