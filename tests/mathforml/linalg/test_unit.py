"""A unit that makes entries about 1 and rounds nothing."""

from __future__ import annotations

import numpy as np
import pytest
from mathforml.linalg._unit import unit_of


@pytest.mark.parametrize("largest", [5e-324, 1e-310, 1e-3, 1.0, 0.75, 3.0, 1e150])
def test_a_power_of_two_just_above_the_largest_entry(largest):
    A = np.array([[-largest, largest / 3], [0.0, 0.0]])
    unit = unit_of(A)
    assert np.frexp(unit)[0] == 0.5
    assert 0.5 <= np.abs(A / unit).max() < 1
    np.testing.assert_array_equal(unit * (A / unit), A)


def test_zeros_have_unit_1():
    assert unit_of(np.zeros((2, 3))) == 1
