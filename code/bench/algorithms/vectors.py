"""Races of the lengths and distances of `mathforml.linalg`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.linalg.distances import pairwise_distances
from mathforml.linalg.norms import norm
from scipy.spatial.distance import cdist

from bench.races import Race


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
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
    many = rng.normal(size=(10_000, 20))
    for p in (1, 2, np.inf):
        yield norm_race(many, p)


def norm_race(vectors: np.ndarray, p: float) -> Race:
    return Race(
        f"norm with p = {p:g}",
        f"{len(vectors):,} vectors of {vectors.shape[1]}",
        ours=lambda: norm(vectors, p),
        peer=lambda: np.linalg.norm(vectors, p, axis=1),
        library="NumPy norm",
        at_most=10,  # ours is safe for huge and tiny numbers
        agree=lambda lengths, peer: np.allclose(lengths, peer, rtol=1e-13),
    )
