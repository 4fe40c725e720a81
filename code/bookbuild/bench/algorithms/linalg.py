"""Races of `mathforml.linalg`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.linalg.distances import pairwise_distances
from mathforml.linalg.least_squares import solve_least_squares
from mathforml.linalg.lu import solve
from scipy.linalg import lstsq
from scipy.linalg import solve as lu_solve
from scipy.spatial.distance import cdist

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
    A, b = rng.normal(size=(500, 500)), rng.normal(size=500)
    yield Race(
        "elimination with partial pivoting",
        "500 equations",
        ours=lambda: solve(A, b),
        peer=lambda: lu_solve(A, b),
        library="SciPy solve (LAPACK)",
        at_most=10,
        agree=lambda x, peer: np.allclose(x, peer, rtol=1e-8),
    )
    points, others = rng.normal(size=(1_000, 20)), rng.normal(size=(1_000, 20))
    yield Race(
        "pairwise distances",
        "1,000 by 1,000 points of 20 features",
        ours=lambda: pairwise_distances(points, others),
        peer=lambda: cdist(points, others),
        library="SciPy cdist",
        at_most=2,
        agree=lambda table, peer: np.allclose(table, peer, rtol=1e-12),
    )
