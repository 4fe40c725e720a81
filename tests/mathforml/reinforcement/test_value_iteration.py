"""Value iteration against every policy, each with the exact solution of its linear system."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import column, last, take, until
from mathforml.reinforcement.mdp import MDP
from mathforml.reinforcement.value_iteration import greedy_policy, value_iteration

processes = st.builds(
    lambda seed, n_actions, n_states, gamma: random_mdp(seed, n_actions, n_states, gamma),
    seed=st.integers(0, 1000),
    n_actions=st.integers(1, 3),
    n_states=st.integers(1, 4),
    gamma=st.sampled_from([0.0, 0.5, 0.9, 0.99]),
)


def random_mdp(seed, n_actions, n_states, gamma):
    rng = np.random.default_rng(seed)
    P = rng.dirichlet(np.full(n_states, 0.5), size=(n_actions, n_states))
    return MDP(P, rng.normal(size=(n_actions, n_states)), gamma=gamma)


def policy_values(mdp, policy):
    """Values of the states for who follows a policy: ``(I - gamma P_pi) v = r_pi``."""
    states = np.arange(mdp.rewards.shape[1])
    P, r = mdp.transitions[policy, states], mdp.rewards[policy, states]
    return np.linalg.solve(np.eye(len(states)) - mdp.gamma * P, r)


def optimal_values(mdp):
    """The largest value of each state over all policies."""
    n_actions, n_states = mdp.rewards.shape
    policies = product(range(n_actions), repeat=n_states)
    return np.max([policy_values(mdp, list(policy)) for policy in policies], axis=0)


@given(processes)
def test_against_every_policy(mdp):
    end = last(until(value_iteration(mdp), tol=1e-9))
    np.testing.assert_allclose(end.values, optimal_values(mdp), atol=1e-8)
    np.testing.assert_allclose(
        policy_values(mdp, greedy_policy(mdp, end.values)), optimal_values(mdp), atol=1e-8
    )


@given(processes, st.integers(0, 100))
def test_the_distance_shrinks_and_the_gap_bounds_it(mdp, seed):
    start = 10 * np.random.default_rng(seed).normal(size=mdp.rewards.shape[1])
    steps = take(value_iteration(mdp, start), 30)
    distance = np.abs(column(steps, "values") - optimal_values(mdp)).max(axis=1)
    assert (distance[1:] <= mdp.gamma * distance[:-1] + 1e-11).all()
    assert (distance <= column(steps, "gap") + 1e-11).all()


@given(processes, st.integers(0, 100))
def test_what_the_greedy_policy_may_lose(mdp, seed):
    optimal = optimal_values(mdp)
    values = optimal + 0.3 * np.random.default_rng(seed).normal(size=len(optimal))
    loss = optimal - policy_values(mdp, greedy_policy(mdp, values))
    b = np.abs(values - optimal).max()
    assert loss.max() <= 2 * mdp.gamma * b / (1 - mdp.gamma) + 1e-9


def test_a_reward_for_ever_by_hand():
    """1 + 1/2 + 1/4 + ... = 2, and each partial sum is one step."""
    steps = take(value_iteration(MDP([[[1.0]]], [[1.0]], gamma=0.5)), 4)
    np.testing.assert_array_equal(column(steps, "values")[:, 0], [0, 1, 1.5, 1.75])
    np.testing.assert_array_equal(column(steps, "change"), [np.inf, 1, 0.5, 0.25])
    # for one state the gap is what is really missing
    np.testing.assert_array_equal(column(steps, "gap"), [np.inf, 1, 0.5, 0.25])
    np.testing.assert_array_equal(column(steps, "step"), [0, 1, 2, 3])


def test_a_corridor_by_hand():
    """Walk right to the last of 5 states, which pays 1 for ever: gamma^distance / (1 - gamma)."""
    right, left = np.eye(5, k=1), np.eye(5, k=-1)
    right[4, 4] = left[0, 0] = 1
    mdp = MDP([left, right], [[0, 0, 0, 0, 1]] * 2, gamma=0.8)
    end = last(until(value_iteration(mdp), tol=1e-10))
    np.testing.assert_allclose(end.values, 0.8 ** np.arange(4, -1, -1) / 0.2, atol=1e-9)
    np.testing.assert_array_equal(greedy_policy(mdp, end.values), [1, 1, 1, 1, 1])


def test_no_discount_left():
    """With gamma = 0 only the next reward counts, and one step finds it."""
    mdp = random_mdp(0, 3, 4, 0.0)
    start, end = take(value_iteration(mdp), 2)
    assert (start.gap, end.gap) == (np.inf, 0)
    np.testing.assert_array_equal(end.values, mdp.rewards.max(axis=0))


@given(processes, st.floats(-100, 100))
def test_a_reward_more_in_every_state_and_action(mdp, extra):
    """It adds extra / (1 - gamma) to all values, and changes no decision."""
    richer = MDP(mdp.transitions, mdp.rewards + extra, gamma=mdp.gamma)
    np.testing.assert_allclose(
        optimal_values(richer), optimal_values(mdp) + extra / (1 - mdp.gamma), atol=1e-7
    )
    ends = [last(take(value_iteration(each), 50)).values for each in (mdp, richer)]
    added = extra * sum(mdp.gamma**t for t in range(49))
    np.testing.assert_allclose(ends[1], ends[0] + added, atol=1e-7)


def test_of_equal_actions_the_first_is_taken():
    mdp = MDP([np.eye(2)] * 3, [[0, 0], [1, 0], [1, 0]], gamma=0.5)
    np.testing.assert_array_equal(greedy_policy(mdp, [0, 0]), [1, 0])


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_tiny_and_huge_rewards(size):
    mdp = random_mdp(0, 3, 4, 0.9)
    scaled = MDP(mdp.transitions, size * mdp.rewards, gamma=0.9)
    ends = [take(value_iteration(each), 20)[-1].values for each in (mdp, scaled)]
    np.testing.assert_allclose(ends[1] / size, ends[0], rtol=1e-10)


def test_steps_own_their_arrays():
    mdp = random_mdp(0, 2, 3, 0.9)
    expected = column(take(value_iteration(mdp, np.ones(3)), 4), "values")
    values0, seen = np.ones(3), []
    walk = value_iteration(mdp, values0)
    values0[:] = 99
    for _ in range(4):
        step = next(walk)
        seen.append(step.values.copy())
        step.values[:] = 99
    np.testing.assert_array_equal(seen, expected)


@pytest.mark.parametrize(
    ("values0", "error", "message"),
    [
        ([1.0], ValueError, "values0 has 1 and states has 3"),
        ([1.0, 2.0, np.inf], ValueError, "values0 must be finite"),
        ([[1.0, 2.0, 3.0]], ValueError, "values0 must be a vector"),
        ("abc", TypeError, "values0 must hold real numbers"),
    ],
)
def test_refusals(values0, error, message):
    with pytest.raises(error, match=message):
        value_iteration(random_mdp(0, 2, 3, 0.9), values0)
