"""Decisions against a loop over all rules, and laws about what knowing is worth."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.probability.decisions import best_action, expected_costs, value_of_information

UMBRELLA = np.array([[0.0, 100.0], [30.0, 30.0]])


@st.composite
def problems(draw):
    actions, states, signals = (draw(st.integers(1, 4)) for _ in range(3))
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    costs = rng.normal(scale=50, size=(actions, states))
    p, likelihood = rng.random(states), rng.random((states, signals))
    return costs, p / p.sum(), likelihood / likelihood.sum(axis=1, keepdims=True)


def test_by_hand():
    np.testing.assert_allclose(expected_costs(UMBRELLA, [0.75, 0.25]), [25, 30])
    assert best_action(UMBRELLA, [0.75, 0.25]) == 0
    # the border between the two is at 30 / 100
    assert [best_action(UMBRELLA, [1 - p, p]) for p in (0.29, 0.31)] == [0, 1]
    # to know it: 30 whenever it rains, so 7.5 instead of 25
    assert value_of_information(UMBRELLA, [0.75, 0.25], np.eye(2)) == 17.5


@given(problems())
def test_value_against_every_rule_that_uses_the_signal(problem):
    costs, p, likelihood = problem
    without = min(sum(c * q for c, q in zip(row, p, strict=True)) for row in costs)
    with_signal = min(
        sum(
            p[s] * likelihood[s, k] * costs[rule[k], s]
            for s in range(len(p))
            for k in range(len(rule))
        )
        for rule in product(range(len(costs)), repeat=likelihood.shape[1])
    )
    value = value_of_information(costs, p, likelihood)
    assert value == pytest.approx(without - with_signal, abs=1e-9)
    assert -1e-9 <= value <= value_of_information(costs, p, np.eye(len(p))) + 1e-9
    assert value_of_information(costs, p, np.ones((len(p), 1))) == pytest.approx(0, abs=1e-9)


@given(problems(), st.floats(-100, 100), st.floats(0.1, 10))
def test_a_fee_for_every_action_and_another_currency_change_no_decision(problem, fee, rate):
    costs, p, _ = problem
    np.testing.assert_allclose(
        expected_costs(rate * costs + fee, p), rate * expected_costs(costs, p) + fee, atol=1e-9
    )


@pytest.mark.parametrize(
    ("costs", "p", "message"),
    [
        (UMBRELLA, [0.5, 0.6], "p must add up to 1"),
        (UMBRELLA, [1.0], r"a column for each of 1 states, got shape \(2, 2\)"),
        ([1.0, 2.0], [0.5, 0.5], "costs must be a matrix"),
        ([[np.nan, 1.0]], [0.5, 0.5], "costs must be finite"),
        (np.ones((0, 2)), [0.5, 0.5], "costs must not be empty"),
    ],
)
def test_refusals(costs, p, message):
    for function in (expected_costs, best_action):
        with pytest.raises(ValueError, match=message):
            function(costs, p)


def test_refused_signals():
    with pytest.raises(ValueError, match="likelihood must add up to 1"):
        value_of_information(UMBRELLA, [0.5, 0.5], [[0.5, 0.5], [0.9, 0.2]])
    with pytest.raises(ValueError, match="a row for each of 2 states"):
        value_of_information(UMBRELLA, [0.5, 0.5], np.eye(3))
