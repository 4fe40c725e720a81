"""Bayes' theorem against exact fractions, by counting and by simulation."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.probability.bayes import natural_frequencies, posterior

parts = st.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=100)
MAMMOGRAM = {"base_rate": 0.01, "sensitivity": 0.9, "specificity": 0.91}


def test_published_value():
    """Gigerenzer et al. (2007): of 10 women who test positive, about one has breast cancer."""
    counts = natural_frequencies(1000, **MAMMOGRAM)
    np.testing.assert_allclose(counts, [9, 1, 89.1, 900.9])
    assert counts.true_positives / (9 + 89.1) == pytest.approx(0.0917, abs=5e-5)


@given(parts, parts, parts)
def test_counting_and_the_formula_agree_with_exact_fractions(base, sensitivity, specificity):
    ill, healthy = base * sensitivity, (1 - base) * (1 - specificity)
    exact = float(ill / (ill + healthy))
    b, se, sp = map(float, (base, sensitivity, specificity))
    counts = natural_frequencies(1e5, base_rate=b, sensitivity=se, specificity=sp)
    positives = counts.true_positives + counts.false_positives
    assert sum(counts) == pytest.approx(1e5)
    assert counts.true_positives / positives == pytest.approx(exact, rel=1e-9)
    assert posterior([b, 1 - b], np.log([se, 1 - sp]))[0] == pytest.approx(exact, rel=1e-9)


@given(st.lists(st.integers(1, 50), min_size=2, max_size=6), st.integers(0, 99))
def test_one_by_one_or_together_in_any_units(weights, seed):
    prior = np.array(weights) / sum(weights)
    first, second = np.random.default_rng(seed).normal(scale=3, size=(2, len(prior)))
    together = posterior(prior, first + second)
    np.testing.assert_allclose(together, posterior(posterior(prior, first), second), rtol=1e-9)
    np.testing.assert_allclose(together, posterior(prior, first + second - 5000), rtol=1e-9)
    assert together.sum() == pytest.approx(1)


def test_simulated_people(rng):
    ill = rng.random(1_000_000) < 0.01
    positive = rng.random(len(ill)) < np.where(ill, 0.9, 0.09)
    share, n = ill[positive].mean(), positive.sum()
    exact = posterior([0.01, 0.99], np.log([0.9, 0.09]))[0]
    # five standard errors: a correct formula fails once in a million seeds or so
    assert abs(share - exact) < 5 * np.sqrt(exact * (1 - exact) / n)


def test_extremes():
    np.testing.assert_array_equal(posterior([0.5, 0.5], [-np.inf, -1e6]), [0, 1])
    np.testing.assert_array_equal(posterior([0, 1], [0, -5]), [0, 1])
    np.testing.assert_array_equal(posterior([1], [-3]), [1])
    assert natural_frequencies(10, base_rate=0, sensitivity=1, specificity=1)[3] == 10


@pytest.mark.parametrize(
    ("prior", "log_likelihood", "message"),
    [
        ([0.5, 0.6], [0, 0], "prior must add up to 1"),
        ([], [], "prior must not be empty"),
        ([0.5, 0.5], [0, 0, 0], r"log_likelihood must .* shape \(2,\), got shape \(3,\)"),
        ([0.5, 0.5], [0, np.nan], "log_likelihood must give numbers below infinity"),
        ([0.5, 0.5], [0, np.inf], "below infinity"),
        ([0.5, 0.5], 0.0, r"got shape \(\)"),
        ([1, 0], [-np.inf, 0], "probability 0 under every cause"),
    ],
)
def test_refused_evidence(prior, log_likelihood, message):
    with pytest.raises(ValueError, match=message):
        posterior(prior, log_likelihood)


@pytest.mark.parametrize("log_likelihood", [["0", "1"], [0, 1j], [0, None]])
def test_what_is_no_real_number_is_no_evidence(log_likelihood):
    with pytest.raises(TypeError, match="log_likelihood must hold real numbers"):
        posterior([0.5, 0.5], log_likelihood)


@pytest.mark.parametrize("name", ["base_rate", "sensitivity", "specificity"])
def test_refused_rates(name):
    with pytest.raises(ValueError, match=f"{name} must be a probability, from 0 to 1, got 90"):
        natural_frequencies(1000, **MAMMOGRAM | {name: 90})
    with pytest.raises(ValueError, match="n must be positive"):
        natural_frequencies(0, **MAMMOGRAM)
