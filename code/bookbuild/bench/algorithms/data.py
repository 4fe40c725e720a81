"""Races of `mathforml.data`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.data.standardise import fit_standardisation
from sklearn.preprocessing import StandardScaler

from bookbuild.bench.races import Race


def races() -> Iterator[Race]:
    X = np.random.default_rng(0).normal(size=(10_000, 50)) * np.geomspace(1, 1e4, 50) + 100
    yield Race(
        "standardise",
        "10,000 samples of 50 features, fit and apply",
        ours=lambda: fit_standardisation(X).apply(X),
        peer=lambda: StandardScaler().fit_transform(X),
        library="scikit-learn StandardScaler",
        at_most=2,
        agree=lambda Z, peer: np.allclose(Z, peer, atol=1e-12),
    )
