"""Elimination against exact fractions: the same rank, the same solutions, a staircase."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.iteration import last, take
from mathforml.linalg.elimination import eliminate
from scipy.linalg import subspace_angles

integers = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda shape: arrays(float, shape, elements=st.integers(-3, 3))
)


def exact_rank(A):
    """The number of pivots in fractions, any number that is not 0 being a pivot."""
    rows = [[Fraction(value) for value in row] for row in A]
    rank = 0
    for c in range(len(rows[0])):
        for i in range(rank, len(rows)):
            if rows[i][c]:
                rows[rank], rows[i] = rows[i], rows[rank]
                break
        else:
            continue
        pivot = rows[rank]
        for i in range(rank + 1, len(rows)):
            m = rows[i][c] / pivot[c]
            rows[i] = [a - m * b for a, b in zip(rows[i], pivot, strict=True)]
        rank += 1
        if rank == len(rows):
            break
    return rank


def first_columns(matrix):
    """The column of the first number that is not 0 in each row; one too many for a row of 0."""
    return [int(np.append(row != 0, True).argmax()) for row in matrix]


def test_three_equations_by_hand():
    """2x + y = 4, 4x + 4y = 12, 2x + 3y + 2z = 10 has the solution (1, 2, 1)."""
    system = [[2, 1, 0, 4], [4, 4, 0, 12], [2, 3, 2, 10]]
    steps = list(eliminate(system))
    np.testing.assert_array_equal(steps[0].matrix, system)
    np.testing.assert_array_equal(steps[1].matrix, [[4, 4, 0, 12], [0, -1, 0, -2], [0, 1, 2, 4]])
    np.testing.assert_array_equal(steps[2].matrix, [[4, 4, 0, 12], [0, -1, 0, -2], [0, 0, 2, 2]])
    assert [(s.step, s.column, s.exchanged) for s in steps] == [
        (0, -1, -1),
        (1, 0, 1),
        (2, 1, 1),
        (3, 2, 2),
    ]
    np.testing.assert_array_equal(steps[1].multipliers, [0, 0.5, 0.5])
    np.testing.assert_array_equal(steps[2].multipliers, [0, 0, -1])


def test_two_parallel_lines_have_a_pivot_in_the_last_column():
    assert last(eliminate([[1, 2, 3], [2, 4, 7]])).column == 2


@given(integers)
def test_the_number_of_steps_is_the_rank(A):
    assert last(eliminate(A)).step == exact_rank(A)


@given(integers)
def test_a_staircase_is_left(A):
    starts = first_columns(last(eliminate(A)).matrix)
    assert all(a < b or a == b == A.shape[1] for a, b in pairwise(starts))


@given(integers)
def test_the_rows_span_the_same_at_every_step(A):
    for step in eliminate(A):
        assert exact_rank(A) == np.linalg.matrix_rank(np.vstack([A, step.matrix]), tol=1e-9)


@given(integers)
def test_each_step_is_an_exchange_and_a_subtraction(A):
    steps = list(eliminate(A))
    for before, after in pairwise(steps):
        r = after.step - 1
        exchanged = before.matrix.copy()
        exchanged[[r, after.exchanged]] = exchanged[[after.exchanged, r]]
        expected = exchanged - np.outer(after.multipliers, exchanged[r])
        np.testing.assert_allclose(after.matrix, expected, atol=1e-13)
        assert np.abs(after.multipliers).max() <= 1
        assert not after.multipliers[: r + 1].any()


def dependent(rng, n_rows, rank, n_columns):
    """Return a matrix whose later columns are sums of its first `rank`, each at most once.

    Columns that are taken many times bring their rounding along as often, and then it counts as
    a number.
    """
    first = rng.normal(size=(n_rows, rank)) @ np.linalg.qr(rng.normal(size=(rank, rank)))[0]
    return first @ np.hstack([np.eye(rank), rng.uniform(-1, 1, (rank, n_columns - rank))])


@pytest.mark.parametrize("seed", range(20))
def test_what_rounding_leaves_of_a_dependent_row_or_column_is_0(seed):
    A = dependent(np.random.default_rng(seed), 9, 4, 7)
    end = last(eliminate(A))
    assert end.step == 4
    np.testing.assert_array_equal(end.matrix[4:], 0)


@pytest.mark.parametrize("seed", range(5))
def test_units_of_the_columns_do_not_matter(seed):
    rng = np.random.default_rng(seed)
    A = dependent(rng, 6, 3, 5)
    assert last(eliminate(A * 10.0 ** rng.integers(-150, 150, 5))).step == 3


def test_the_rows_of_the_end_span_the_row_space():
    rng = np.random.default_rng(0)
    A = rng.normal(size=(8, 3)) @ rng.normal(size=(3, 6))
    found = last(eliminate(A)).matrix[:3]
    assert subspace_angles(found.T, A.T).max() < 1e-12


@pytest.mark.parametrize("A", [[[0.0]], np.zeros((3, 2))])
def test_zeros_have_no_pivot(A):
    assert [step.step for step in eliminate(A)] == [0]


def test_a_row_and_a_column():
    assert last(eliminate([[0.0, 0.0, 5.0]])).column == 2
    np.testing.assert_array_equal(last(eliminate([[1.0], [-2.0]])).matrix, [[-2], [0]])


def test_a_tiny_pivot_is_passed_over():
    """Without the exchange 1 - 1e20 would swallow the 1, and x would come out as 0."""
    end = last(eliminate([[1e-20, 1, 1], [1, 1, 2]])).matrix
    np.testing.assert_array_equal(end, [[1, 1, 2], [0, 1, 1]])


@pytest.mark.parametrize("size", [1e-300, 1e299])
def test_tiny_and_huge_numbers(size):
    A = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])
    assert last(eliminate(size * A)).step == 2


def test_steps_own_their_arrays():
    A = np.array([[1.0, 2.0], [3.0, 4.0]])
    steps = take(eliminate(A), 3)
    owned = [A, *(s.matrix for s in steps), *(s.multipliers for s in steps)]
    assert not any(np.shares_memory(a, b) for a, b in combinations(owned, 2))
    steps[0].matrix[:] = 99
    np.testing.assert_array_equal(A, [[1, 2], [3, 4]])
    np.testing.assert_array_equal(steps[1].matrix[0], [3, 4])


@pytest.mark.parametrize(
    ("A", "error", "message"),
    [
        ([1.0, 2.0], ValueError, r"A must be a matrix .* got shape \(2,\)"),
        (np.ones((0, 2)), ValueError, "A must not be empty"),
        ([[1.0, np.inf]], ValueError, "A must be finite"),
        ([[1e301]], ValueError, r"A must be at most 1e\+300, got 1e\+301"),
        ([["a"]], TypeError, "A must hold real numbers"),
    ],
)
def test_refusals_at_the_call(A, error, message):
    with pytest.raises(error, match=message):
        eliminate(A)
