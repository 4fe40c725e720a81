"""Markov decision processes: the values of actions, and what is no such process."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.reinforcement.mdp import MDP

STAY, SWAP = [[1.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [1.0, 0.0]]


def test_by_hand():
    mdp = MDP([STAY, SWAP], [[0, 1], [5, 6]], gamma=0.5)
    np.testing.assert_array_equal(mdp.action_values([10, 20]), [[5, 11], [15, 11]])


@given(st.integers(0, 1000))
def test_action_values_are_sums_over_the_next_states(seed):
    rng = np.random.default_rng(seed)
    n_actions, n_states = rng.integers(1, 5, size=2)
    P = rng.dirichlet(np.ones(n_states), size=(n_actions, n_states))
    r, v = rng.normal(size=(n_actions, n_states)), rng.normal(size=n_states)
    found = MDP(P, r, gamma=0.9).action_values(v)
    for a in range(n_actions):
        for s in range(n_states):
            expected = r[a, s] + 0.9 * sum(P[a, s, t] * v[t] for t in range(n_states))
            assert found[a, s] == pytest.approx(expected, abs=1e-12)


def test_probabilities_may_be_rounded():
    """Ten tenths add up to 1 but for the last digit."""
    MDP(np.full((1, 10, 10), 0.1), np.zeros((1, 10)), gamma=0.5)


def test_the_arrays_are_its_own():
    P, r = np.array([STAY, SWAP]), np.ones((2, 2))
    mdp = MDP(P, r, gamma=0.5)
    P[:], r[:] = 99, 99
    np.testing.assert_array_equal(mdp.action_values([4, 4]), np.full((2, 2), 3))


@pytest.mark.parametrize(
    ("transitions", "rewards", "gamma", "error", "message"),
    [
        (
            [STAY, [[0, 1], [0.5, 0.4]]],
            np.ones((2, 2)),
            0.5,
            ValueError,
            r"\[1, 1\] .* 1, got 0\.9",
        ),
        ([[[2, -1], [0, 1]]], [[1, 1]], 0.5, ValueError, "probabilities, but one of them is -1"),
        (STAY, [[1, 1]], 0.5, ValueError, r"transitions must have shape .* got \(2, 2\)"),
        ([[[1, 0]]], [[1]], 0.5, ValueError, r"transitions must have shape .* got \(1, 1, 2\)"),
        (np.empty((1, 0, 0)), [[]], 0.5, ValueError, "transitions must not be empty"),
        ([[[np.nan]]], [[1]], 0.5, ValueError, "transitions must be finite"),
        ([STAY], [1, 1], 0.5, ValueError, r"rewards must .* \(1, 2\), got shape \(2,\)"),
        ([STAY, SWAP], [[1, 1]], 0.5, ValueError, r"rewards must .* \(2, 2\), got shape \(1, 2\)"),
        ([STAY], [[1, np.inf]], 0.5, ValueError, "rewards must be finite"),
        ([STAY], [[1, 1e308]], 0.9, ValueError, r"rewards / \(1 - gamma\) must be finite"),
        ([STAY], [["a", "b"]], 0.5, TypeError, "rewards must hold real numbers"),
        ([STAY], [[1, 1]], 1, ValueError, "gamma must be at least 0 and below 1, got 1"),
        ([STAY], [[1, 1]], -0.1, ValueError, "gamma must be at least 0 and below 1"),
        ([STAY], [[1, 1]], np.nan, ValueError, "gamma must be at least 0 and below 1"),
    ],
)
def test_refusals(transitions, rewards, gamma, error, message):
    with pytest.raises(error, match=message):
        MDP(transitions, rewards, gamma=gamma)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1.0], "values has 1 and states has 2"),
        ([1.0, np.nan], "values must be finite"),
        ([[1.0, 2.0]], "values must be a vector"),
    ],
)
def test_refused_values(values, message):
    with pytest.raises(ValueError, match=message):
        MDP([STAY], [[1, 1]], gamma=0.5).action_values(values)
