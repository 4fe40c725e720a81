"""A bowl of any shape, on which what a method does is known in closed form."""

from __future__ import annotations

import numpy as np
from mathforml.optimize.objectives import Objective


def quadratic(A: object, b: object = None) -> Objective:
    """Return ``1/2 theta^T A theta - b^T theta`` for a symmetric A, and b = 0 when left out."""
    A = np.array(A, dtype=float)
    b = np.zeros(len(A)) if b is None else np.array(b, dtype=float)

    def loss(theta: object) -> float:
        theta = np.asarray(theta)
        return float(theta @ A @ theta / 2 - b @ theta)

    return Objective(loss, lambda theta: A @ theta - b, lambda theta: A.copy())
