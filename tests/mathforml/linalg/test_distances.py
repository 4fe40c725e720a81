"""Distances against SciPy, exact fractions and the laws of a metric; who is nearest."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg import distances
from mathforml.linalg.distances import distance, nearest, pairwise_distances
from mathforml.linalg.norms import norm
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist
from sklearn.metrics.pairwise import euclidean_distances

ORDERS = {1: "cityblock", 2: "euclidean", np.inf: "chebyshev"}
orders = pytest.mark.parametrize("p", ORDERS)
points = arrays(float, (4, 3), elements=st.floats(-1e3, 1e3))


def random_points(n, p, seed=0):
    return np.random.default_rng(seed).normal(size=(n, p))


def exact(X, Y):
    """Euclidean distances from exact fractions: only the root is rounded."""
    table = np.empty((len(X), len(Y)))
    for (i, x), (j, y) in product(enumerate(X), enumerate(Y)):
        square = sum((Fraction(a) - Fraction(b)) ** 2 for a, b in zip(x, y, strict=True))
        # the root of a whole number is exact; the 2^200 is for the digits after the point
        table[i, j] = float(Fraction(math.isqrt(int(square * 2**400)), 2**200))
    return table


@pytest.mark.parametrize(("p", "expected"), [(1, 7.0), (2, 5.0), (np.inf, 4.0)])
def test_by_hand(p, expected):
    assert distance([1, 1], [4, -3], p) == expected


@pytest.mark.parametrize("p", [*ORDERS, 1.5, 3, 40])
@pytest.mark.parametrize("shape", [(1, 1, 1), (7, 5, 3), (3, 200, 40), (300, 150, 2)], ids=str)
def test_against_scipy(p, shape):
    n_x, n_y, n_features = shape
    X, Y = random_points(n_x, n_features), random_points(n_y, n_features, seed=1)
    kind = {"metric": ORDERS[p]} if p in ORDERS else {"metric": "minkowski", "p": p}
    np.testing.assert_allclose(pairwise_distances(X, Y, p), cdist(X, Y, **kind), rtol=1e-12)


@orders
@given(X=points)
def test_the_laws_of_a_metric(p, X):
    table = pairwise_distances(X, p=p)
    assert (np.diag(table) == 0).all()
    np.testing.assert_allclose(table, table.T, rtol=1e-12)
    assert ((table == 0) == (X[:, None] == X).all(axis=2)).all()
    detours = table[:, :, None] + table[None]
    assert (table[:, None, :] <= detours * (1 + 1e-12)).all()


@given(points, st.floats(-1e3, 1e3))
def test_moving_all_points_keeps_distances_and_so_does_turning_for_p_2(X, step):
    table = pairwise_distances(X)
    Q = np.linalg.qr(random_points(3, 3))[0]
    np.testing.assert_allclose(pairwise_distances(X + step), table, atol=1e-11)
    np.testing.assert_allclose(pairwise_distances(X @ Q), table, atol=1e-11)


@given(points, st.integers(-200, 200))
def test_all_units_by_one_factor_change_all_distances_by_it(X, power):
    table = pairwise_distances(X)
    np.testing.assert_allclose(pairwise_distances(X * 2.0**power), table * 2.0**power, rtol=1e-12)


@pytest.mark.parametrize("offset", [0, 1e4, 1e8, 1e12])
def test_points_close_to_each_other_and_far_from_the_origin(offset):
    """The expanded square has no right digit left from 1e8 on; we have nearly all of them."""
    X = random_points(12, 3) + offset
    np.testing.assert_allclose(pairwise_distances(X), exact(X, X), rtol=1e-12)
    squares = (X**2).sum(axis=1)
    expanded = np.sqrt(np.maximum(squares[:, None] + squares - 2 * X @ X.T, 0))
    others = ~np.eye(12, dtype=bool)
    error = np.abs(expanded - exact(X, X))[others] / exact(X, X)[others]
    assert (error.max() > 0.01) == (offset >= 1e8)


@pytest.mark.parametrize("far", [1e3, 1e6, 1e10])
def test_tight_groups_far_apart(far):
    """No one place is close to all points, so that the digits of the close pairs cancel."""
    group = random_points(6, 2)
    X = np.vstack([group, group[::-1] * 1e-3 + far, group + np.array([-far, far])])
    np.testing.assert_allclose(pairwise_distances(X), exact(X, X), rtol=1e-12)
    error = np.abs(euclidean_distances(X) - exact(X, X)).max()
    assert (error > 0.01) == (far >= 1e6)


@pytest.mark.parametrize("p", [1, 2, 3, np.inf])
@pytest.mark.parametrize("size", [1e-320, 1e-200, 1e-160, 1e160, 1e300])
def test_tiny_and_huge(p, size):
    X = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 8.0]])
    rtol = 3e-4 if size < 1e-300 else 1e-12  # numbers that small have few digits
    expected = pairwise_distances(X, p=p) * size
    np.testing.assert_allclose(pairwise_distances(X * size, p=p), expected, rtol=rtol)


def test_a_middle_that_is_no_number_is_no_harm():
    X = [[1.7e308, 0.0], [1.6e308, 0.0]]
    np.testing.assert_allclose(pairwise_distances(X), [[0, 1e307], [1e307, 0]], rtol=1e-15)


@pytest.mark.parametrize("p", [1, 2, np.inf])
def test_samples_may_be_so_far_apart_that_only_the_points_are_within_reach(p):
    np.testing.assert_allclose(pairwise_distances([[0.0]], [[1.7e308], [-1.7e308]], p), 1.7e308)


def test_tiny_differences_beside_huge_ones_are_not_lost():
    X = [[1e-200, 0.0], [3e-200, 0.0], [0.0, 1e200]]
    np.testing.assert_allclose(pairwise_distances(X)[0], [0, 2e-200, 1e200], rtol=1e-15)


@pytest.mark.parametrize("offset", [0, 1e8])
def test_only_pairs_that_are_too_close_are_done_again(monkeypatch, offset):
    """Wherever the points are: the origin is moved into their middle."""
    pairs = []
    monkeypatch.setattr(distances, "norm", lambda x: pairs.append(len(x)) or norm(x))
    pairwise_distances(random_points(100, 5) + offset)
    assert sum(pairs) == 100


@orders
def test_equal_points(p):
    np.testing.assert_array_equal(pairwise_distances(np.full((5, 2), 0.1), p=p), 0)


def test_arguments_stay_as_they_are():
    X = random_points(3, 2)
    before = X.copy()
    pairwise_distances(X)
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize(
    ("X", "Y", "p", "error", "message"),
    [
        (np.ones((2, 3)), np.ones((2, 2)), 2, ValueError, r"features, got shapes \(2, 3\) and"),
        (np.ones(3), None, 2, ValueError, "X must be a matrix"),
        (np.ones((2, 3)), np.ones(3), 2, ValueError, "Y must be a matrix"),
        (np.empty((0, 3)), None, 2, ValueError, "X must not be empty"),
        ([[1.0, np.nan]], None, 2, ValueError, "X must be finite"),
        ([[1.0]], None, 0.5, ValueError, r"p must be at least 1, got 0\.5"),
        ([[1.7e308]], [[-1.7e308]], 2, ValueError, "so far apart"),
        ([[1.7e308]], [[-1.7e308]], np.inf, ValueError, "so far apart"),
        ([[1.5e308, 1.5e308]], [[0.0, 0.0]], 2, ValueError, "its length is not finite"),
    ],
)
def test_refusals(X, Y, p, error, message):
    with pytest.raises(error, match=message):
        pairwise_distances(X, Y, p)


def test_distance_refuses_what_is_no_pair_of_points():
    with pytest.raises(ValueError, match="x must be a vector"):
        distance([[1.0]], [1.0])
    with pytest.raises(ValueError, match="as many features"):
        distance([1.0], [1.0, 2.0])


@orders
def test_nearest_against_a_search_tree(p):
    X, queries = random_points(200, 3), random_points(50, 3, seed=1)
    found, (expected, index) = nearest(X, queries, p), cKDTree(X).query(queries, p=p)
    np.testing.assert_array_equal(found.index, index)
    np.testing.assert_allclose(found.distance, expected, rtol=1e-12)


def test_of_samples_at_the_same_distance_the_first_is_nearest():
    found = nearest([[1.0], [-1.0], [1.0]], [[0.0], [1.0]])
    np.testing.assert_array_equal(found.index, [0, 0])
    np.testing.assert_array_equal(found.distance, [1, 0])


def test_the_nearest_sample_depends_on_the_unit():
    X, point = np.array([[4.36, 680], [5.28, 675]]), np.array([[5.88, 680]])
    assert nearest(X, point).index == 0
    assert nearest(X / [1, 1000], point / [1, 1000]).index == 1
