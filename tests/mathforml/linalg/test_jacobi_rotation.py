"""Jacobi's rotation: a plane by hand, the definition, and a tournament in which all pairs meet."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.linalg.jacobi_rotation import next_round, rotate_pairs, rotation

entry = st.floats(-1e6, 1e6)


def one(*entries):
    return tuple(np.array([entry]) for entry in entries)


def test_by_hand():
    """[[5, 2], [2, 2]]: zeta = -3/4, t = -1/2, and the stretches are 5 + 1 and 2 - 1."""
    t, matrices = rotation(*one(5.0, 2.0, 2.0))
    assert t[0] == pytest.approx(-0.5, rel=1e-15)
    np.testing.assert_allclose(matrices[0], np.array([[2, 1], [-1, 2]]) / np.sqrt(5), rtol=1e-15)


@given(entry, entry, entry)
def test_the_turned_plane_does_not_mix(a_pp, a_qq, a_pq):
    [t], turns = rotation(*one(a_pp, a_qq, a_pq))
    np.testing.assert_allclose(turns[0] @ turns[0].T, np.eye(2), atol=1e-15)
    assert abs(t) <= 1
    A = np.array([[a_pp, a_pq], [a_pq, a_qq]])
    turned = rotate_pairs(rotate_pairs(A, turns).T, turns)
    expected = np.diag([a_pp - t * a_pq, a_qq + t * a_pq])
    np.testing.assert_allclose(turned, expected, atol=1e-14 * np.abs(A).max() + 1e-300)


@pytest.mark.parametrize(
    ("plane", "tangent"),
    [
        ((0.0, 0.0, 0.0), 0.0),
        ((1.0, 3.0, 0.0), 0.0),
        ((3.0, 1.0, 0.0), 0.0),
        ((2.0, 2.0, -1.0), -1.0),
        ((0.0, 1e300, 1e-300), 0.0),
        ((0.0, 0.0, 1e-300), 1.0),
    ],
)
def test_planes_that_mix_not_at_all_or_evenly(plane, tangent):
    assert rotation(*one(*plane))[0] == tangent


def test_all_pairs_turn_at_once():
    rng = np.random.default_rng(0)
    A, planes = rng.normal(size=(6, 4)), rng.normal(size=(3, 3))
    _, turns = rotation(*planes)
    turned = rotate_pairs(A, turns)
    for i, turn in enumerate(turns):
        pair = slice(2 * i, 2 * i + 2)
        np.testing.assert_allclose(turned[pair], turn @ A[pair])
    assert not np.shares_memory(turned, A)


@pytest.mark.parametrize("n", [2, 4, 6, 12, 30])
def test_in_a_sweep_all_rows_meet_once_and_go_home(n):
    seated, met = np.arange(n), []
    for _ in range(n - 1):
        met += [frozenset(map(int, pair)) for pair in seated.reshape(-1, 2)]
        seated = seated[next_round(n)]
    assert sorted(map(sorted, met)) == sorted(map(list, combinations(range(n), 2)))
    np.testing.assert_array_equal(seated, np.arange(n))
