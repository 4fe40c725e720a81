"""Steps are walked, stopped and stacked."""

from __future__ import annotations

from itertools import count, takewhile
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import ConvergenceWarning, column, last, take, until


class Point(NamedTuple):
    step: int
    theta: np.ndarray
    grad_norm: float


def halving():
    """Measures 1, 1/2, 1/4, ... without end."""
    return (Point(k, np.array([k, -k]), 2.0**-k) for k in count())


def test_take_computes_no_step_too_many():
    steps = halving()
    assert [point.step for point in take(steps, 3)] == [0, 1, 2]
    assert next(steps).step == 3
    assert take(halving(), 0) == []


def test_take_stops_where_the_steps_end():
    assert take([1, 2], 5) == [1, 2]


def test_until_ends_with_the_first_step_that_meets_the_tolerance():
    points = list(until(halving(), tol=0.25))
    assert [point.grad_norm for point in points] == [1.0, 0.5, 0.25]


def test_until_passes_the_steps_on_unchanged():
    points = take(halving(), 3)
    assert all(a is b for a, b in zip(until(points, tol=0.25), points, strict=True))


def test_until_can_watch_another_field():
    points = (Point(-k, np.zeros(1), 1.0) for k in count())
    assert len(list(until(points, tol=-5, measure="step"))) == 6


def test_until_watches_the_gap_of_a_step_that_has_one():
    class Sweep(NamedTuple):
        gap: float
        grad_norm: float

    sweeps = [Sweep(gap, 1.0) for gap in (4.0, 2.0, 1.0, 0.5)]
    assert list(until(sweeps, tol=2.0)) == sweeps[:2]
    assert list(until(sweeps, tol=1.0, measure="grad_norm")) == sweeps[:1]
    with pytest.warns(ConvergenceWarning, match=r"after 4 steps gap is 0\.5, above tol=0\.1"):
        list(until(sweeps, tol=0.1))


@given(st.lists(st.floats(0, 10), min_size=1), st.floats(0, 10))
def test_until_agrees_with_takewhile(measures, tol):
    points = [Point(k, np.zeros(1), value) for k, value in enumerate(measures)]
    before = len(list(takewhile(lambda value: value > tol, measures)))
    if before < len(measures):
        assert len(list(until(points, tol=tol))) == before + 1
    else:
        with pytest.warns(ConvergenceWarning):
            assert list(until(points, tol=tol)) == points


def test_until_warns_when_the_steps_have_gone_by():
    message = r"after 4 steps grad_norm is 0\.125, above tol=0\.01"
    with pytest.warns(ConvergenceWarning, match=message):
        assert len(list(until(halving(), tol=0.01, max_steps=4))) == 4


def test_until_is_silent_when_the_last_allowed_step_converges():
    assert len(list(until(halving(), tol=0.125, max_steps=4))) == 4


def test_until_never_takes_nan_for_small():
    with pytest.warns(ConvergenceWarning, match="grad_norm is nan"):
        list(until([Point(0, np.zeros(1), np.nan)], tol=1.0))


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"tol": np.nan}, ValueError, "tol must be finite"),
        ({"tol": "small"}, TypeError, "tol must hold real numbers"),
        ({"tol": 1, "max_steps": 0}, ValueError, "max_steps must be at least 1, got 0"),
        ({"tol": 1, "max_steps": 1.5}, TypeError, "max_steps must be an integer"),
    ],
)
def test_until_refuses_at_the_call(options, error, message):
    with pytest.raises(error, match=message):
        until(halving(), **options)


def test_until_names_the_fields_that_a_step_has():
    with pytest.raises(ValueError, match=r"no field 'gap': its fields are step, theta, grad_norm"):
        list(until(halving(), tol=0.1, measure="gap"))


def test_last_is_the_end_of_the_walk():
    assert last(until(halving(), tol=0.25)).grad_norm == 0.25
    with pytest.raises(ValueError, match="at least one step"):
        last([])


def test_column_stacks_one_field():
    points = take(halving(), 3)
    np.testing.assert_array_equal(column(points, "theta"), [[0, 0], [1, -1], [2, -2]])
    np.testing.assert_array_equal(column(points, "grad_norm"), [1.0, 0.5, 0.25])
    assert column(points, "step").dtype.kind == "i"


def test_column_reads_a_part_of_a_field():
    points = [Point(k, np.array([k]), Point(-k, np.zeros(1), 0.0)) for k in range(3)]
    assert column(points, "grad_norm.step").tolist() == [0, -1, -2]
    with pytest.raises(
        ValueError, match=r"no field 'theta\.velocity': its fields are step, theta"
    ):
        column(points, "theta.velocity")


def test_column_reads_a_generator_too():
    assert column(until(halving(), tol=0.25), "theta").shape == (3, 2)


def test_column_owns_its_memory():
    points = take(halving(), 1)
    assert not np.shares_memory(column(points, "theta"), points[0].theta)


@pytest.mark.parametrize(
    ("steps", "name", "message"),
    [
        ([], "theta", "at least one step, got none"),
        ([1.0], "theta", "no field 'theta': it is a float"),
    ],
)
def test_column_refuses(steps, name, message):
    with pytest.raises(ValueError, match=message):
        column(steps, name)


def test_take_refuses_a_negative_number():
    with pytest.raises(ValueError, match="n must be at least 0, got -1"):
        take(halving(), -1)
