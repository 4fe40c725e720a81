"""The walk against a loop that is written out, detailed balance, and the exact distribution."""

from __future__ import annotations

import numpy as np
import pytest
from mathforml.iteration import column, take
from mathforml.probability.continuous import Normal
from mathforml.probability.metropolis import MetropolisStep, metropolis, propose
from mathforml.probability.multivariate_normal import MultivariateNormal
from scipy import stats

PAIR = MultivariateNormal([1.0, -1.0], [[1.0, 0.6], [0.6, 1.0]])


def bell(x):
    return -x @ x / 2


def test_against_a_loop_that_is_written_out():
    rng, x, accepted = np.random.default_rng(4), np.array([0.5]), 0
    for step in take(metropolis(bell, [0.5], scale=1.5, rng=np.random.default_rng(4)), 50):
        assert step.x == x
        assert step.accepted == accepted
        assert step.log_f == pytest.approx(-(x[0] ** 2) / 2)
        proposed = x + 1.5 * rng.standard_normal(1)
        if np.exp(-rng.standard_exponential()) < np.exp((x[0] ** 2 - proposed[0] ** 2) / 2):
            x, accepted = proposed, accepted + 1


def test_writing_into_a_step_does_not_move_the_walk():
    def walk():
        return metropolis(bell, [0.5], scale=1.5, rng=np.random.default_rng(4))

    expected = column(take(walk(), 30), "x")
    for step, x in zip(walk(), expected, strict=False):
        assert step.x == x
        step.x[:] = 9


def test_one_proposal():
    """Uphill for certain; down e^-8 hardly ever, and then the place is counted again."""
    rng, top = np.random.default_rng(0), MetropolisStep(7, np.zeros(1), 0.0, 3)
    slope = MetropolisStep(0, np.array([4.0]), -8.0, 0)
    for _ in range(20):
        down = propose(bell, top, scale=4, rng=rng)
        assert down.step == 8
        assert (down.accepted == 4) == (down.x != 0)
        assert down.log_f == -(down.x[0] ** 2) / 2
        up = propose(lambda x: 0.0, slope, scale=0.1, rng=rng)
        assert up.accepted == up.step == 1
        assert up.x != 4


def test_the_share_of_steps_is_the_probability(continuous_fit):
    walk = metropolis(bell, [0.0], scale=2.4, rng=np.random.default_rng(8))
    x = column(take(walk, 60_000), "x")[::30, 0]  # so far apart that they are nearly independent
    assert abs(np.corrcoef(x[1:], x[:-1])[0, 1]) < 5 / np.sqrt(len(x))
    assert continuous_fit(x, stats.norm().cdf)
    assert not continuous_fit(x, stats.norm(0, 1.4).cdf)


def test_two_dimensions(continuous_fit):
    walk = metropolis(PAIR.log_density, [0.0, 0.0], scale=1.5, rng=np.random.default_rng(8))
    x = column(take(walk, 40_000), "x")[100::40]
    assert continuous_fit(PAIR.distance(x) ** 2, stats.chi2(2).cdf)


def test_as_many_steps_there_as_back():
    walk = metropolis(bell, [0.0], scale=2.4, rng=np.random.default_rng(1))
    high = column(take(walk, 20_000), "x")[:, 0] > 1
    up, down = np.sum(~high[:-1] & high[1:]), np.sum(high[:-1] & ~high[1:])
    assert abs(up - down) <= 1


def test_known_acceptance():
    """From a normal density with normal steps: (2 / pi) arctan(2 / scale)."""
    steps = take(metropolis(bell, [0.0], scale=2.4, rng=np.random.default_rng(2)), 40_001)
    assert steps[-1].accepted / 40_000 == pytest.approx(2 / np.pi * np.arctan(2 / 2.4), abs=0.015)


def test_no_two_steps_share_memory():
    steps = take(metropolis(bell, [0.0], scale=3, rng=np.random.default_rng(0)), 20)
    assert 0 < steps[-1].accepted < 19  # it must have moved, and stayed
    assert not any(np.shares_memory(a.x, b.x) for i, a in enumerate(steps) for b in steps[i + 1 :])


def test_where_the_density_is_0_the_walk_never_goes():
    def wall(x):
        return bell(x) if x[0] > 0 else -np.inf

    walk = metropolis(wall, [1.0], scale=2.0, rng=np.random.default_rng(0))
    assert column(take(walk, 2000), "x").min() > 0
    with pytest.raises(ValueError, match="x0 must be a place where f is not 0"):
        metropolis(wall, [-1.0], scale=2.0, rng=np.random.default_rng(0))


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"scale": 0}, ValueError, "scale must be positive"),
        ({"x0": [np.nan]}, ValueError, "x0 must be finite"),
        ({"x0": []}, ValueError, "x0 must not be empty"),
        ({"rng": 3}, TypeError, "rng must be a generator"),
        ({"log_f": 3}, TypeError, "log_f must be a function"),
        (
            {"log_f": lambda x: np.nan},
            ValueError,
            r"log_f\(x\) must be a number below infinity, got nan",
        ),
        (
            {"log_f": lambda x: np.ones(2)},
            ValueError,
            r"log_f\(x\) must be one number",
        ),
        (
            {"log_f": Normal().log_density},
            ValueError,
            r"log_f\(x\) must be one number",
        ),
    ],
)
def test_refuses_at_the_call(changes, error, message):
    given = {"log_f": bell, "x0": [0.0], "scale": 1.0, "rng": np.random.default_rng(0)}
    with pytest.raises(error, match=message):
        metropolis(**given | changes)
