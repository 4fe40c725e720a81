"""The estimator of k-means: scikit-learn's checks, and every partition of small sets."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import sklearn.cluster
from mathforml.estimators.kmeans import KMeans
from mathforml.iteration import ConvergenceWarning
from sklearn.utils.estimator_checks import check_estimator


def least_inertia(X, n_clusters):
    """The least inertia of all ways to label the samples."""
    best = np.inf
    for labels in product(range(n_clusters), repeat=len(X)):
        groups = (X[np.equal(labels, j)] for j in set(labels))
        best = min(best, sum(((g - g.mean(axis=0)) ** 2).sum() for g in groups))
    return best


def blobs(n_samples=300, n_features=3, n_clusters=4, seed=0):
    rng = np.random.default_rng(seed)
    centres = 2 * rng.normal(size=(n_clusters, n_features))
    return centres[rng.integers(n_clusters, size=n_samples)] + rng.normal(
        size=(n_samples, n_features)
    )


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("n_clusters", [1, 2, 3])
def test_the_best_of_many_starts_is_the_best_of_all_partitions(seed, n_clusters):
    X = np.random.default_rng(seed).normal(size=(8, 2))
    model = KMeans(n_clusters, n_init=30, random_state=seed).fit(X)
    assert model.inertia_ == pytest.approx(least_inertia(X, n_clusters), rel=1e-12)


def test_is_a_scikit_learn_estimator():
    check_estimator(KMeans(), on_skip=None)


def test_predicts_the_labels_of_its_samples():
    X = blobs()
    model = KMeans(4, random_state=0).fit(X)
    np.testing.assert_array_equal(model.predict(X), model.labels_)
    assert model.predict(model.cluster_centers_).tolist() == [0, 1, 2, 3]


def test_is_as_good_as_scikit_learn():
    X = blobs()
    other = sklearn.cluster.KMeans(4, n_init=10, random_state=0).fit(X)
    assert KMeans(4, random_state=0).fit(X).inertia_ <= other.inertia_ * 1.001


def test_the_same_seed_gives_the_same_clusters():
    X = blobs()
    first, again = (KMeans(6, n_init=1, random_state=3).fit(X) for _ in range(2))
    np.testing.assert_array_equal(first.labels_, again.labels_)
    rng = np.random.default_rng(3)
    fresh = KMeans(6, n_init=1, random_state=rng).fit(X)
    np.testing.assert_array_equal(first.labels_, fresh.labels_)


def test_says_when_it_is_not_at_rest():
    X = blobs()
    with pytest.warns(ConvergenceWarning, match="after 2 steps gap is"):
        model = KMeans(6, n_init=1, max_iter=1, random_state=0).fit(X)
    assert model.n_iter_ == 1


@pytest.mark.parametrize(
    ("parameters", "error", "message"),
    [
        ({"n_clusters": 0}, ValueError, "n_clusters must be at least 1"),
        ({"n_clusters": 2.0}, TypeError, "n_clusters must be an integer"),
        ({"n_init": 0}, ValueError, "n_init must be at least 1"),
        ({"max_iter": 0}, ValueError, "max_iter must be at least 1"),
        ({"n_clusters": 4}, ValueError, r"3 sample\(s\) .* a minimum of 4 is required by KMeans"),
    ],
)
def test_refused_parameters(parameters, error, message):
    with pytest.raises(error, match=message):
        KMeans(**{"n_clusters": 2, **parameters}).fit([[1.0], [2.0], [3.0]])
