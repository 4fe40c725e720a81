"""Losses against closed forms, scikit-learn, and what minimises them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.losses import absolute, empirical_risk, squared
from sklearn.metrics import mean_absolute_error, mean_squared_error

numbers = st.floats(-1e6, 1e6)
samples = arrays(float, st.integers(1, 20), elements=numbers)


def test_by_hand():
    y, prediction = [1.0, 2.0, 3.0], [1.5, 2.0, 0.0]
    np.testing.assert_array_equal(squared(y, prediction), [0.25, 0.0, 9.0])
    np.testing.assert_array_equal(absolute(y, prediction), [0.5, 0.0, 3.0])
    assert empirical_risk(absolute, y, prediction) == 3.5 / 3


def test_one_number_predicts_for_every_example():
    np.testing.assert_array_equal(squared([1.0, 2.0], 0), [1.0, 4.0])
    np.testing.assert_array_equal(absolute(0, [-1.0, 2.0]), [1.0, 2.0])


@given(samples, numbers)
def test_squared_is_absolute_squared(y, prediction):
    np.testing.assert_array_equal(squared(y, prediction), absolute(y, prediction) ** 2)


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=10))
def test_risk_against_exact_fractions(y):
    exact = sum(Fraction(value - 7) ** 2 for value in y) / len(y)
    assert empirical_risk(squared, y, 7) == pytest.approx(float(exact), rel=1e-15)


def test_risk_agrees_with_scikit_learn():
    y, prediction = np.random.default_rng(0).normal(size=(2, 100))
    assert empirical_risk(squared, y, prediction) == pytest.approx(
        mean_squared_error(y, prediction)
    )
    assert empirical_risk(absolute, y, prediction) == pytest.approx(
        mean_absolute_error(y, prediction)
    )


@given(samples, numbers)
def test_mean_and_median_are_the_best_constants(y, other):
    best_squared = empirical_risk(squared, y, y.mean())
    best_absolute = empirical_risk(absolute, y, np.median(y))
    assert best_squared <= empirical_risk(squared, y, other) * (1 + 1e-9) + 1e-9
    assert best_absolute <= empirical_risk(absolute, y, other) * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize("loss", [squared, absolute])
@pytest.mark.parametrize(
    ("y", "prediction", "error", "message"),
    [
        ([1.0, 2.0], [[1.0], [2.0]], ValueError, r"same shape, got \(2,\) and \(2, 1\)"),
        ([1.0, 2.0], [1.0], ValueError, r"same shape, got \(2,\) and \(1,\)"),
        ([1.0, np.nan], [1.0, 2.0], ValueError, "y must be finite"),
        ([1.0, 2.0], [1.0, np.inf], ValueError, "prediction must be finite"),
        ([], [], ValueError, "y must not be empty"),
        (["a"], [1.0], TypeError, "y must hold real numbers"),
    ],
)
def test_refusals(loss, y, prediction, error, message):
    with pytest.raises(error, match=message):
        loss(y, prediction)
    with pytest.raises(error, match=message):
        empirical_risk(loss, y, prediction)


def test_risk_refuses_a_loss_that_is_a_mean_already():
    with pytest.raises(ValueError, match=r"one number for each of 2 examples, got shape \(\)"):
        empirical_risk(lambda y, prediction: np.mean(y - prediction), [1.0, 2.0], 0)
    with pytest.raises(TypeError, match="loss must be a function"):
        empirical_risk("squared", [1.0, 2.0], 0)
