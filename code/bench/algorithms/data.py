"""Races of `mathforml.data`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.data.bag_of_words import bag_of_words, find_vocabulary
from mathforml.data.one_hot import one_hot
from mathforml.data.polynomial import legendre, monomials
from mathforml.data.standardise import fit_standardisation
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler

from bench.races import Race


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
    yield Race(
        "products of features",
        "1,000 samples, 285 products of up to 3 of 10",
        ours=lambda: monomials(X[:1000, :10], degree=3),
        peer=lambda: PolynomialFeatures(3, include_bias=False).fit_transform(X[:1000, :10]),
        library="scikit-learn PolynomialFeatures",
        at_most=2,
        agree=lambda ours, peer: np.allclose(ours, peer, rtol=1e-10),
    )
    x = rng.uniform(-1, 1, size=10_000)
    yield Race(
        "Legendre polynomials",
        "10,000 samples, degree 15",
        ours=lambda: legendre(x, degree=15),
        peer=lambda: np.polynomial.legendre.legvander(x, 15)[:, 1:],
        library="NumPy legvander",
        at_most=2,
        agree=lambda ours, peer: np.allclose(ours, peer, atol=1e-12),
    )
