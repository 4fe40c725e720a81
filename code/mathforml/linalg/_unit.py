"""A unit in which the entries of an array are about 1, so that their squares keep their digits."""

from __future__ import annotations

import numpy as np

from mathforml._types import Array


def unit_of(A: Array) -> float:
    """A power of two just above every entry of A; to divide by it rounds nothing; 1 for zeros."""
    return 2.0 ** int(np.frexp(np.abs(A).max())[1])
