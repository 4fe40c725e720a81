"""Networks against a loop over all cases in exact fractions, and published values."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.probability.bayes_net import BayesNet, Node
from scipy import stats

NO_YES = ("no", "yes")


def burglary():
    """Russell and Norvig (2021), figure 13.2: an alarm, two causes and two who call."""
    rows = ((0.999, 0.001), (0.71, 0.29)), ((0.06, 0.94), (0.05, 0.95))
    return BayesNet(
        [
            Node("burglary", NO_YES, [0.999, 0.001]),
            Node("earthquake", NO_YES, [0.998, 0.002]),
            Node("alarm", NO_YES, rows, ("burglary", "earthquake")),
            Node("John", NO_YES, [[0.95, 0.05], [0.1, 0.9]], ("alarm",)),
            Node("Mary", NO_YES, [[0.99, 0.01], [0.3, 0.7]], ("alarm",)),
        ]
    )


def random_rows(rng, shape):
    """Probabilities as whole numbers over their sum, so that they are exact fractions."""
    counts = rng.integers(1, 10, size=shape)
    sums = counts.sum(axis=-1, keepdims=True)
    return counts, sums


@st.composite
def networks(draw):
    """Up to four variables of two or three states, with any earlier ones as parents."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    nodes, exact = [], []
    for i in range(draw(st.integers(1, 4))):
        parents = [j for j in range(i) if rng.random() < 0.6]
        rng.shuffle(parents)
        states = [f"s{k}" for k in range(rng.integers(2, 4))]
        shape = (*(len(nodes[j].states) for j in parents), len(states))
        counts, sums = random_rows(rng, shape)
        names = [nodes[j].name for j in parents]
        nodes.append(Node(f"v{i}", states, counts / sums, names))
        exact.append((counts, sums, parents))
    return nodes, exact


def by_fractions(nodes, exact, wanted, seen):
    """The definition: multiply for each case, add up those that fit."""
    sums = [Fraction(0)] * len(nodes[wanted].states)
    for case in product(*(range(len(node.states)) for node in nodes)):
        if any(case[i] != state for i, state in seen.items()):
            continue
        p = Fraction(1)
        for i, (counts, total, parents) in enumerate(exact):
            row = tuple(case[j] for j in parents)
            p *= Fraction(int(counts[(*row, case[i])]), int(total[(*row, 0)]))
        sums[case[wanted]] += p
    return [float(s / sum(sums)) for s in sums]


@given(networks(), st.data())
def test_against_a_loop_over_all_cases_in_fractions(network, data):
    nodes, exact = network
    wanted = data.draw(st.integers(0, len(nodes) - 1))
    seen = {
        i: data.draw(st.integers(0, len(node.states) - 1))
        for i, node in enumerate(nodes)
        if data.draw(st.booleans())
    }
    names = {nodes[i].name: nodes[i].states[state] for i, state in seen.items()}
    answer = BayesNet(nodes).query(nodes[wanted].name, names)
    assert list(answer) == list(nodes[wanted].states)
    expected = by_fractions(nodes, exact, wanted, seen)
    np.testing.assert_allclose(list(answer.values()), expected, rtol=1e-12)


def test_published_value():
    answer = burglary().query("burglary", {"John": "yes", "Mary": "yes"})
    assert answer["yes"] == pytest.approx(0.284, abs=5e-4)


def test_explaining_away():
    net = burglary()
    alarm = net.query("burglary", {"alarm": "yes"})["yes"]
    quake = net.query("burglary", {"alarm": "yes", "earthquake": "yes"})["yes"]
    assert quake < alarm / 50
    # without an alarm the two causes know nothing of each other
    assert net.query("burglary", {"earthquake": "yes"})["yes"] == pytest.approx(0.001)


def test_samples_fit(rng):
    net = burglary()
    drawn = net.sample(50_000, rng=rng)
    expected = np.exp(net.log_joint())
    cells = np.ravel_multi_index([drawn[node.name] for node in net.nodes], expected.shape)
    observed, expected = np.bincount(cells, minlength=expected.size), 50_000 * expected.ravel()
    common = expected > 5
    observed = [*observed[common], observed[~common].sum()]
    expected = [*expected[common], expected[~common].sum()]
    # a correct sampler fails once in a million seeds
    assert stats.chisquare(observed, expected).pvalue > 1e-6
    assert stats.chisquare(observed[::-1], expected).pvalue < 1e-6


def test_what_cannot_happen():
    certain = BayesNet([Node("a", NO_YES, [1, 0]), Node("b", NO_YES, [[0.5, 0.5]] * 2, ("a",))])
    assert certain.query("a", {"b": "yes"}) == {"no": 1.0, "yes": 0.0}
    with pytest.raises(ValueError, match=r"probability 0: \{'a': 'yes'\}"):
        certain.query("b", {"a": "yes"})
    assert set(certain.sample(100, rng=np.random.default_rng(0))["a"]) == {0}


A = Node("a", NO_YES, [0.5, 0.5])


@pytest.mark.parametrize(
    ("nodes", "error", "message"),
    [
        ([], ValueError, "at least one node"),
        ([A, A], ValueError, "the name 'a' stands twice"),
        ([Node("b", NO_YES, [[1, 0]] * 2, ("a",)), A], ValueError, "b has the parent 'a', which"),
        ([A, Node("b", NO_YES, np.ones((2, 2, 2)) / 2, "aa")], TypeError, "parents of b must be"),
        ([A, Node("b", NO_YES, np.ones((2, 2, 2)) / 2, ["a", "a"])], ValueError, "parent once"),
        ([Node("b", (), [1])], ValueError, "b must have states that differ"),
        ([Node("b", ("x", "x"), [0.5, 0.5])], ValueError, "b must have states that differ"),
        ([Node("b", NO_YES, [0.5, 0.6])], ValueError, "the table of b must add up to 1"),
        ([Node("b", NO_YES, [1.5, -0.5])], ValueError, "the table of b must hold probabilities"),
        ([Node("b", NO_YES, [np.nan, 1])], ValueError, "the table of b must be finite"),
        ([A, Node("b", NO_YES, [0.5, 0.5], ["a"])], ValueError, r"shape \(2, 2\), for a, b"),
        ([A, Node("b", NO_YES, np.full((2, 3), 1 / 3), ["a"])], ValueError, r"got \(2, 3\)"),
        ([Node(f"v{i}", NO_YES, [0.5, 0.5]) for i in range(24)], ValueError, "at most 10,000,000"),
    ],
)
def test_refused_networks(nodes, error, message):
    with pytest.raises(error, match=message):
        BayesNet(nodes)


def test_refused_questions(rng):
    net = burglary()
    with pytest.raises(ValueError, match="no variable 'fire'; there are burglary, earthquake"):
        net.query("fire")
    with pytest.raises(ValueError, match="no variable 'fire'"):
        net.query("alarm", {"fire": "yes"})
    with pytest.raises(ValueError, match="alarm has no state 'maybe'; it has no, yes"):
        net.query("burglary", {"alarm": "maybe"})
    with pytest.raises(TypeError, match="rng must be a generator"):
        net.sample(3, rng=1)
