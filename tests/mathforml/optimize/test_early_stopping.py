"""The stopping rule by hand, against brute force, and as ridge regression in disguise."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import ConvergenceWarning, take
from mathforml.optimize.early_stopping import stop_early
from mathforml.optimize.gradient_descent import gradient_descent
from mathforml.optimize.objectives import mean_squared_error


class Step(NamedTuple):
    step: int
    theta: np.ndarray
    loss: float


def walk(errors):
    """Steps whose theta is the validation error itself."""
    return (Step(i, np.array([float(error)]), -float(i)) for i, error in enumerate(errors))


def watch(errors, patience=2, **options):
    return stop_early(walk(errors), lambda theta: theta[0], patience=patience, **options)


def test_by_hand():
    seen = list(watch([5, 3, 4, 2, 2, 3, 0]))
    assert [step.validation for step in seen] == [5, 3, 4, 2, 2, 3]
    assert [step.best for step in seen] == [0, 1, 1, 3, 3, 3]
    assert [step.loss for step in seen] == [0, -1, -2, -3, -4, -5]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.integers(1, 6))
def test_it_stops_where_a_look_back_says(errors, patience):
    """Brute force: the first step with `patience` steps after the first lowest one so far."""
    stops = (i for i in range(len(errors)) if i - int(np.argmin(errors[: i + 1])) == patience)
    end = next(stops, None)
    if end is None:
        with pytest.warns(ConvergenceWarning, match="not stopped"):
            seen = list(watch(errors, patience))
        assert len(seen) == len(errors)
    else:
        seen = list(watch(errors, patience))
        assert len(seen) == end + 1
    assert seen[-1].best == int(np.argmin(errors[: len(seen)]))


def test_it_is_lazy_and_computes_no_step_too_many():
    made = []

    def steps():
        for step in walk([1, 2, 3, 4, 5]):
            made.append(step.step)
            yield step

    list(stop_early(steps(), lambda theta: theta[0], patience=1))
    assert made == [0, 1]


def test_the_largest_number_of_steps():
    with pytest.warns(ConvergenceWarning, match="lowest validation error, 6, was at step 3"):
        seen = list(watch(range(9, 0, -1), max_steps=4))
    assert len(seen) == 4


def test_an_infinite_error_is_only_a_bad_one():
    seen = list(watch([np.inf, 3, np.inf, np.inf]))
    assert seen[-1].best == 1


def test_steps_share_no_memory_and_may_be_written_to():
    source = list(walk([3, 2, 1, 4, 5]))

    def spoil(theta):
        value = float(theta[0])
        theta[:] = 99
        return value

    seen = list(stop_early(iter(source), spoil, patience=2))
    assert [float(step.theta[0]) for step in seen] == [3, 2, 1, 4, 5]
    arrays = [step.theta for step in seen] + [step.theta for step in source]
    assert not any(np.shares_memory(a, b) for a, b in combinations(arrays, 2))


def test_t_steps_are_much_like_ridge_with_the_price_1_over_eta_t():
    """Along an eigenvector: 1 - (1 - eta h)^t of the way, and h / (h + lam)."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 3)) * [3.0, 1.0, 0.1]
    y = X @ [1.0, 1.0, 1.0] + rng.normal(size=40)
    objective = mean_squared_error(X, y)
    H = objective.hess(np.zeros(3))
    eta, t = 0.02, 25
    steps = gradient_descent(objective.loss, objective.grad, np.zeros(3), eta=eta)
    theta = take(steps, t + 1)[-1].theta
    h, V = np.linalg.eigh(H)
    full = V.T @ np.linalg.lstsq(X, y, rcond=None)[0]
    np.testing.assert_allclose(V.T @ theta, (1 - (1 - eta * h) ** t) * full, rtol=1e-9)
    ridge = h / (h + 1 / (eta * t)) * full
    np.testing.assert_allclose(V.T @ theta, ridge, rtol=0.3)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"patience": 0}, ValueError, "patience must be at least 1"),
        ({"patience": 1.5}, TypeError, "patience must be an integer"),
        ({"max_steps": 0}, ValueError, "max_steps must be at least 1"),
        ({"validate": 0}, TypeError, "validate must be a function"),
        ({"steps": 5}, TypeError, "steps must be iterable, got int"),
    ],
)
def test_refusals_at_the_call(options, error, message):
    with pytest.raises(error, match=message):
        stop_early(
            **{"steps": walk([1]), "validate": lambda theta: theta[0], "patience": 1} | options
        )


def test_what_is_no_number_is_refused_on_the_way():
    with pytest.raises(ValueError, match=r"validate\(theta\) must be a number, got nan at step 1"):
        list(watch([1, np.nan]))
    with pytest.raises(ValueError, match=r"validate\(theta\) must be one number"):
        list(stop_early(walk([1]), lambda theta: np.ones(2), patience=1))


def test_steps_must_be_steps():
    with pytest.raises(ValueError, match="steps must hold at least one step, got none"):
        list(watch([]))
    with pytest.raises(ValueError, match="a step has no field 'step': it is a int"):
        list(stop_early([1], lambda theta: 0.0, patience=1))
