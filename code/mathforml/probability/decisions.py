"""Decisions under uncertainty: the action that costs least on average, and what knowing is worth.

::

    expected cost of action a     sum over states s of  P(s) cost(a, s)
    best action                   the one with the lowest expected cost
    value of a signal             lowest expected cost without it - mean lowest cost with it

A signal never has a negative value, since one may ignore it, and none is worth more than to know
the state itself.

References
----------
Raiffa, H. and Schlaifer, R. (1961). Applied Statistical Decision Theory. Harvard University.
Chapter 4.

Russell, S. and Norvig, P. (2021). Artificial Intelligence: A Modern Approach. 4th edition.
Pearson. Chapter "Making Simple Decisions", on the value of information.
"""

from __future__ import annotations

import numpy as np

from mathforml._checks import as_matrix, as_probabilities, as_vector
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike


def expected_costs(costs: ArrayLike, p: ArrayLike) -> Array:
    """Expected cost of each action, ``costs @ p``, of shape (n_actions,).

    Parameters
    ----------
    costs : ndarray of shape (n_actions, n_states)
        What each action costs in each state, in one unit; a gain is negative.
    p : ndarray of shape (n_states,)
        The probability of each state, before any signal.

    Examples
    --------
    >>> expected_costs([[0.0, 100.0], [30.0, 30.0]], [0.75, 0.25])
    array([25., 30.])
    """
    costs, p = _checked(costs, p)
    return costs @ p


@parameters_like(expected_costs)
def best_action(costs: ArrayLike, p: ArrayLike) -> int:
    """Number of the action with the lowest expected cost; of equals the first."""
    return int(np.argmin(expected_costs(costs, p)))


@parameters_like(expected_costs)
def value_of_information(costs: ArrayLike, p: ArrayLike, likelihood: ArrayLike) -> float:
    """How much a signal lowers the expected cost, before its own price: at least 0 up to rounding.

    Parameters
    ----------
    likelihood : ndarray of shape (n_states, n_signals)
        The probability of each signal in each state. The identity matrix tells the state itself.

    Examples
    --------
    >>> value_of_information([[0.0, 100.0], [30.0, 30.0]], [0.75, 0.25], np.eye(2))
    17.5
    """
    costs, p = _checked(costs, p)
    likelihood = as_probabilities(as_matrix(likelihood, "likelihood"), "likelihood")
    if len(likelihood) != len(p):
        raise ValueError(
            f"likelihood must have a row for each of {len(p)} states, got {likelihood.shape}"
        )
    joint = p[:, None] * likelihood
    # the cost of each action, times the probability of each signal: no division by it is needed
    cost_of_each_signal = (costs @ joint).min(axis=0)
    return float((costs @ p).min() - cost_of_each_signal.sum())


def _checked(costs: ArrayLike, p: ArrayLike) -> tuple[Array, Array]:
    costs, p = as_matrix(costs, "costs"), as_probabilities(as_vector(p, "p"), "p")
    if costs.shape[1] != len(p):
        raise ValueError(
            f"costs must have a column for each of {len(p)} states, got shape {costs.shape}"
        )
    return costs, p
