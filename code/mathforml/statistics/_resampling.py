"""Deal the data again, many times, and compute a statistic of each deal."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathforml._checks import one_for_each
from mathforml._types import Array

BLOCK = 1_000_000  # numbers that are dealt at a time


def replicates(
    deal: Callable[[int], Array], statistic: Callable[[Array], Array], n: int, *, size: int
) -> Array:
    """Return the statistic of n deals of `size` numbers each.

    `deal` gives so many deals, one in each row, and `statistic` a number for each row.
    """
    step = max(1, BLOCK // size)
    blocks = (deal(min(step, n - start)) for start in range(0, n, step))
    return np.concatenate(
        [one_for_each(statistic(block), len(block), "statistic") for block in blocks]
    )
