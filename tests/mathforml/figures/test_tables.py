import re
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.figures import trace_table
from mathforml.figures.tables import readable
from mathforml.iteration import take
from mathforml.optimize.gradient_descent import gradient_descent
from mathforml.optimize.momentum import momentum
from mathforml.probability.metropolis import metropolis


def steps(n=3):
    walk = gradient_descent(lambda t: t @ t, lambda t: 2 * t, [4.0, -2.0], eta=0.25)
    return take(walk, n)


def test_one_row_per_step_and_one_column_per_parameter():
    table = trace_table(steps(), names=["w", "b"])
    assert list(table.columns) == ["w", "b", "loss", "gradient norm"]
    assert list(table.index) == ["0", "1", "2"]
    assert table.columns.name == "step"
    assert list(table["w"]) == ["4", "2", "1"]
    assert list(table["loss"]) == ["20", "5", "1.25"]


def test_parameters_without_names_are_numbered():
    assert list(trace_table(steps()).columns[:2]) == ["theta 0", "theta 1"]


def test_a_random_walk_names_the_entries_of_its_x():
    walk = metropolis(lambda x: -x @ x, [1, 2], scale=1, rng=np.random.default_rng(0))
    table = trace_table(take(walk, 2), names=["a", "b"])
    assert list(table.columns) == ["a", "b", "log f", "accepted"]
    assert list(table.iloc[0]) == ["1", "2", "\N{MINUS SIGN}5", "0"]


@given(
    st.floats(min_value=1e-9, max_value=1e30) | st.floats(min_value=-1e30, max_value=-1e-9),
    st.integers(4, 9),
)
def test_the_text_is_the_number_to_its_significant_digits(value, digits):
    text = readable(value, digits).replace(",", "").replace("\N{MINUS SIGN}", "-")
    kept = digits if 1e-4 <= abs(value) < 1e9 else digits - 2
    assert float(text) == pytest.approx(value, rel=0.51 * 10.0 ** (1 - kept))


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_are_written_in_full(value):
    text = readable(value, 3).replace(",", "").replace("\N{MINUS SIGN}", "-")
    assert Decimal(text) == value


def test_rounding_error_is_not_shown_as_a_number():
    assert readable(3.5e-12, 5) == "< 1e-9"
    assert readable(0.0, 5) == "0"
    assert readable(-3.5e-12, 5) == "< 1e-9"


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_numbers_that_are_not_finite_keep_their_name(value):
    assert re.fullmatch("(\N{MINUS SIGN})?inf|nan", readable(value, 5))


def test_an_empty_trace_is_refused():
    with pytest.raises(ValueError, match="at least one step"):
        trace_table([])


def test_too_few_names_are_refused():
    with pytest.raises(ValueError, match="names must name 2 parameters; got 1"):
        trace_table(steps(), names=["w"])


def test_fields_can_be_left_out():
    steps = take(gradient_descent(lambda t: t @ t, lambda t: 2 * t, [4.0, 1.0], eta=0.25), 2)
    table = trace_table(steps, leave_out=["theta", "grad_norm"])
    assert list(table.columns) == ["loss"]
    assert list(table.index) == ["0", "1"]


def test_what_a_method_remembers_has_columns_by_its_names():
    walk = momentum(lambda t: t @ t / 2, lambda t: t, [4.0, 1.0], eta=0.5, beta=0.5)
    table = trace_table(take(walk, 2), names=["a", "b"], leave_out=["loss", "grad_norm"])
    assert list(table.columns) == ["a", "b", "velocity 0", "velocity 1"]
    assert table.to_numpy().tolist() == [["4", "1", "0", "0"], ["2", "0.5", "4", "1"]]


@pytest.mark.parametrize("wrong", ["theta", ["thetas"], ["loss", "t"]])
def test_only_fields_of_a_step_can_be_left_out(wrong):
    with pytest.raises(ValueError, match="leave_out must be a list of fields of a step, step, "):
        trace_table(steps(), leave_out=wrong)


def test_the_name_of_a_field_is_no_list_of_fields():
    walk = metropolis(lambda x: -x @ x, [1, 2], scale=1, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"leave_out must be a list of fields .* got 'x'"):
        trace_table(take(walk, 2), leave_out="x")
