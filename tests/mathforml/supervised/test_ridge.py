"""Ridge regression against its gradient and augmented least squares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.linalg.least_squares import solve_least_squares
from mathforml.supervised.ridge import ridge, ridge_path

SHAPES = [(1, 1), (1, 5), (2, 1), (30, 4), (8, 8), (7, 20)]


def data(shape, seed=0):
    """Features of uneven size and mean, and a target with an intercept."""
    rng = np.random.default_rng(seed)
    n, p = shape
    X = rng.normal(loc=3, size=shape) * np.linspace(1, 5, p)
    return X, 10 + X @ rng.normal(size=p) + rng.normal(size=n)


def penalised_loss(X, y, w, b, lam):
    return np.sum((y - X @ w - b) ** 2) + lam * np.sum(w**2)


def test_one_feature_by_hand():
    """Centred x is -1, 0, 1 and y is -2, 0, 2: w = 4 / (2 + 2)."""
    w, b = ridge([[4], [5], [6]], [1, 3, 5], lam=2.0)
    assert w == pytest.approx([1.0])
    assert b == pytest.approx(3 - 5)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("lam", [1e-3, 1.0, 1e6])
def test_against_augmented_least_squares(shape, lam):
    """The penalty is p more examples, of 0, with features sqrt(lam) I; b has its own column."""
    X, y = data(shape)
    n, p = shape
    rows = np.block([[X, np.ones((n, 1))], [np.sqrt(lam) * np.eye(p), np.zeros((p, 1))]])
    expected = solve_least_squares(rows, np.append(y, np.zeros(p)))
    model = ridge(X, y, lam=lam)
    np.testing.assert_allclose(model.w, expected[:-1], rtol=1e-7, atol=1e-9)
    assert model.b == pytest.approx(expected[-1], rel=1e-7)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_path_has_the_models_of_each_penalty(shape):
    X, y = data(shape)
    path = ridge_path(X, y, [1e-2, 1.0, 1e3])
    for lam, w, b in zip(path.lams, path.w, path.b, strict=True):
        model = ridge(X, y, lam=lam)
        np.testing.assert_allclose(w, model.w, rtol=1e-8, atol=1e-11)
        assert b == pytest.approx(model.b, rel=1e-8)


@given(st.floats(1e-3, 1e3), st.integers(0, 50))
def test_the_gradient_is_0(lam, seed):
    X, y = data((12, 3), seed)
    w, b = ridge(X, y, lam=lam)
    residual = y - X @ w - b
    scale = np.abs(X).max() * np.abs(y).max()
    np.testing.assert_allclose(X.T @ residual - lam * w, 0, atol=1e-10 * scale)
    assert residual.sum() == pytest.approx(0, abs=1e-10 * scale)


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_no_other_model_has_a_smaller_loss(dw1, dw2, db):
    X, y = data((12, 2))
    w, b = ridge(X, y, lam=3.0)
    best = penalised_loss(X, y, w, b, 3.0)
    assert best <= penalised_loss(X, y, w + np.array([dw1, dw2]), b + db, 3.0) + 1e-9


@pytest.mark.parametrize("shape", [(30, 4), (8, 7)])
def test_without_penalty_it_is_least_squares(shape):
    X, y = data(shape)
    expected = solve_least_squares(np.column_stack([X, np.ones(len(X))]), y)
    for lam, tolerance in ((0.0, 1e-8), (1e-9, 1e-5)):
        w, b = ridge(X, y, lam=lam)
        np.testing.assert_allclose(np.append(w, b), expected, rtol=tolerance)


def test_a_large_penalty_leaves_the_mean():
    X, y = data((30, 4))
    w, b = ridge(X, y, lam=1e15)
    np.testing.assert_allclose(w, 0, atol=1e-10)
    assert b == pytest.approx(y.mean())


def test_weights_shrink_and_degrees_of_freedom_fall_from_p_to_0():
    X, y = data((30, 4))
    path = ridge_path(X, y, np.logspace(-9, 9, 40))
    assert (np.diff(np.linalg.norm(path.w, axis=1)) < 0).all()
    assert (np.diff(path.degrees_of_freedom) < 0).all()
    assert path.degrees_of_freedom[0] == pytest.approx(4)
    assert path.degrees_of_freedom[-1] == pytest.approx(0, abs=1e-5)


def test_degrees_of_freedom_are_the_trace_of_the_hat_matrix():
    X, _ = data((9, 3))
    hat = np.column_stack([ridge(X, e, lam=2.0).predict(X) for e in np.eye(9)])
    (freedom,) = ridge_path(X, np.ones(9), [2.0]).degrees_of_freedom
    assert freedom + 1 == pytest.approx(np.trace(hat))  # the intercept is the one


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_shift_of_the_data_changes_the_intercept_only(dx, dy):
    X, y = data((12, 3))
    before, after = ridge(X, y, lam=1.0), ridge(X + dx, y + dy, lam=1.0)
    np.testing.assert_allclose(after.w, before.w, atol=1e-6)


def test_a_constant_column_gets_no_weight():
    X, y = data((20, 2))
    constant = np.full(20, 0.1)
    w, _ = ridge(np.column_stack([X, constant]), y, lam=1.0)
    assert abs(w[2]) < 1e-12
    with pytest.raises(ValueError, match=r"X\^T X \+ lam I .* must be positive definite"):
        ridge(np.column_stack([X, np.full(20, 2.0)]), y, lam=0.0)


def test_equal_columns_share_the_weight():
    X, y = data((20, 1))
    w, _ = ridge(np.column_stack([X, X]), y, lam=1.0)
    assert w[0] == pytest.approx(w[1])
    with pytest.raises(ValueError, match=r"X\^T X \+ lam I .* must be positive definite"):
        ridge(np.column_stack([X, X]), y, lam=0.0)


@pytest.mark.parametrize("size", [1e-140, 1e140])
def test_tiny_and_huge_inputs(size):
    X, y = data((20, 2))
    w, _ = ridge(size * X, y, lam=size**2)
    np.testing.assert_allclose(w * size, ridge(X, y, lam=1.0).w, rtol=1e-9)


def test_the_path_owns_its_penalties():
    lams = np.array([1.0, 2.0])
    assert not np.shares_memory(ridge_path([[0.0], [1.0]], [0.0, 1.0], lams).lams, lams)


@pytest.mark.parametrize(
    ("lam", "error", "message"),
    [
        (-1.0, ValueError, "lam must be at least 0 and finite, got -1"),
        (np.inf, ValueError, "lam must be at least 0 and finite, got inf"),
        ("1", TypeError, "lam must hold real numbers"),
        ([1.0], ValueError, "lam must be one number"),
    ],
)
def test_penalties_that_are_refused(lam, error, message):
    with pytest.raises(error, match=message):
        ridge([[0.0], [1.0]], [0.0, 1.0], lam=lam)


def test_the_path_refuses_a_penalty_of_0():
    with pytest.raises(ValueError, match="lams must be positive, got 0"):
        ridge_path([[0.0], [1.0]], [0.0, 1.0], [1.0, 0.0])


def test_data_are_checked():
    for fit in (lambda X, y: ridge(X, y, lam=1), lambda X, y: ridge_path(X, y, [1])):
        with pytest.raises(ValueError, match="X must be finite"):
            fit([[np.nan]], [1.0])
