"""Power iteration: fractions by hand, the predicted rate, LAPACK's vector, and where it fails."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.iteration import ConvergenceWarning, column, last, take, until
from mathforml.linalg.power_iteration import power_iteration

squares = st.integers(1, 6).flatmap(lambda n: arrays(float, (n, n), elements=st.floats(-10, 10)))


def symmetric(values, seed=0):
    """A symmetric matrix with given eigenvalues, and its eigenvectors in columns."""
    rng = np.random.default_rng(seed)
    V, _ = np.linalg.qr(rng.normal(size=(len(values), len(values))))
    A = (V * values) @ V.T
    return (A + A.T) / 2, V


def test_against_exact_fractions():
    """From (1, 0), [[2, 1], [1, 2]] gives (2, 1), (5, 4), (14, 13), ..."""
    x, y = Fraction(1), Fraction(0)
    for step in take(power_iteration([[2, 1], [1, 2]], [1, 0]), 8):
        assert step.v[1] / step.v[0] == pytest.approx(float(y / x), rel=1e-14)
        value = (2 * x * x + 2 * x * y + 2 * y * y) / (x * x + y * y)
        assert step.value == pytest.approx(float(value), rel=1e-14)
        x, y = 2 * x + y, x + 2 * y


@pytest.mark.parametrize("values", [[5.0, 4.0, 1.0], [-5.0, 2.0, 1.0], [3.0, -2.0, 0.0]])
def test_the_rate_is_the_ratio_of_eigenvalues(values):
    """The part across the eigenvector falls by |lambda_2 / lambda_1|, the value's error twice."""
    A, V = symmetric(values)
    steps = take(power_iteration(A, V @ [1.0, 1.0, 1.0]), 30)
    v = column(steps, "v")
    away = np.linalg.norm(v - np.outer(v @ V[:, 0], V[:, 0]), axis=1)
    rate = abs(values[1] / values[0])
    np.testing.assert_allclose(away[9:20] / away[8:19], rate, rtol=0.02)
    error = np.abs(column(steps, "value") - values[0])
    np.testing.assert_allclose(error[9:14] / error[8:13], rate**2, rtol=0.05)


@given(squares, st.integers(0, 100))
def test_some_eigenvalue_is_within_the_residual(M, seed):
    A = M + M.T
    start = np.random.default_rng(seed).normal(size=len(A))
    values = np.linalg.eigvalsh(A)
    for step in take(power_iteration(A, start), 6):
        assert np.linalg.norm(step.v) == pytest.approx(1, rel=1e-12)
        closest = np.abs(values - step.value).min()
        assert closest <= step.residual + 1e-13 * np.abs(A).max()
        assert values[0] - 1e-12 <= step.value + 1e-12 * np.abs(A).max()


@given(squares, st.integers(0, 100))
def test_of_a_positive_matrix_the_value_never_falls(M, seed):
    A = M @ M.T
    start = np.random.default_rng(seed).normal(size=len(A))
    value = column(take(power_iteration(A, start), 8), "value")
    assert (np.diff(value) >= -1e-12 * np.abs(A).max()).all()


def test_finds_the_vector_of_lapack():
    A, _ = symmetric([4.0, 3.0, -2.0, 1.0, 0.0])
    end = last(until(power_iteration(A, np.ones(5)), tol=1e-13, measure="residual"))
    values, V = np.linalg.eigh(A)
    assert end.value == pytest.approx(values[-1], rel=1e-14)
    assert abs(end.v @ V[:, -1]) == pytest.approx(1, rel=1e-14)


def test_a_negative_value_does_not_flip_the_direction():
    A, V = symmetric([-6.0, 1.0, 2.0])
    v = column(take(power_iteration(A, V @ [1.0, 0.5, 0.5]), 10), "v")
    assert (np.sum(v[1:] * v[:-1], axis=1) > 0).all()


def test_from_a_start_across_the_first_it_finds_the_second():
    A = np.diag([3.0, 2.0, 1.0])
    end = take(power_iteration(A, [0.0, 1.0, 1.0]), 60)[-1]
    assert end.value == pytest.approx(2, rel=1e-12)


def test_equal_and_opposite_values_never_settle():
    walk = power_iteration([[0.0, 1.0], [1.0, 0.0]], [1.0, 0.0])
    with pytest.warns(ConvergenceWarning, match="after 50 steps residual is 1, above"):
        end = last(until(walk, tol=1e-9, max_steps=50, measure="residual"))
    assert end.value == 0


@pytest.mark.parametrize("A", [np.zeros((2, 2)), [[1.0, -1.0], [-1.0, 1.0]]])
def test_where_nothing_is_left_it_stands_still(A):
    steps = take(power_iteration(A, [1.0, 1.0]), 3)
    for step in steps:
        np.testing.assert_allclose(step.v, [0.5**0.5, 0.5**0.5])
        assert (step.value, step.residual) == (0, 0)


@pytest.mark.parametrize("size", [1e-310, 1e-200, 1e149])
@pytest.mark.parametrize("length", [1e-300, 1e300])
def test_tiny_and_huge(size, length):
    steps = take(power_iteration(size * np.array([[2.0, 1], [1, 2]]), [length, 0.0]), 40)
    assert steps[-1].value == pytest.approx(3 * size, rel=1e-9)
    assert steps[-1].residual <= 1e-12 * size


def test_steps_are_of_plain_kinds_and_own_their_arrays():
    start = np.array([1.0, 0.0])
    steps = take(power_iteration([[2.0, 1.0], [1.0, 2.0]], start), 4)
    assert [step.step for step in steps] == [0, 1, 2, 3]
    assert all((type(s.value), type(s.residual)) == (float, float) for s in steps)
    arrays_ = [start, *(step.v for step in steps)]
    assert not any(np.shares_memory(a, b) for a, b in combinations(arrays_, 2))
    walk = power_iteration([[2.0, 1.0], [1.0, 2.0]], start)
    next(walk).v[:] = 99
    np.testing.assert_array_equal(next(walk).v, steps[1].v)


@pytest.mark.parametrize(
    ("A", "v0", "error", "message"),
    [
        (np.eye(2), [0.0, 0.0], ValueError, "v0 must have a direction, but all of its 2 numbers"),
        (np.eye(2), [1.0], ValueError, "A has 2 and v0 has 1"),
        (np.eye(2), [1.0, np.nan], ValueError, "v0 must be finite"),
        (np.eye(2), np.ones((2, 1)), ValueError, "v0 must be a vector"),
        ([[1.0, 1.0], [0.0, 1.0]], [1.0, 0.0], ValueError, "A must be symmetric"),
        (np.ones((1, 2)), [1.0], ValueError, "A must be square"),
        ([[1e151]], [1.0], ValueError, "A must be at most 1e150"),
        ([["a"]], [1.0], TypeError, "A must hold real numbers"),
    ],
)
def test_refusals_at_the_call(A, v0, error, message):
    with pytest.raises(error, match=message):
        power_iteration(A, v0)
