"""Races of `mathforml.data`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.data.bag_of_words import bag_of_words, find_vocabulary
from mathforml.data.one_hot import one_hot
from mathforml.data.standardise import fit_standardisation
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from bookbuild.bench.races import Race


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(10_000, 50)) * np.geomspace(1, 1e4, 50) + 100
    yield Race(
        "standardise",
        "10,000 samples of 50 features, fit and apply",
        ours=lambda: fit_standardisation(X).apply(X),
        peer=lambda: StandardScaler().fit_transform(X),
        library="scikit-learn StandardScaler",
        at_most=2,
        agree=lambda Z, peer: np.allclose(Z, peer, atol=1e-12),
    )
    kinds = rng.choice(["red", "green", "blue"], size=10_000).tolist()
    column = [[kind] for kind in kinds]
    yield Race(
        "one-hot vectors",
        "10,000 samples of 3 categories",
        ours=lambda: one_hot(kinds).matrix,
        peer=lambda: OneHotEncoder(sparse_output=False).fit_transform(column),
        library="scikit-learn OneHotEncoder",
        at_most=2,
        agree=np.array_equal,
    )
    words = [f"word{i}" for i in range(1_000)]
    texts = [" ".join(rng.choice(words, size=50)) for _ in range(500)]
    yield Race(
        "bag of words",
        "500 texts of 50 words",
        ours=lambda: bag_of_words(texts, find_vocabulary(texts)),
        peer=lambda: CountVectorizer().fit_transform(texts),
        library="scikit-learn CountVectorizer",
        at_most=2,
        agree=lambda counts, peer: np.array_equal(counts, peer.toarray()),
    )
