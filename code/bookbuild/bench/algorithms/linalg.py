"""Races of `mathforml.linalg`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.linalg.least_squares import solve_least_squares
from scipy.linalg import lstsq

from bookbuild.bench.races import Race


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(2_000, 100))
    y = X.sum(axis=1) + rng.normal(size=len(X))
    yield Race(
        "least squares by Householder",
        "2,000 samples of 100 features",
        ours=lambda: solve_least_squares(X, y),
        peer=lambda: lstsq(X, y)[0],
        library="SciPy lstsq (LAPACK)",
        at_most=5,
        agree=lambda theta, peer: np.allclose(theta, peer, rtol=1e-10),
    )
