"""Tables of probabilities are read or refused, and sums of logarithms do not overflow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.probability._tables import as_probabilities, log_sum_exp
from scipy import special


def test_rows_that_add_up_pass():
    table = [[0.25, 0.75], [1, 0]]
    np.testing.assert_array_equal(as_probabilities(table, "p"), table)
    assert as_probabilities([0.1] * 10, "p").shape == (10,)


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
def test_refusals(value, message):
    with pytest.raises(ValueError, match=message):
        as_probabilities(value, "p")


@given(arrays(float, (3, 4), elements=st.floats(-1e4, 1e4) | st.just(-np.inf)))
def test_log_sum_exp_against_scipy(a):
    np.testing.assert_allclose(log_sum_exp(a), special.logsumexp(a, axis=1), rtol=1e-12)
