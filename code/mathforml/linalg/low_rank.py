"""Low rank: the best that k directions can say of a matrix, and how far off it is.

The singular value decomposition is a sum of layers, each a column times a row, from the strongest
down. Keep k of them::

    A   = s_1 u_1 v_1^T + ... + s_r u_r v_r^T
    A_k = s_1 u_1 v_1^T + ... + s_k u_k v_k^T

Of all matrices of rank k none is closer to A (Eckart and Young for the sum of squares; Mirsky for
every norm that turning does not change), and how far off it is, is known beforehand::

    |A - A_k|_F = sqrt(s_{k+1}^2 + ... + s_r^2),      |A - A_k|_2 = s_{k+1}

References
----------
Eckart, C. and Young, G. (1936). The Approximation of One Matrix by Another of Lower Rank.
Psychometrika 1(3), 211-218.

Mirsky, L. (1960). Symmetric Gauge Functions and Unitarily Invariant Norms. The Quarterly Journal
of Mathematics 11(1), 50-59.

Trefethen, L. N. and Bau, D. (1997). Numerical Linear Algebra. SIAM. Theorems 5.8 and 5.9.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_vector, whole
from mathforml._types import Array, ArrayLike
from mathforml.linalg.svd import SVD


class LowRank(NamedTuple):
    """The best approximation of a matrix by one of rank k, kept as two thin factors."""

    left: Array  #: of shape (n_rows, k), the columns of the layers, each times its singular value
    right: Array  #: of shape (k, n_columns), the rows of the layers, unit vectors
    #: How far off it is: the root of the sum of squared differences (the Frobenius norm).
    error: float
    #: The largest length of ``(A - A_k) x`` for a unit vector x (the spectral norm).
    largest_error: float

    @property
    def matrix(self) -> Array:
        """The approximation itself, the product of its factors, of shape (n_rows, n_columns)."""
        return self.left @ self.right

    @property
    def n_stored(self) -> int:
        """How many numbers the two factors hold, ``k (n_rows + n_columns)``."""
        return self.left.size + self.right.size


def low_rank(factors: SVD, k: int) -> LowRank:
    """Keep the k strongest layers of a matrix.

    Where ``s_k`` and ``s_{k+1}`` are equal, other matrices of rank k are as close.

    Parameters
    ----------
    factors : SVD
    k : int, from 0 to the number of singular values

    Examples
    --------
    >>> from mathforml.linalg.svd import svd
    >>> kept = low_rank(svd([[2.0, 2.0], [-1.0, 1.0]]), 1)
    >>> kept.matrix.round(10) + 0.0
    array([[2., 2.],
           [0., 0.]])
    """
    s, k = factors.s, whole(k, "k", minimum=0)
    if k > len(s):
        raise ValueError(f"k must be at most {len(s)}, the number of singular values, got {k}")
    left, right = factors.U[:, :k] * s[:k], factors.Vt[:k].copy()
    largest = float(s[k]) if k < len(s) else 0.0
    return LowRank(left, right, float(truncation_errors(s)[k]), largest)


def truncation_errors(s: ArrayLike) -> Array:
    """How far off the best approximation of each rank is, of shape (n_values + 1,).

    Entry k is the root of the sum of the squares of all singular values but the first k.

    Parameters
    ----------
    s : ndarray of shape (n_values,), singular values from the largest down
    """
    s = as_vector(s, "s")
    if (s < 0).any() or (np.diff(s) > 0).any():
        raise ValueError("s must be singular values: at least 0, and from the largest down")
    largest = s[0] if s[0] > 0 else 1.0  # the squares of huge or tiny numbers are not finite or 0
    # from the smallest up, so that the small ones are not lost in the sum
    squares = np.cumsum((s[::-1] / largest) ** 2)[::-1]
    return largest * np.sqrt(np.append(squares, 0.0))
