"""k-means++: the chance of every start, and what it does with duplicates."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from mathforml.unsupervised.kmeans_plus_plus import kmeans_plus_plus
from scipy.stats import chisquare


def chances(X, n_clusters):
    """The chance of each sequence of rows, from the definition, for one feature."""
    found = {(i,): 1 / len(X) for i in range(len(X))}
    for _ in range(n_clusters - 1):
        longer = {}
        for rows, chance in found.items():
            squared = [min((x - X[j]) ** 2 for j in rows) for x in X]
            for i, weight in enumerate(squared):
                if weight:
                    longer[*rows, i] = chance * weight / sum(squared)
        found = longer
    return found


def test_each_start_has_its_chance():
    X = [0.0, 1.0, 3.0, 7.0]
    expected = chances(X, 3)
    assert sum(expected.values()) == pytest.approx(1)
    rng, n_draws = np.random.default_rng(0), 5000
    draws = (kmeans_plus_plus(np.c_[X], 3, rng=rng)[:, 0] for _ in range(n_draws))
    seen = Counter(tuple(X.index(x) for x in draw) for draw in draws)
    assert set(seen) <= set(expected)
    frequencies = [seen[rows] for rows in expected]
    assert chisquare(frequencies, n_draws * np.array(list(expected.values()))).pvalue > 0.01


@pytest.mark.parametrize("seed", range(20))
def test_centres_are_different_samples(seed):
    X = np.repeat(np.arange(5.0)[:, None], [1, 1, 1, 1, 50], axis=0)
    centres = kmeans_plus_plus(X, 5, rng=np.random.default_rng(seed))
    assert sorted(centres[:, 0]) == [0, 1, 2, 3, 4]


def test_more_clusters_than_different_samples():
    centres = kmeans_plus_plus([[2.0, 3.0]] * 4, 3, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(centres, [[2, 3]] * 3)


def test_the_centres_are_copies():
    X = np.ones((3, 2))
    kmeans_plus_plus(X, 1, rng=np.random.default_rng(0))[:] = 99
    assert (X == 1).all()


@pytest.mark.parametrize(
    ("X", "n_clusters", "rng", "error", "message"),
    [
        ([[1.0]], 2, np.random.default_rng(0), ValueError, "at most the number of samples, 1"),
        ([[1.0]], 0, np.random.default_rng(0), ValueError, "n_clusters must be at least 1"),
        ([[1.0]], 1, 0, TypeError, "rng must be a generator"),
        ([[np.nan]], 1, np.random.default_rng(0), ValueError, "X must be finite"),
        ([[1e200]], 1, np.random.default_rng(0), ValueError, "X must be at most 1e150"),
    ],
)
def test_refusals(X, n_clusters, rng, error, message):
    with pytest.raises(error, match=message):
        kmeans_plus_plus(X, n_clusters, rng=rng)
