"""Linear models: predictions, and an intercept that lets them pass through the means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.supervised.linear_model import LinearModel, centred

numbers = st.floats(-1e6, 1e6)


def test_a_prediction_by_hand():
    model = LinearModel(w=np.array([2.0, -1.0]), b=0.5)
    np.testing.assert_array_equal(model.predict([[1, 1], [0, 4]]), [1.5, -3.5])


@given(arrays(float, (5, 2), elements=numbers), arrays(float, 5, elements=numbers))
def test_a_model_with_the_intercept_passes_through_the_means(X, y):
    data, w = centred(X, y), np.array([0.3, -2.0])
    model = LinearModel(w, data.mean_y - data.mean_X @ w)
    assert model.predict(X).mean() == pytest.approx(y.mean(), abs=1e-8)


@given(arrays(float, (5, 2), elements=numbers), arrays(float, 5, elements=numbers))
def test_centred_data_have_mean_0_and_the_same_differences(X, y):
    data = centred(X, y)
    np.testing.assert_allclose(data.X.mean(axis=0), 0, atol=1e-8)
    assert data.y.mean() == pytest.approx(0, abs=1e-8)
    np.testing.assert_allclose(np.diff(data.X, axis=0), np.diff(X, axis=0), atol=1e-8)
    np.testing.assert_allclose(data.X + data.mean_X, X, atol=1e-8)
    np.testing.assert_allclose(data.y + data.mean_y, y, atol=1e-8)


def test_the_data_stay_as_they_are():
    X, y = np.array([[1.0], [3.0]]), np.array([1.0, 2.0])
    centred(X, y).X[:] = 99
    np.testing.assert_array_equal(X, [[1.0], [3.0]])


@pytest.mark.parametrize(
    ("X", "y", "error", "message"),
    [
        ([1, 2], [1, 2], ValueError, r"X must be a matrix .* \(2,\)"),
        ([[1], [2]], [1], ValueError, "X has 2 and y has 1"),
        ([], [], ValueError, "X must be a matrix"),
        (np.ones((0, 2)), [], ValueError, "X must not be empty"),
        ([[1], [np.nan]], [1, 2], ValueError, "X must be finite"),
        ([[1], [2]], [1, np.inf], ValueError, "y must be finite"),
        ([[1], [1e200]], [1, 2], ValueError, "X must be at most 1e150"),
        ([["a"]], [1], TypeError, "X must hold real numbers"),
    ],
)
def test_refusals(X, y, error, message):
    with pytest.raises(error, match=message):
        centred(X, y)


def test_predict_refuses_another_number_of_columns():
    model = LinearModel(w=np.array([2.0, -1.0]), b=0.5)
    with pytest.raises(ValueError, match=r"X must have 2 columns, got shape \(1, 3\)"):
        model.predict([[1, 2, 3]])
