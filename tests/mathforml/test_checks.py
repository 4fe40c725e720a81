"""Arguments are read, or refused by an error that names them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from mathforml import _checks


@pytest.mark.parametrize(
    "value",
    [[1, 2], (1.0, 2.0), np.array([1, 2], dtype=np.int8), [Fraction(1), Fraction(2)]],
    ids=["list", "tuple", "int8", "fractions"],
)
def test_vector_becomes_floats(value):
    vector = _checks.as_vector(value, "x")
    assert vector.dtype == np.float64
    np.testing.assert_array_equal(vector, [1.0, 2.0])


def test_parameters_are_a_copy_and_one_number_is_a_vector():
    theta0 = np.array([1.0, 2.0])
    assert not np.shares_memory(_checks.as_parameters(theta0), theta0)
    assert _checks.as_parameters(3).shape == (1,)


def test_symmetric_forgives_rounding_only():
    A = np.array([[2.0, 1.0], [1.0 + 1e-15, 3.0]])
    assert _checks.as_symmetric(A, "A") is A
    with pytest.raises(ValueError, match=r"A must be symmetric, but differs .* by 0\.1"):
        _checks.as_symmetric([[2.0, 1.0], [1.1, 3.0]], "A")


def test_numbers_in_range_pass():
    assert _checks.positive(np.float32(0.5), "eta") == 0.5
    assert _checks.non_negative(0, "lam") == 0.0
    assert _checks.in_range(0.5, "c", 0, 1) == 0.5
    assert _checks.at_least(np.inf, "p", 1) == np.inf
    assert _checks.fraction(0, "beta") == 0.0
    assert [_checks.probability(p, "p") for p in (0, 1)] == [0.0, 1.0]
    assert _checks.whole(np.int64(3), "n", 0) == 3
    assert _checks.as_number(np.inf, "loss") == np.inf
    assert _checks.as_log(-np.inf, "log_f") == -np.inf


@pytest.mark.parametrize(
    ("check", "arguments", "error", "message"),
    [
        (_checks.probability, (1.01, "p"), ValueError, "p must be a probability.* 1.01"),
        (_checks.probability, (np.nan, "p"), ValueError, "p must be a probability.* nan"),
        (_checks.as_vector, (["1", "2"], "x"), TypeError, "x must hold real numbers"),
        (_checks.as_vector, ([1.0, None], "x"), TypeError, "x must hold real numbers"),
        (_checks.as_vector, ([1j], "x"), TypeError, "x must hold real numbers"),
        (_checks.as_vector, ([[1.0], [2.0, 3.0]], "x"), ValueError, "x .* equal length"),
        (_checks.as_vector, ([[1.0]], "x"), ValueError, r"x must be a vector .* \(1, 1\)"),
        (_checks.as_vector, ([], "x"), ValueError, r"x must not be empty.*\(0,\)"),
        (_checks.as_vector, ([1.0, np.nan, -np.inf], "x"), ValueError, "x .* 2 of its 3 values"),
        (_checks.one_for_each, ([1.0, 2.0], 3, "f"), ValueError, r"f must .* 3 samples.*\(2,\)"),
        (_checks.one_for_each, ([[1.0]], 1, "f"), ValueError, r"f must give one number.*\(1, 1\)"),
        (_checks.one_for_each, ([1.0, np.nan], 2, "f"), ValueError, "f must be finite"),
        (_checks.one_for_each, ("12", 2, "f"), TypeError, "f must hold real numbers"),
        (_checks.as_matrix, ([1.0], "X"), ValueError, r"X must be a matrix .* \(1,\)"),
        (_checks.as_matrix, (np.ones((0, 3)), "X"), ValueError, r"X must not be empty.*\(0, 3\)"),
        (_checks.as_columns, (1.0, "b"), ValueError, r"b must be a vector or a matrix.*\(\)"),
        (_checks.as_columns, ([np.nan], "b"), ValueError, "b must be finite"),
        (_checks.as_symmetric, (np.ones((2, 3)), "A"), ValueError, r"A must be square.*\(2, 3\)"),
        (_checks.as_parameters, ([[1.0]],), ValueError, r"theta0 must be a vector .* \(1, 1\)"),
        (_checks.as_number, ([1.0], "loss"), ValueError, r"loss must be one number.*\(1,\)"),
        (_checks.as_number, (None, "loss"), TypeError, "loss must hold real numbers, got None"),
        (_checks.finite, (np.nan, "tol"), ValueError, "tol must be finite, got nan"),
        (_checks.positive, (0, "eta"), ValueError, "eta must be positive and finite, got 0"),
        (
            _checks.positive,
            (np.inf, "eta"),
            ValueError,
            "eta must be positive and finite, got inf",
        ),
        (_checks.positive, ("1", "eta"), TypeError, "eta must hold real numbers, got '1'"),
        (_checks.non_negative, (-1, "lam"), ValueError, "lam must be at least 0.* got -1"),
        (_checks.non_negative, (np.nan, "lam"), ValueError, "lam must be at least 0.* got nan"),
        (_checks.at_least, (0.9, "p", 1), ValueError, r"p must be at least 1, got 0\.9"),
        (_checks.at_least, (np.nan, "p", 1), ValueError, "p must be at least 1, got nan"),
        (_checks.in_range, (1, "c", 0, 1), ValueError, "c must lie between 0 and 1.* got 1"),
        (_checks.in_range, (np.nan, "c", 0, 1), ValueError, "c must lie between .* got nan"),
        (_checks.fraction, (1, "beta"), ValueError, "beta must be at least 0 and below 1, got 1"),
        (_checks.fraction, (-0.1, "beta"), ValueError, "beta must be at least 0 and below 1"),
        (_checks.fraction, (np.nan, "beta"), ValueError, "beta must be at least 0 .* got nan"),
        (_checks.as_logs, ([0.0, np.inf], "l", (2,)), ValueError, "l must .* with 1 that are NaN"),
        (_checks.as_logs, ([0.0, np.nan], "l", (2,)), ValueError, "l must .* with 1 that are NaN"),
        (_checks.as_logs, ([0.0], "l", (2,)), ValueError, r"shape \(2,\), got shape \(1,\)"),
        (_checks.as_logs, (["one"], "l", (1,)), TypeError, "l must hold real numbers"),
        (_checks.as_log, (np.nan, "l"), ValueError, "l must be a number below infinity, got nan"),
        (_checks.as_log, (np.inf, "l"), ValueError, "l must be a number below infinity, got inf"),
        (_checks.whole, (2.0, "n", 0), TypeError, r"n must be an integer, got 2\.0"),
        (_checks.whole, (True, "n", 0), TypeError, "n must be an integer, got True"),
        (_checks.whole, (-1, "n", 0), ValueError, "n must be at least 0, got -1"),
        (_checks.as_generator, (0,), TypeError, "rng must be a generator .* got int"),
    ],
)
def test_refusal_names_the_argument(check, arguments, error, message):
    with pytest.raises(error, match=message):
        check(*arguments)


def test_a_function_can_be_called():
    _checks.callables(loss=abs)
    with pytest.raises(TypeError, match="grad must be a function, got float"):
        _checks.callables(loss=abs, grad=1.0)


def test_rows_are_counted():
    _checks.same_length(X=np.ones((2, 3)), y=np.ones(2))
    with pytest.raises(ValueError, match=r"X and y .* X has 2 and y has 3"):
        _checks.same_length(X=np.ones((2, 3)), y=np.ones(3))


def test_examples_have_a_row_and_a_number_each():
    X, y = _checks.as_examples([[1, 2], [3, 4]], [5, 6])
    assert (X.shape, y.shape, y.dtype) == ((2, 2), (2,), np.float64)
    for arguments, message in (
        (([1.0], [1.0]), "X must be a matrix"),
        (([[1.0]], [[1.0]]), "y must be a vector"),
        (([[1.0], [2.0]], [1.0]), "X has 2 and y has 1"),
    ):
        with pytest.raises(ValueError, match=message):
            _checks.as_examples(*arguments)


def test_numbers_can_be_squared():
    _checks.squarable(X=np.array([[1e150, -1.0]]), y=np.array([0.0]))
    with pytest.raises(ValueError, match="y must be at most 1e150"):
        _checks.squarable(X=np.ones((1, 1)), y=np.array([1.0, -2e150]))


def test_numbers_can_be_added():
    _checks.bounded(X=np.array([[1e300, -1e300]]), y=np.array([0.0]))
    with pytest.raises(ValueError, match=r"y must be at most 1e\+300, got 2e\+300"):
        _checks.bounded(X=np.ones((1, 1)), y=np.array([1.0, -2e300]))


def test_probabilities_that_add_up_pass():
    table = [[0.25, 0.75], [1, 0]]
    np.testing.assert_array_equal(_checks.as_probabilities(table, "p"), table)
    assert _checks.as_probabilities([0.1] * 10, "p").shape == (10,)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([0.5, 0.6], r"p must add up to 1 along its last axis, got 1.1 \(shape \(2,\)\)"),
        ([[0.5, 0.5], [0.5, 0.4]], "got 0.9"),
        ([1.5, -0.5], "p must hold probabilities, from 0 to 1, got -0.5"),
        ([1.5, 0.5], "from 0 to 1, got 1.5"),
        (0.5, "must add up to 1"),
        ([], "p must not be empty"),
        ([np.nan, 1], "p must be finite"),
    ],
)
def test_refused_probabilities(value, message):
    with pytest.raises(ValueError, match=message):
        _checks.as_probabilities(value, "p")
