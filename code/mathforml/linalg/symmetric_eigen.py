"""Eigenvalues of a symmetric matrix by Jacobi's method: turn the axes until nothing mixes.

A symmetric matrix stretches along n perpendicular directions, its eigenvectors, and does nothing
else (the spectral theorem)::

    A v_i = lambda_i v_i,      A = V diag(lambda) V^T,      V^T V = I

In axes along these directions it is diagonal. Jacobi finds them a plane at a time: each rotation
makes one entry beside the diagonal 0, and the sum of the squares of those entries falls by exactly
twice the square of that one. Later rotations bring entries back, but smaller ones. At the end the
sum is about squared in every sweep.

Of the ways to eigenvalues this is the shortest and one of the most accurate: each eigenvalue is
right to some ``1e-16`` of the largest. LAPACK first makes the matrix tridiagonal, which costs
fewer operations.

References
----------
Jacobi, C. G. J. (1846). Über ein leichtes Verfahren, die in der Theorie der Säcularstörungen
vorkommenden Gleichungen numerisch aufzulösen. Journal für die reine und angewandte Mathematik 30,
51-94.

Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations. 4th edition. Johns Hopkins University
Press. Section 8.5.

Luk, F. T. and Park, H. (1989). A Proof of Convergence for Two Parallel Jacobi SVD Algorithms. IEEE
Transactions on Computers 38(6), 806-811: for the order of our rounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_symmetric, squarable
from mathforml._docs import parameters_like
from mathforml._generators import at_the_call
from mathforml._special import signs
from mathforml._types import Array, ArrayLike
from mathforml.iteration import last, until
from mathforml.linalg.jacobi_rotation import next_round, rotate_pairs, rotation
from mathforml.linalg.norms import unit_of

MOST_SWEEPS = 50  # Hilbert matrices take the most that we have met: 16


class JacobiStep(NamedTuple):
    """A symmetric matrix after some sweeps of Jacobi's rotations."""

    step: int  #: number of sweeps
    A: Array  #: of shape (n, n), the matrix in the turned axes, ``V^T A V``
    V: Array  #: of shape (n, n), the turned axes, one in each column
    #: How much of the matrix stands beside its diagonal: the root of the sum of the squares there,
    #: as a part of that of all entries, which no rotation changes.
    gap: float


class Eigen(NamedTuple):
    """Eigenvalues and eigenvectors of a symmetric matrix, ``A = V diag(values) V^T``."""

    values: Array  #: of shape (n,), from the largest down
    #: Of shape (n, n), orthogonal unit vectors, one in each column. A vector and its opposite are
    #: equally good: the number that is furthest from 0 in it, the first of them, is positive.
    vectors: Array


@at_the_call
def jacobi(A: ArrayLike) -> Iterator[JacobiStep]:
    """Turn the axes a pair at a time until a symmetric matrix is diagonal, one sweep a step.

    The diagonal tends to its eigenvalues, in some order, and the columns of V to its eigenvectors.

    Parameters
    ----------
    A : ndarray of shape (n, n), symmetric, of at most 1e150
    """
    A = as_symmetric(A, "A")
    squarable(A=A)
    n, unit = len(A), unit_of(A)
    A = (A / 2 + A.T / 2) / unit
    A = np.pad(A, (0, n % 2))  # an axis that mixes with none makes their number even
    Vt, size = np.eye(len(A)), np.linalg.norm(A) or 1.0
    for step in count():
        off = float(np.linalg.norm(A - np.diag(np.diag(A))) / size)
        yield JacobiStep(step, unit * A[:n, :n], Vt[:n, :n].T.copy(), off)
        A, Vt = _sweep(A, Vt)


def _sweep(A: Array, Vt: Array) -> tuple[Array, Array]:
    """Turn each pair of axes once."""
    seats = next_round(len(A))
    p, q = np.argsort(seats).reshape(-1, 2).T  # where each pair sits afterwards
    for _ in range(len(A) - 1):
        a_pp, a_qq, a_pq = A.diagonal()[::2], A.diagonal()[1::2], A.diagonal(1)[::2]
        t, turns = rotation(a_pp, a_qq, a_pq)
        stretched = a_pp - t * a_pq, a_qq + t * a_pq
        # the rows of A, and then its columns, which are the rows of what is symmetric again
        A = rotate_pairs(rotate_pairs(A, turns)[seats].T, turns)[seats]
        Vt = rotate_pairs(Vt, turns)[seats]
        # known exactly, so not left to rounding
        A[p, p], A[q, q] = stretched
        A[p, q] = A[q, p] = 0
    return A, Vt


@parameters_like(jacobi)
def symmetric_eigen(A: ArrayLike) -> Eigen:
    """Eigenvalues and eigenvectors of a symmetric matrix, from the largest value down.

    Vectors with equal values span a plane, or more; which of them stand for it is arbitrary.

    Examples
    --------
    >>> values, vectors = symmetric_eigen([[2.0, 1.0], [1.0, 2.0]])
    >>> values
    array([3., 1.])
    >>> vectors.round(4)
    array([[ 0.7071,  0.7071],
           [ 0.7071, -0.7071]])
    """
    tol = float(np.finfo(float).eps)
    end = last(until(jacobi(A), tol=tol, max_steps=MOST_SWEEPS))
    order = np.argsort(-np.diag(end.A), kind="stable")
    vectors = end.V[:, order]
    return Eigen(np.diag(end.A)[order], vectors * signs(vectors.T))
