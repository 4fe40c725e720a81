"""Grid search against SciPy's brute force and against the loss itself."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import scipy.optimize
from mathforml.optimize.grid import grid_search

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
