"""The contracting grid against a single grid, SciPy's minimum, and its own promises."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import take
from mathforml.optimize.contracting_grid import contracting_grid
from mathforml.optimize.grid import grid_search


def bowl(theta):
    return float(np.cosh(theta[0] - 0.3) + 2 * np.cosh(theta[1] + 0.7))


def valley(theta):
    """A narrow valley along the diagonal, with its minimum at (1, -1)."""
    return float(100 * (theta.sum()) ** 2 + (theta[0] - 1) ** 2)


def test_the_first_round_is_one_grid_over_the_box():
    first = next(contracting_grid(bowl, [-2, -3], [2, 1], points=5))
    grid = grid_search(bowl, np.linspace(-2, 2, 5), np.linspace(-3, 1, 5))
    np.testing.assert_allclose(first.theta, grid.theta)
    assert (first.loss, first.evaluations) == (pytest.approx(grid.loss), 25)


def test_by_hand():
    rounds = take(contracting_grid(lambda t: abs(t[0] - 5), [0], [8], points=3, shrink=0.5), 3)
    # 0 4 8, then 2 4 6 (4 and 6 are equally good: the first), then 3 4 5
    assert [step.theta[0] for step in rounds] == [4, 4, 5]
    assert [step.width for step in rounds] == [1, 0.5, 0.25]


def test_against_scipy():
    found = take(contracting_grid(bowl, [-2, -3], [2, 1]), 15)[-1]
    reference = scipy.optimize.minimize(bowl, [0, 0], tol=1e-12)
    np.testing.assert_allclose(found.theta, reference.x, atol=1e-5)


@given(
    st.floats(-0.99, 0.99),
    st.sampled_from([3, 5, 11]),
    st.floats(min_value=0.05, max_value=0.95),
)
def test_with_an_odd_grid_the_loss_never_rises(minimum, points, shrink):
    def loss(theta):
        return float((theta[0] - minimum) ** 2)

    losses = [
        step.loss
        for step in take(contracting_grid(loss, [-1], [1], points=points, shrink=shrink), 8)
    ]
    # the best point stands in the middle of the next grid, up to rounding of its place
    assert all(later <= earlier + 1e-12 for earlier, later in pairwise(losses))


def test_a_box_that_shrinks_too_fast_ends_beside_the_minimum():
    careful = take(contracting_grid(valley, [-4, -4.3], [4, 3.9], points=5, shrink=0.5), 25)[-1]
    hasty = take(contracting_grid(valley, [-4, -4.3], [4, 3.9], points=5, shrink=0.1), 25)[-1]
    np.testing.assert_allclose(careful.theta, [1, -1], atol=1e-4)
    assert np.abs(hasty.theta - [1, -1]).max() > 0.05


def test_evaluations_are_counted():
    calls = []
    rounds = take(
        contracting_grid(lambda t: calls.append(1) or bowl(t), [-1, -1], [1, 1], points=4), 3
    )
    assert rounds[-1].evaluations == len(calls) == 48


def test_steps_own_their_arrays():
    arrays = [step.theta for step in take(contracting_grid(bowl, [-1, -1], [1, 1]), 4)]
    assert not any(np.shares_memory(a, b) for a, b in combinations(arrays, 2))


@pytest.mark.parametrize(
    ("arguments", "settings", "error", "message"),
    [
        (([0], [0]), {}, ValueError, "low must be below high"),
        (([0, 0], [1]), {}, ValueError, "low has 2"),
        (([0], [np.inf]), {}, ValueError, "high must be finite"),
        (([], []), {}, ValueError, "low must not be empty"),
        (([0], [1]), {"points": 2}, ValueError, "points must be at least 3"),
        (([0], [1]), {"points": 2.5}, TypeError, "points must be an integer"),
        (([0], [1]), {"shrink": 1}, ValueError, "shrink must lie between 0 and 1"),
    ],
)
def test_bad_arguments_are_refused_at_the_call(arguments, settings, error, message):
    with pytest.raises(error, match=message):
        contracting_grid(bowl, *arguments, **settings)


def test_a_loss_that_is_no_function_is_refused():
    with pytest.raises(TypeError, match="loss must be a function"):
        contracting_grid(3, [0], [1])
