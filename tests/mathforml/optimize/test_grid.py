"""Grid search against SciPy's brute force, and contracting grids against a single one."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import take
from mathforml.optimize.grid import contracting_grid, grid_search

AXES = np.linspace(-2, 2, 9), np.linspace(-1, 3, 5), np.array([0.5, 7.0])


def wavy(theta):
    return float(np.sum(theta**2) + np.sin(5 * theta).sum())


def test_by_hand():
    best = grid_search(lambda theta: abs(theta[0] - 2), [0, 1, 3, 7])
    np.testing.assert_array_equal(best.theta, [1.0])
    assert best.loss == 1.0
    np.testing.assert_array_equal(best.losses, [2, 1, 1, 5])


def test_losses_belong_to_the_points_of_the_grid():
    losses = grid_search(wavy, *AXES).losses
    every_point = [wavy(np.array(point)) for point in product(*AXES)]
    np.testing.assert_array_equal(losses.ravel(), every_point)
    assert losses.shape == (9, 5, 2)


def test_against_scipy():
    ranges = (slice(-2, 2, 0.125), slice(-1, 3, 0.25))
    axes = [np.arange(r.start, r.stop, r.step) for r in ranges]
    theta, loss, _, losses = scipy.optimize.brute(wavy, ranges, full_output=True, finish=None)
    best = grid_search(wavy, *axes)
    np.testing.assert_array_equal(best.theta, theta)
    np.testing.assert_allclose(best.losses, losses, rtol=1e-12)
    assert best.loss == pytest.approx(loss)


def test_infinite_losses_lose():
    best = grid_search(lambda theta: np.inf if theta[0] < 1 else theta[0], [0.0, 1.0, 2.0])
    assert best.loss == 1.0


@pytest.mark.parametrize(
    ("loss", "axes", "error", "message"),
    [
        (wavy, [], ValueError, "at least one axis"),
        (wavy, [[]], ValueError, "axis 0 must not be empty"),
        (wavy, [[1.0], [np.inf]], ValueError, "axis 1 must be finite"),
        (wavy, [[1.0], 2.0], ValueError, r"axis 1 must be a vector .* \(\)"),
        (None, [[1.0]], TypeError, "loss must be a function, got None"),
        (lambda theta: theta, [[1.0]], ValueError, r"loss\(theta\) must be one number.*\(1,\)"),
        (
            lambda theta: None,
            [[1.0]],
            TypeError,
            r"loss\(theta\) must hold real numbers, got None",
        ),
        (lambda theta: theta[0] * np.nan, [[1, 2]], ValueError, r"got nan at theta = \[1\.\]"),
        (lambda theta: np.inf, [[1, 2]], ValueError, "least loss must be finite, got inf"),
    ],
)
def test_refusals(loss, axes, error, message):
    with pytest.raises(error, match=message):
        grid_search(loss, *axes)


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


def test_rounds_by_hand():
    rounds = take(contracting_grid(lambda t: abs(t[0] - 5), [0], [8], points=3, shrink=0.5), 3)
    # 0 4 8, then 2 4 6 (4 and 6 are equally good: the first), then 3 4 5
    assert [step.theta[0] for step in rounds] == [4, 4, 5]
    assert [step.width for step in rounds] == [1, 0.5, 0.25]


def test_against_scipy_of_the_contracting_grid():
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
