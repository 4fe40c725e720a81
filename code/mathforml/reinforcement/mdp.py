"""Finite Markov decision processes: states, actions, chances and rewards.

In state s you choose an action a. It brings a reward r(a, s), and leads to state t with the
probability P(a, s, t), whatever happened before. What you want is the largest mean of all rewards
together, where a reward that comes a step later counts gamma times as much::

    E [r_0 + gamma r_1 + gamma^2 r_2 + ...]

References
----------
Puterman, M. L. (1994). Markov Decision Processes: Discrete Stochastic Dynamic Programming. Wiley.
Chapter 6.

Sutton, R. S. and Barto, A. G. (2018). Reinforcement Learning: An Introduction. 2nd edition. MIT
Press. Chapter 3.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_array, as_vector, fraction, same_length
from mathforml._types import Array, ArrayLike


class MDP:
    """A finite Markov decision process with discounted rewards.

    Parameters
    ----------
    transitions : ndarray of shape (n_actions, n_states, n_states)
        Entry [a, s, t] is the probability that action a leads from state s to state t. Each row
        adds up to 1.
    rewards : ndarray of shape (n_actions, n_states)
        Entry [a, s] is the expected reward of action a in state s.
    gamma : float, at least 0 and below 1
        The discount: what a reward counts that comes one step later.

    Examples
    --------
    Stay where you are, for a reward of 1 in state 1 only; or change state, for nothing.

    >>> mdp = MDP([np.eye(2), [[0, 1], [1, 0]]], rewards=[[0, 1], [0, 0]], gamma=0.5)
    >>> mdp.action_values([0.0, 2.0])
    array([[0., 2.],
           [1., 0.]])
    """

    def __init__(self, transitions: ArrayLike, rewards: ArrayLike, *, gamma: float) -> None:
        self.transitions = _checked_probabilities(transitions)
        self.rewards = as_array(rewards, "rewards").copy()
        self.gamma = fraction(gamma, "gamma")
        if self.rewards.shape != self.transitions.shape[:2]:
            raise ValueError(
                f"rewards must have a row for each action and a column for each state, "
                f"{self.transitions.shape[:2]}, got shape {self.rewards.shape}"
            )
        # no value is larger than this, so that no sum of rewards and values overflows
        with np.errstate(over="ignore"):
            largest = np.abs(self.rewards).max() / (1 - self.gamma)
        if not np.isfinite(largest):
            raise ValueError("rewards / (1 - gamma) must be finite")

    def action_values(self, values: ArrayLike) -> Array:
        """Reward of each action, and the discounted value of where it leads: ``r + gamma P v``.

        Of shape (n_actions, n_states).

        Parameters
        ----------
        values : ndarray of shape (n_states,)
        """
        values = as_vector(values, "values")
        same_length(values=values, states=self.rewards.T)
        return self.rewards + self.gamma * (self.transitions @ values)


def _checked_probabilities(transitions: ArrayLike) -> Array:
    P = as_array(transitions, "transitions").copy()
    if P.ndim != 3 or P.shape[1] != P.shape[2]:
        raise ValueError(
            f"transitions must have shape (n_actions, n_states, n_states), got {P.shape}"
        )
    if P.min() < 0:
        raise ValueError(f"transitions must be probabilities, but one of them is {P.min():g}")
    sums = P.sum(axis=2)
    a, s = np.unravel_index(np.abs(sums - 1).argmax(), sums.shape)
    if abs(sums[a, s] - 1) > 1e-9:
        raise ValueError(f"transitions[{a}, {s}] must add up to 1, got {sums[a, s]:.10g}")
    return P
