"""k-means: against its definition, scikit-learn, and the laws of its steps and its start."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
import sklearn.cluster
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from mathforml.iteration import column, last, take, until
from mathforml.unsupervised.kmeans import assign, kmeans, kmeans_plus_plus, update
from scipy.stats import chisquare

data = arrays(
    float,
    array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=12),
    # whole numbers, among which there are duplicates and ties
    elements=st.integers(-50, 50).map(float),
)


def rest(X, centres0):
    return last(until(kmeans(X, centres0), tol=0, max_steps=300))


def distances(X, centres):
    """Squared distances of all samples to all centres, from the definition."""
    return ((X[:, None] - centres) ** 2).sum(axis=2)


def blobs(n_samples=300, n_features=3, n_clusters=4, seed=0):
    rng = np.random.default_rng(seed)
    centres = 2 * rng.normal(size=(n_clusters, n_features))
    return centres[rng.integers(n_clusters, size=n_samples)] + rng.normal(
        size=(n_samples, n_features)
    )


def test_by_hand():
    """0 and 2 share the centre 1; then 10 has its own."""
    start, first, second = take(kmeans([[0], [2], [10]], [[0], [1]]), 3)
    np.testing.assert_array_equal(start.labels, [0, 1, 1])
    assert (start.inertia, start.gap) == (82, 3)
    np.testing.assert_array_equal(first.centres, [[0], [6]])
    assert (first.inertia, first.gap) == (20, 1)
    np.testing.assert_array_equal(second.centres, [[1], [10]])
    assert (second.step, second.inertia, second.gap) == (2, 2, 0)


@given(data, st.data())
def test_every_step_follows_the_definition(X, draw):
    n_clusters = draw.draw(st.integers(1, len(X)))
    rows = draw.draw(st.permutations(range(len(X))))[:n_clusters]
    steps = take(kmeans(X, X[rows]), 6)
    for step in steps:
        to_centres = distances(X, step.centres)
        to_own = to_centres[np.arange(len(X)), step.labels]
        np.testing.assert_allclose(to_own, to_centres.min(axis=1), atol=1e-9)
        assert step.inertia == pytest.approx(to_own.sum(), abs=1e-9)
    for before, after in pairwise(steps):
        assert after.inertia <= before.inertia + 1e-9
        assert after.gap == np.count_nonzero(after.labels != before.labels)
        if len(set(before.labels)) == n_clusters:  # what empty clusters do is tested below
            means = [X[before.labels == j].mean(axis=0) for j in range(n_clusters)]
            np.testing.assert_allclose(after.centres, means, atol=1e-12)


@given(data, st.data())
def test_at_rest_each_centre_is_the_mean_of_the_samples_nearest_to_it(X, draw):
    n_clusters = draw.draw(st.integers(1, len(X)))
    rows = draw.draw(st.permutations(range(len(X))))[:n_clusters]
    end = rest(X, X[rows])
    for j in set(end.labels):
        np.testing.assert_allclose(end.centres[j], X[end.labels == j].mean(axis=0), atol=1e-12)
    # fewer clusters have samples only where fewer samples differ
    assert len(set(end.labels)) == min(n_clusters, len(np.unique(X, axis=0)))


@pytest.mark.parametrize("seed", range(5))
def test_from_the_same_start_as_scikit_learn(seed):
    X = blobs(seed=seed)
    start = X[:5]
    model = sklearn.cluster.KMeans(5, init=start, n_init=1, tol=0).fit(X)
    end = rest(X, start)
    assert end.step + 1 == model.n_iter_  # it also counts the step that finds out
    np.testing.assert_allclose(end.centres, model.cluster_centers_, rtol=1e-10)
    np.testing.assert_array_equal(end.labels, model.labels_)
    assert end.inertia == pytest.approx(model.inertia_, rel=1e-12)


@given(data, st.data())
def test_assign_and_update_follow_their_definitions(X, draw):
    n_clusters = draw.draw(st.integers(1, len(X)))
    centres = X[draw.draw(st.permutations(range(len(X))))[:n_clusters]] + 0.25
    labels = assign(X, centres)
    # whole numbers and quarters have no rounding errors: ties go to the first
    np.testing.assert_array_equal(labels, distances(X, centres).argmin(axis=1))
    before = labels.copy()
    moved = update(X, labels, centres)
    np.testing.assert_array_equal(labels, before)
    if len(set(labels)) == n_clusters:
        expected = [X[labels == j].mean(axis=0) for j in range(n_clusters)]
        np.testing.assert_allclose(moved, expected, atol=1e-12)


def test_one_cluster_is_the_mean_and_the_variance():
    X = blobs()
    end = rest(X, [[1e6, 0, 0]])
    np.testing.assert_allclose(end.centres[0], X.mean(axis=0), rtol=1e-12)
    assert end.inertia == pytest.approx(len(X) * X.var(axis=0).sum(), rel=1e-12)


def test_as_many_clusters_as_samples():
    X = np.random.default_rng(0).normal(size=(6, 2))
    end = rest(X, np.zeros((6, 2)))
    assert end.inertia == pytest.approx(0, abs=1e-28)
    assert sorted(end.labels) == [0, 1, 2, 3, 4, 5]


def test_an_empty_cluster_gets_the_furthest_sample():
    """All samples are nearer to 0 than to 1000, and 9 is the furthest from it."""
    _, first = take(kmeans([[1.0], [2.0], [9.0]], [[0.0], [1000.0]]), 2)
    np.testing.assert_allclose(first.centres, [[1.5], [9]], rtol=1e-14)


def test_two_empty_clusters_get_two_samples():
    _, first = take(kmeans([[1.0], [2.0], [9.0], [7.0]], [[0.0], [1000.0], [1000.0]]), 2)
    np.testing.assert_allclose(first.centres, [[1.5], [9], [7]], rtol=1e-14)


def test_duplicates_fill_as_many_clusters_as_there_are_different_samples():
    X = np.repeat([[0.1, 0.2], [0.3, 0.4]], 4, axis=0)
    end = rest(X, X[:5])
    assert len(set(end.labels)) == 2
    assert end.inertia == pytest.approx(0, abs=1e-30)


@pytest.mark.parametrize("offset", [0.0, 1e4, 1e12])
def test_far_from_the_origin(offset):
    X = offset + np.array([[0.0], [1.0], [5.0], [7.0]])
    end = rest(X, X[[0, 1]])
    np.testing.assert_allclose(end.centres - offset, [[0.5], [6]], atol=1e-15 * offset + 1e-15)
    assert end.inertia == pytest.approx(2.5, rel=1e-7)


@pytest.mark.parametrize("size", [1e-140, 1e140])
def test_tiny_and_huge_inputs(size):
    X = size * np.array([[0.0], [1.0], [5.0], [7.0]])
    end = rest(X, X[[0, 1]])
    np.testing.assert_allclose(end.centres / size, [[0.5], [6]], rtol=1e-12)
    assert end.inertia / size / size == pytest.approx(2.5)


@given(st.integers(0, 1000), st.floats(0.01, 100), st.floats(-100, 100))
def test_units_do_not_change_the_labels(seed, scale, shift):
    X = blobs(n_samples=40, seed=seed)
    np.testing.assert_array_equal(
        rest(X, X[:3]).labels, rest(scale * X + shift, scale * X[:3] + shift).labels
    )


def test_steps_own_their_arrays():
    X = blobs()
    expected = take(kmeans(X, X[:3]), 4)
    centres0 = X[:3].copy()
    walk, seen = kmeans(X, centres0), []
    centres0[:] = 99
    for _ in range(4):
        step = next(walk)
        seen.append(step._replace(centres=step.centres.copy(), labels=step.labels.copy()))
        step.centres[:], step.labels[:] = 99, 0
    for name in ("centres", "labels", "gap"):
        np.testing.assert_array_equal(column(seen, name), column(expected, name))


@pytest.mark.parametrize(
    ("X", "centres0", "error", "message"),
    [
        ([[1.0], [2.0]], [[1.0, 2.0]], ValueError, r"centres0 must .* of 1 numbers, got \(1, 2\)"),
        ([[1.0], [2.0]], [[1.0]] * 3, ValueError, r"at most 2 rows .* got \(3, 1\)"),
        ([[1.0], [2.0]], [1.0], ValueError, "centres0 must be a matrix"),
        ([1.0, 2.0], [[1.0]], ValueError, "X must be a matrix"),
        (np.empty((0, 2)), [[1.0, 2.0]], ValueError, "X must not be empty"),
        ([[1.0], [np.nan]], [[1.0]], ValueError, "X must be finite"),
        ([[1.0], [2.0]], [[np.inf]], ValueError, "centres0 must be finite"),
        ([[1.0], [1e160]], [[1.0]], ValueError, "X must be at most 1e150"),
        ([[1.0], [2.0]], [[-1e160]], ValueError, "centres0 must be at most 1e150"),
        ([[0.0], [1e-160]], [[0.0]], ValueError, "X must vary by 1e-150 or more"),
        ([["a"]], [[1.0]], TypeError, "X must hold real numbers"),
    ],
)
def test_refusals(X, centres0, error, message):
    with pytest.raises(error, match=message):
        kmeans(X, centres0)


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


def test_the_centres_of_a_start_are_copies():
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
def test_a_start_is_refused(X, n_clusters, rng, error, message):
    with pytest.raises(error, match=message):
        kmeans_plus_plus(X, n_clusters, rng=rng)
