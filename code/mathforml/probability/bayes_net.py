"""Bayesian networks: many variables, and for each a small table of how its causes set it.

A network draws an arrow from each variable to those that it influences directly, without a cycle.
The probability of everything together is then a product with one factor for each variable, and a
question is answered by enumeration: add up the cases that fit what was seen::

    P(x_1, ..., x_n) = prod_i P(x_i | parents of x_i)
    P(question | seen) = sum of the cases that fit both / sum of the cases that fit what was seen

The number of cases is the product of the numbers of states, so this is for small networks.

References
----------
Pearl, J. (1988). Probabilistic Reasoning in Intelligent Systems. Morgan Kaufmann. Section 3.3.

Russell, S. and Norvig, P. (2021). Artificial Intelligence: A Modern Approach. 4th edition.
Pearson. Section 13.3.1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_generator, as_probabilities, whole
from mathforml._special import log, log_sum_exp
from mathforml._types import Array, ArrayLike, Indices

MOST_CASES = 10**7
"""The largest number of cases that are enumerated."""


class Node(NamedTuple):
    """A variable of a network, with its table."""

    name: str  #: of the variable
    states: Sequence[str]  #: what it can be
    #: Of shape (n_states_of_parent_1, ..., n_states), the probability of each of its states along
    #: the last axis, for every combination of states of its parents along the axes before it.
    table: ArrayLike
    #: The variables that influence it directly, in the order of the axes.
    parents: Sequence[str] = ()


class BayesNet:
    """A network of discrete variables, questioned by enumeration.

    Parameters
    ----------
    nodes : sequence of Node
        The variables, each after its parents; together at most `MOST_CASES` cases.

    Attributes
    ----------
    nodes : tuple of Node

    Examples
    --------
    >>> worn = Node("worn", ("no", "yes"), [0.75, 0.25])
    >>> alarm = Node("alarm", ("no", "yes"), [[0.75, 0.25], [0.25, 0.75]], parents=("worn",))
    >>> BayesNet([worn, alarm]).query("worn", {"alarm": "yes"})
    {'no': 0.5, 'yes': 0.5}
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = tuple(nodes)
        if not self.nodes:
            raise ValueError("nodes must hold at least one node, got none")
        self._axis = {}
        for node in self.nodes:
            _check_names(node, self._axis)
            self._axis[node.name] = len(self._axis)
        self._sizes = tuple(len(node.states) for node in self.nodes)
        if math.prod(self._sizes) > MOST_CASES:
            raise ValueError(
                f"nodes must make at most {MOST_CASES:,} cases, got {math.prod(self._sizes):,}"
            )
        self._tables = [self._checked_table(node) for node in self.nodes]

    def _checked_table(self, node: Node) -> Array:
        table = as_probabilities(node.table, f"the table of {node.name}")
        expected = tuple(self._sizes[self._axis[name]] for name in (*node.parents, node.name))
        if table.shape != expected:
            axes = ", ".join((*node.parents, node.name))
            raise ValueError(
                f"the table of {node.name} must have shape {expected}, for {axes}; "
                f"got {table.shape}"
            )
        return table

    def log_joint(self) -> Array:
        """Logarithm of the probability of every case; minus infinity for one that cannot happen.

        Of shape (n_states_of_node_1, ..., n_states_of_node_n).
        """
        total = np.zeros(self._sizes)
        for node, table in zip(self.nodes, self._tables, strict=True):
            axes = [self._axis[name] for name in (*node.parents, node.name)]
            # the axes of the table in the order of the nodes, and length 1 for all others
            ordered = np.transpose(table, np.argsort(axes))
            total += log(np.expand_dims(ordered, [i for i in range(total.ndim) if i not in axes]))
        return total

    def query(self, name: str, seen: Mapping[str, str] | None = None) -> dict[str, float]:
        """Probability of each state of a variable, given the states that were seen of others.

        Parameters
        ----------
        name : str
        seen : mapping of str to str, optional
            The state of each variable that was seen, which can happen; nothing by default.
        """
        wanted = self._number(name)
        log_joint = self.log_joint()
        for other, state in (seen or {}).items():
            i, k = self._number(other), self._state(other, state)
            # strike out the cases that do not fit what was seen
            fits = np.arange(self._sizes[i]) == k
            struck = np.where(fits, 0.0, -np.inf)
            log_joint += struck.reshape([-1 if j == i else 1 for j in range(log_joint.ndim)])
        cases = np.moveaxis(log_joint, wanted, 0).reshape(self._sizes[wanted], -1)
        log_each = log_sum_exp(cases)
        log_seen = log_sum_exp(log_each)
        if log_seen == -np.inf:
            raise ValueError(f"what was seen has probability 0: {dict(seen or {})}")
        shares = np.exp(log_each - log_seen)
        return dict(zip(self.nodes[wanted].states, shares.tolist(), strict=True))

    def sample(self, n: int, *, rng: np.random.Generator) -> dict[str, Indices]:
        """Draw cases: each variable after its parents, from the row of its table that they choose.

        For each variable the number of its state in every case, counted from 0, of shape (n,).

        Parameters
        ----------
        n : int, at least 1
        rng : numpy.random.Generator
        """
        whole(n, "n", minimum=1)
        as_generator(rng)
        drawn: dict[str, Indices] = {}
        for node, table in zip(self.nodes, self._tables, strict=True):
            rows = table[tuple(drawn[name] for name in node.parents)]
            rows = np.broadcast_to(rows, (n, rows.shape[-1]))
            # inversion: how many of the running sums a uniform number has passed
            drawn[node.name] = (rng.random((n, 1)) >= np.cumsum(rows, axis=1)[:, :-1]).sum(axis=1)
        return drawn

    def _number(self, name: str) -> int:
        if name not in self._axis:
            raise ValueError(f"there is no variable {name!r}; there are {', '.join(self._axis)}")
        return self._axis[name]

    def _state(self, name: str, state: str) -> int:
        states = list(self.nodes[self._axis[name]].states)
        if state not in states:
            raise ValueError(f"{name} has no state {state!r}; it has {', '.join(states)}")
        return states.index(state)


def _check_names(node: Node, before: Mapping[str, int]) -> None:
    for field in ("states", "parents"):
        if isinstance(getattr(node, field), str):  # ("worn") is no tuple
            raise TypeError(f"{field} of {node.name} must be a sequence of names, got a text")
    if node.name in before:
        raise ValueError(f"the name {node.name!r} stands twice")
    if not node.states or len(set(node.states)) < len(node.states):
        raise ValueError(f"{node.name} must have states that differ, got {list(node.states)}")
    if len(set(node.parents)) < len(node.parents):
        raise ValueError(f"{node.name} must name each parent once, got {list(node.parents)}")
    for parent in node.parents:
        if parent not in before:
            raise ValueError(f"{node.name} has the parent {parent!r}, which must stand before it")
