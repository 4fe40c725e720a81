"""A generator checks at the call, and computes its steps one by one."""

from __future__ import annotations

import pytest
from mathforml import _checks
from mathforml._generators import at_the_call


def test_a_generator_checks_at_the_call_and_computes_no_step_but_the_first():
    computed = []

    @at_the_call
    def halvings(x, *, times):
        """Halve again and again."""
        x = _checks.positive(x, "x")
        for step in range(times):
            computed.append(step)
            yield x / 2**step

    walk = halvings(8.0, times=4)
    assert computed == [0]
    assert [next(walk), next(walk)] == [8, 4]
    assert computed == [0, 1]
    assert list(walk) == [2, 1]
    assert halvings.__doc__ == "Halve again and again."
    with pytest.raises(ValueError, match="x must be positive"):
        halvings(-1.0, times=4)
