"""The path of the lasso against single fits, scikit-learn and least angle regression."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.linear_model
from mathforml.iteration import ConvergenceWarning
from mathforml.supervised.lasso import coordinate_descent, largest_penalty, lasso_path
from sklearn.datasets import load_diabetes


def data(n=40, p=6):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, p)) + rng.normal(size=(n, 1)) + 2
    return X, 3 + X[:, 0] - 2 * X[:, 1] + rng.normal(size=n)


def test_against_scikit_learn():
    X, y = data()
    lams = largest_penalty(X, y) * np.geomspace(1, 1e-3, 12)
    path = lasso_path(X, y, lams, tol=1e-10)
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    _, theirs, _ = sklearn.linear_model.lasso_path(Xc, yc, alphas=lams, tol=1e-10)
    np.testing.assert_allclose(path.w, theirs.T, atol=1e-5)
    np.testing.assert_array_equal(path.lams, lams)
    np.testing.assert_allclose(path.b, y.mean() - path.w @ X.mean(axis=0), atol=1e-10)


def test_against_least_angle_regression():
    """The path is straight between its corners, which another algorithm finds exactly."""
    X, y = load_diabetes(return_X_y=True)
    X = X * np.sqrt(len(X))
    alphas, _, corners = sklearn.linear_model.lars_path(X, y - y.mean(), method="lasso")
    lams = np.concatenate([alphas[:-1], (alphas[:-2] + alphas[1:-1]) / 2])
    lams = lams[lams > 0]
    expected = np.array([[np.interp(lam, alphas[::-1], w[::-1]) for w in corners] for lam in lams])
    np.testing.assert_allclose(lasso_path(X, y, lams, tol=1e-12).w, expected, atol=1e-2)


def test_penalties_come_back_in_the_order_in_which_they_were_given():
    X, y = data()
    falling, mixed = [1.0, 0.3, 0.1, 0.01], [0.1, 1.0, 0.01, 0.3]
    one, other = lasso_path(X, y, falling, tol=1e-12), lasso_path(X, y, mixed, tol=1e-12)
    np.testing.assert_allclose(other.w, one.w[[2, 0, 3, 1]], atol=1e-5)


def test_the_path_begins_where_all_weights_are_0():
    X, y = data()
    lam = largest_penalty(X, y)
    path = lasso_path(X, y, [2 * lam, lam * (1 + 1e-12), 0.9 * lam])
    np.testing.assert_array_equal((path.w != 0).sum(axis=1), [0, 0, 1])
    assert path.b[0] == pytest.approx(y.mean())


def test_a_warm_start_goes_on_where_the_walk_was():
    X, y = data()
    walk = coordinate_descent(X, y, lam=0.2)
    steps = [next(walk) for _ in range(4)]
    again = coordinate_descent(X, y, lam=0.2, w0=steps[1].w)
    for step in steps[1:]:
        other = next(again)
        np.testing.assert_allclose(other.w, step.w, atol=1e-12)
        assert other.loss == pytest.approx(step.loss)


def test_a_path_needs_fewer_sweeps_than_its_last_penalty_alone():
    X, y = data(20, 15)
    lams = largest_penalty(X, y) * np.geomspace(1, 0.01, 400)
    lasso_path(X, y, lams, max_steps=40)
    with pytest.warns(ConvergenceWarning, match="after 40 steps"):
        lasso_path(X, y, lams[-1:], max_steps=40)


def test_a_start_is_copied_checked_and_has_no_weight_on_a_constant():
    X, y = data()
    X[:, 2] = 4.0
    w0 = np.ones(6)
    walk = coordinate_descent(X, y, lam=0.2, w0=w0)
    start, end = next(walk), next(walk)
    assert start.w[2] == end.w[2] == 0
    assert np.isfinite(end.w).all()
    np.testing.assert_array_equal(w0, 1)
    with pytest.raises(ValueError, match="w0 has 2 and a row of X has 6"):
        coordinate_descent(X, y, lam=0.2, w0=[1.0, 2.0])
    with pytest.raises(ValueError, match="w0 must be finite"):
        coordinate_descent(X, y, lam=0.2, w0=np.full(6, np.nan))


def test_too_few_sweeps_warn():
    with pytest.warns(ConvergenceWarning, match="gap is .* above tol"):
        lasso_path(*data(), [1e-4], max_steps=2)


@pytest.mark.parametrize(
    ("lams", "options", "message"),
    [
        ([], {}, "lams must not be empty"),
        ([1.0, 0.0], {}, "lams must be positive, got 0"),
        ([[1.0]], {}, "lams must be a vector"),
        ([1.0], {"tol": -1}, "tol must be at least 0"),
        ([1.0], {"max_steps": 0}, "max_steps must be at least 1"),
    ],
)
def test_refusals(lams, options, message):
    with pytest.raises(ValueError, match=message):
        lasso_path(*data(), lams, **options)
