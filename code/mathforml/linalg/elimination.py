"""Gaussian elimination: subtract rows from rows until a staircase is left.

The largest number of a column becomes its pivot, and its row moves up. A multiple of that row is
subtracted from each row below, which leaves only zeros under the pivot::

    m_i = A_ic / A_rc,    row_i <- row_i - m_i row_r      for every row i below row r

Then the rows below, without column c, are the same task again. Read as equations, the rows have
the same solutions before and after every step. The number of pivots is the rank.

The largest number, because then every multiplier lies between -1 and 1, and what is subtracted
cannot swamp what is there (partial pivoting).

References
----------
Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations. 4th edition. Johns Hopkins University
Press. Sections 3.2 and 3.4.

Strang, G. (2016). Introduction to Linear Algebra. 5th edition. Wellesley-Cambridge Press. Sections
2.2 and 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_matrix, bounded
from mathforml._generators import at_the_call
from mathforml._types import Array, ArrayLike


class EliminationStep(NamedTuple):
    """A matrix after some steps of elimination."""

    step: int  #: the number of pivots so far; at the end, the rank
    matrix: Array  #: of shape (n_rows, n_columns)
    column: int  #: where the newest pivot stands, in row ``step - 1``; -1 at the start
    exchanged: int  #: the row that changed places with row ``step - 1``; -1 at the start
    #: Of shape (n_rows,), how many times the pivot's row was subtracted from each row below it; 0
    #: for the others.
    multipliers: Array


@at_the_call
def eliminate(A: ArrayLike) -> Iterator[EliminationStep]:
    """Reduce a matrix to its row echelon form, a pivot at a time.

    A system ``A x = b`` is reduced as the matrix ``[A b]``; a pivot in its last column says that
    the system has no solution. What is left of a number counts as 0, and is written so, when it is
    at most ``max(A.shape)`` times the machine's precision, 2.2e-16, of the largest number that its
    column had.

    Parameters
    ----------
    A : ndarray of shape (n_rows, n_columns), of at most 1e300

    Examples
    --------
    >>> steps = list(eliminate([[2.0, 1.0], [4.0, 4.0], [6.0, 3.0]]))
    >>> steps[1].matrix
    array([[6., 3.],
           [0., 2.],
           [0., 0.]])
    """
    A = as_matrix(A, "A")
    bounded(A=A)
    A, r = A.copy(), 0
    nothing = max(A.shape) * np.finfo(float).eps * np.abs(A).max(axis=0)
    yield EliminationStep(0, A.copy(), -1, -1, np.zeros(len(A)))
    for c in range(A.shape[1]):
        pivot = r + np.abs(A[r:, c]).argmax()
        if np.abs(A[pivot, c]) <= nothing[c]:
            continue
        A[[r, pivot]] = A[[pivot, r]]
        m = np.zeros(len(A))
        m[r + 1 :] = A[r + 1 :, c] / A[r, c]
        A -= np.outer(m, A[r])
        A[r + 1 :, c] = 0
        A[r + 1 :][np.abs(A[r + 1 :]) <= nothing] = 0
        r += 1
        yield EliminationStep(r, A.copy(), c, int(pivot), m)
        if r == len(A):
            break
