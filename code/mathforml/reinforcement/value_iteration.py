"""Value iteration: the value of a state is that of its best action, again and again.

::

    v(s) <- max_a [ r(a, s) + gamma sum_t P(a, s, t) v(t) ]

Two sets of values come closer to each other in every step, by a factor of gamma or better, in the
state where they differ most. So there is one set that stays as it is, the optimal values v*, and
the distance to it is known from the last change::

    max_s |v - v*|  <=  gamma / (1 - gamma)  max_s |v - v before|

References
----------
Bellman, R. (1957). Dynamic Programming. Princeton University Press.

Puterman, M. L. (1994). Markov Decision Processes: Discrete Stochastic Dynamic Programming. Wiley.
Section 6.3.

Sutton, R. S. and Barto, A. G. (2018). Reinforcement Learning: An Introduction. 2nd edition. MIT
Press. Section 4.4, equation (4.10).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_vector, same_length
from mathforml._generators import at_the_call
from mathforml._types import Array, ArrayLike, Indices
from mathforml.reinforcement.mdp import MDP


class ValueStep(NamedTuple):
    """One step of value iteration."""

    step: int  #: number of updates
    values: Array  #: of shape (n_states,)
    change: float  #: the largest change of a value in this step; infinite at the start
    gap: float  #: no value is further than this from its optimal one


@at_the_call
def value_iteration(mdp: MDP, values0: ArrayLike | None = None) -> Iterator[ValueStep]:
    """Improve the values of all states at once, without end.

    Parameters
    ----------
    mdp : MDP
    values0 : ndarray of shape (n_states,), default zeros

    Examples
    --------
    Stay where you are, for a reward of 1 in state 1 only; or change state, for nothing.

    >>> from mathforml.iteration import last, until
    >>> mdp = MDP([np.eye(2), [[0, 1], [1, 0]]], rewards=[[0, 1], [0, 0]], gamma=0.5)
    >>> end = last(until(value_iteration(mdp), tol=1e-3))
    >>> end.step, end.values.round(3)
    (11, array([0.999, 1.999]))
    """
    states = mdp.rewards.T
    values = np.zeros(len(states)) if values0 is None else as_vector(values0, "values0").copy()
    same_length(values0=values, states=states)
    change = gap = np.inf
    for step in count():
        yield ValueStep(step, values.copy(), change, gap)
        before, values = values, mdp.action_values(values).max(axis=0)
        change = float(np.abs(values - before).max())
        gap = mdp.gamma / (1 - mdp.gamma) * change


def greedy_policy(mdp: MDP, values: ArrayLike) -> Indices:
    """Number of the action with the largest value in each state, of shape (n_states,).

    It is the first of those that are equally good. If no value is further than b from its optimal
    one, then who follows this policy loses at most ``2 gamma b / (1 - gamma)``, from every state.

    Parameters
    ----------
    mdp : MDP
    values : ndarray of shape (n_states,)
    """
    return mdp.action_values(values).argmax(axis=0)
