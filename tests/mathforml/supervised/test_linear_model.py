"""Linear models: against exact arithmetic, scikit-learn and the normal equations."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.losses import empirical_risk, squared
from mathforml.supervised.linear_model import Line, LinearModel, centred, fit_line
from sklearn.linear_model import LinearRegression

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


# with one feature: the line of least squares

points = st.lists(
    st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), min_size=2, max_size=30
).filter(lambda pairs: len({x for x, _ in pairs}) > 1)


def exact_line(x, y):
    """Slope and intercept as fractions, from the normal equations."""
    x, y = [Fraction(value) for value in x], [Fraction(value) for value in y]
    n, Sx, Sy = len(x), sum(x), sum(y)
    Sxx, Sxy = sum(a * a for a in x), sum(a * b for a, b in zip(x, y, strict=True))
    w = (n * Sxy - Sx * Sy) / (n * Sxx - Sx * Sx)
    return w, (Sy - w * Sx) / n


def test_points_on_a_line_give_the_line():
    x = np.linspace(-2, 5, 20)
    line = fit_line(x, 3 * x - 7)
    assert line == (pytest.approx(3, rel=1e-14), pytest.approx(-7, rel=1e-14))
    np.testing.assert_allclose(line.predict(x), 3 * x - 7, rtol=1e-13)


def test_two_points_by_hand():
    assert fit_line([1, 3], [5, 1]) == Line(w=-2.0, b=7.0)


@given(points)
def test_against_exact_arithmetic(pairs):
    x, y = zip(*pairs, strict=True)
    w, b = exact_line(x, y)
    line = fit_line(x, y)
    scale = max(map(abs, (*x, *y)))
    assert line.w == pytest.approx(float(w), rel=1e-9, abs=1e-9)
    assert line.b == pytest.approx(float(b), rel=1e-9, abs=1e-12 * scale * scale)


@pytest.mark.parametrize("offset", [0.0, 1e4, 1e8])
def test_a_large_offset_costs_no_digits_of_the_slope(offset):
    """The textbook formula n Sxy - Sx Sy loses all of them at 1e8."""
    x = offset + np.array([0.0, 0.5, 1.0, 2.0])
    y = np.array([1.0, 3.0, 2.0, 5.0])
    assert fit_line(x, y).w == pytest.approx(float(exact_line(x, y)[0]), rel=1e-14)


def test_a_line_against_scikit_learn():
    rng = np.random.default_rng(0)
    x = rng.normal(size=200)
    y = 2 * x + rng.normal(size=200)
    other = LinearRegression().fit(x[:, None], y)
    assert fit_line(x, y) == (pytest.approx(other.coef_[0]), pytest.approx(other.intercept_))


@given(points)
def test_residuals_sum_to_zero_and_are_orthogonal_to_x(pairs):
    x, y = np.array(pairs, dtype=float).T
    residual = y - fit_line(x, y).predict(x)
    size = 1e-12 * len(x) * (1 + np.abs(y).max()) * (1 + np.abs(x).max())
    assert abs(residual.sum()) <= size * (1 + np.abs(x).max())
    assert abs(residual @ (x - x.mean())) <= size * (1 + np.abs(x).max())


@given(points, st.floats(-1, 1), st.floats(-1, 1))
def test_no_other_line_has_a_smaller_error(pairs, dw, db):
    x, y = np.array(pairs, dtype=float).T
    line = fit_line(x, y)
    other = Line(line.w + dw, line.b + db)
    best = empirical_risk(squared, y, line.predict(x))
    assert best <= empirical_risk(squared, y, other.predict(x)) * (1 + 1e-9) + 1e-9


@given(points, st.integers(1, 100), st.integers(-100, 100))
def test_units_of_x_do_not_change_the_predictions(pairs, scale, shift):
    x, y = np.array(pairs, dtype=float).T
    assume(np.ptp(x) > 0)
    u = scale * x + shift
    np.testing.assert_allclose(
        fit_line(u, y).predict(u), fit_line(x, y).predict(x), atol=1e-8 * (1 + np.abs(y).max())
    )


@pytest.mark.parametrize("size", [1e-140, 1e140])
def test_lines_of_tiny_and_huge_inputs(size):
    assert fit_line([0, size, 2 * size], [1, 3, 5]).w == pytest.approx(2 / size)


def test_a_line_keeps_the_shape():
    line = Line(w=2.0, b=1.0)
    assert line.predict(3) == 7.0
    assert line.predict([[0.0, 1.0]]).shape == (1, 2)
    with pytest.raises(ValueError, match="x must be finite"):
        line.predict([np.nan])


@pytest.mark.parametrize(
    ("x", "y", "error", "message"),
    [
        ([0.1, 0.1, 0.1], [1, 2, 3], ValueError, r"x .* two different values, got 0\.1 in all 3"),
        ([1.0], [1.0], ValueError, "x .* two different values, got 1 in all 1"),
        ([], [], ValueError, "x must not be empty"),
        ([1, 2], [1, 2, 3], ValueError, "x has 2 and y has 3"),
        ([1, np.nan], [1, 2], ValueError, "x must be finite"),
        ([1, 2], [1, np.inf], ValueError, "y must be finite"),
        ([[1], [2]], [1, 2], ValueError, r"x must be a vector .* \(2, 1\)"),
        ([1, 2], [0, 1e200], ValueError, "y must be at most 1e150"),
        (["a", "b"], [1, 2], TypeError, "x must hold real numbers"),
    ],
)
def test_lines_that_are_refused(x, y, error, message):
    with pytest.raises(error, match=message):
        fit_line(x, y)
