"""Standardising: by hand, laws, scikit-learn, exact fractions, and constant features."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.data.standardise import Standardisation, fit_standardisation
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler

tables = arrays(float, (6, 3), elements=st.floats(-1e3, 1e3, allow_subnormal=False))


def test_by_hand():
    found = fit_standardisation([[1, 10], [3, 10], [5, 40]])
    np.testing.assert_allclose(found.mean, [3, 20], rtol=1e-15)
    np.testing.assert_allclose(found.scale, [np.sqrt(8 / 3), np.sqrt(200)], rtol=1e-15)


@given(tables)
def test_the_result_has_mean_0_and_standard_deviation_1(X):
    assume((np.ptp(X, axis=0) > 1e-6 * np.abs(X).max()).all())
    Z = fit_standardisation(X).apply(X)
    np.testing.assert_allclose(Z.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(Z.std(axis=0), 1, rtol=1e-9)


@given(tables, st.floats(0.01, 100), st.floats(-100, 100))
def test_units_and_origins_leave_no_trace(X, factor, shift):
    assume((np.ptp(X, axis=0) > 1e-3).all())
    other = X * factor + shift
    np.testing.assert_allclose(
        fit_standardisation(other).apply(other), fit_standardisation(X).apply(X), atol=1e-7
    )


@given(tables)
def test_undo(X):
    found = fit_standardisation(X)
    np.testing.assert_allclose(found.undo(found.apply(X)), X, atol=1e-12 * (1 + np.abs(X).max()))


def test_against_scikit_learn():
    X = load_wine().data
    train, test = X[::2], X[1::2]
    found, other = fit_standardisation(train), StandardScaler().fit(train)
    np.testing.assert_allclose(found.mean, other.mean_, rtol=1e-13)
    np.testing.assert_allclose(found.scale, other.scale_, rtol=1e-13)
    np.testing.assert_allclose(found.apply(test), other.transform(test), atol=1e-12)


@pytest.mark.parametrize("offset", [0, 1e6, 1e12])
def test_a_far_origin_costs_no_digits(offset):
    """The mean of the squares minus the square of the mean would leave none of them."""
    x = np.random.default_rng(0).normal(size=40) + offset
    exact = [Fraction(value) for value in x]
    mean = sum(exact) / 40
    variance = sum((value - mean) ** 2 for value in exact) / 40
    found = fit_standardisation(x[:, None])
    assert found.mean[0] == pytest.approx(float(mean), rel=1e-15)
    assert found.scale[0] == pytest.approx(float(variance) ** 0.5, rel=1e-12)


@pytest.mark.parametrize("value", [0.0, 0.1, -1e-300, 1e17, 1e300])
@pytest.mark.parametrize("n", [1, 3, 10, 1000])
def test_a_constant_feature_becomes_0_and_keeps_its_unit(value, n):
    X = np.full((n, 1), value)
    found = fit_standardisation(X)
    np.testing.assert_array_equal(found.mean, [value])
    np.testing.assert_array_equal(found.scale, [1])
    np.testing.assert_array_equal(found.apply(X), 0)
    np.testing.assert_array_equal(found.apply(X + 2), X + 2 - value)


def test_rounding_errors_are_not_blown_up_to_a_feature():
    X = [[0.1 + 0.2, 1], [0.3, 2], [0.3, 4]]
    found = fit_standardisation(X)
    assert found.scale[0] == 1
    assert np.abs(found.apply(X)[:, 0]).max() < 1e-15
    assert StandardScaler().fit(X).scale_[0] == 1


@pytest.mark.parametrize("size", [1e-320, 1e-200, 1e200, 1e299])
def test_tiny_and_huge(size):
    found = fit_standardisation(np.array([[1.0], [3.0], [5.0]]) * size)
    rtol = 1e-3 if size < 1e-300 else 1e-14  # numbers that small have few digits
    np.testing.assert_allclose(found.mean / size, [3], rtol=rtol)
    np.testing.assert_allclose(found.scale / size, [np.sqrt(8 / 3)], rtol=rtol)


def test_arguments_stay_as_they_are():
    X = np.array([[1.0, 5.0], [3.0, 5.0]])
    Z = fit_standardisation(X).apply(X)
    Z[:] = 99
    np.testing.assert_array_equal(X, [[1, 5], [3, 5]])


@pytest.mark.parametrize(
    ("X", "error", "message"),
    [
        ([1.0, 2.0], ValueError, "X must be a matrix"),
        (np.empty((0, 2)), ValueError, "X must not be empty"),
        ([[1.0], [np.nan]], ValueError, "X must be finite"),
        ([[1.0], [2e300]], ValueError, r"X must be at most 1e\+300, got 2e\+300"),
        ([["a"]], TypeError, "X must hold real numbers"),
    ],
)
def test_refusals(X, error, message):
    with pytest.raises(error, match=message):
        fit_standardisation(X)


@pytest.mark.parametrize(
    ("method", "name"), [(Standardisation.apply, "X"), (Standardisation.undo, "Z")]
)
def test_other_features_are_refused(method, name):
    found = fit_standardisation([[1.0, 2.0], [3.0, 5.0]])
    with pytest.raises(ValueError, match=rf"{name} must have 2 features, got shape \(1, 3\)"):
        method(found, [[1.0, 2.0, 3.0]])
    with pytest.raises(ValueError, match=f"{name} must be finite"):
        method(found, [[1.0, np.inf]])
