"""What holds for every method that walks downhill."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from importlib import import_module
from inspect import signature
from itertools import combinations, pairwise

import numpy as np
import pytest
from mathforml.iteration import DivergenceError, column, take
from mathforml.optimize.adagrad import adagrad
from mathforml.optimize.adam import adam
from mathforml.optimize.amsgrad import amsgrad
from mathforml.optimize.gradient_descent import gradient_descent
from mathforml.optimize.line_search import steepest_descent
from mathforml.optimize.momentum import momentum
from mathforml.optimize.nesterov import nesterov
from mathforml.optimize.newton import newton
from mathforml.optimize.rmsprop import rmsprop
from mathforml.optimize.stochastic import stochastic_gradient_descent


def loss(theta, *data):
    return np.sum(np.cosh(theta))


def grad(theta, *data):
    return np.sinh(theta)


def gradient_walk(theta0, loss=loss, grad=grad, method=gradient_descent):
    return method(loss, grad, theta0, eta=0.1)


def stochastic_walk(theta0, loss=loss, grad=grad):
    rng = np.random.default_rng(0)
    return stochastic_gradient_descent(
        loss, grad, np.ones((4, 2)), np.ones(4), theta0, eta=0.1, rng=rng
    )


def search_walk(theta0, loss=loss, grad=grad):
    return steepest_descent(loss, grad, theta0)


def newton_walk(theta0, loss=loss, grad=grad):
    return newton(loss, grad, lambda theta: np.diag(np.cosh(theta)), theta0)


WITH_MEMORY = (momentum, nesterov, adagrad, rmsprop, adam, amsgrad)
WALKS = {
    **{"gradient": gradient_walk, "stochastic": stochastic_walk},
    **{"search": search_walk, "newton": newton_walk},
    **{method.__name__: partial(gradient_walk, method=method) for method in WITH_MEMORY},
}

RULES = {method.__name__: import_module(method.__module__).rule for method in WITH_MEMORY}


def arrays_of(step):
    """The arrays of a step, those that it remembers too."""
    parts = (*step, *getattr(step, "memory", ()))
    return [part for part in parts if isinstance(part, np.ndarray)]


every_method = pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)


@every_method
def test_step_0_is_the_start(walk):
    first = next(walk([1.0, -2.0]))
    assert first.step == 0
    np.testing.assert_array_equal(first.theta, [1.0, -2.0])
    assert first.loss == pytest.approx(np.cosh(1) + np.cosh(2))
    assert first.grad_norm == pytest.approx(np.hypot(np.sinh(1), np.sinh(2)))


@every_method
def test_steps_are_numbered_and_of_plain_kinds(walk):
    steps = take(walk([1.0, -2.0]), 4)
    assert [step.step for step in steps] == [0, 1, 2, 3]
    for step in steps:
        assert (type(step.loss), type(step.grad_norm)) == (float, float)
        assert (step.theta.dtype, step.theta.shape) == (np.float64, (2,))


@every_method
def test_steps_own_their_arrays(walk):
    theta0 = np.array([1.0, -2.0])
    steps = take(walk(theta0), 5)
    arrays = [theta0, *(array for step in steps for array in arrays_of(step))]
    assert not any(np.shares_memory(a, b) for a, b in combinations(arrays, 2))


@every_method
def test_writing_into_a_step_or_the_start_does_not_move_the_walk(walk):
    expected = column(take(walk([1.0, -2.0]), 4), "theta")
    theta0, seen = np.array([1.0, -2.0]), []
    steps = walk(theta0)
    theta0[:] = 99
    for _ in range(4):
        step = next(steps)
        seen.append(step.theta.copy())
        for array in arrays_of(step):
            array[:] = 99
    np.testing.assert_array_equal(seen, expected)


@every_method
def test_a_loss_that_writes_into_theta_does_not_move_the_walk(walk):
    def careless(function):
        def spoil(theta, *data):
            value = function(theta, *data)
            theta[:] = 99
            return value

        return spoil

    expected = column(take(walk([1.0, -2.0]), 4), "theta")
    steps = take(walk([1.0, -2.0], careless(loss), careless(grad)), 4)
    np.testing.assert_array_equal(column(steps, "theta"), expected)


@every_method
@pytest.mark.parametrize("theta0", [[1], 1, (1.0,), np.array(1), np.float32([1])])
def test_the_start_may_be_a_list_or_one_number(walk, theta0):
    theta = take(walk(theta0), 2)[1].theta
    assert (theta.dtype, theta.shape) == (np.float64, (1,))
    assert abs(theta[0]) < 1


@every_method
def test_settings_for_floating_point_errors_stay_as_they_are(walk):
    before = np.geterr()
    steps = walk([1.0, -2.0])
    for _ in range(3):
        next(steps)
        assert np.geterr() == before


@every_method
@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (([np.nan],), ValueError, "theta0 must be finite"),
        (([],), ValueError, "theta0 must not be empty"),
        (([[1.0]],), ValueError, r"theta0 must be a vector .*\(1, 1\)"),
        ((["a"],), TypeError, "theta0 must hold real numbers"),
        (([1.0], 3.0), TypeError, "loss must be a function"),
        (([1.0], loss, None), TypeError, "grad must be a function"),
    ],
)
def test_arguments_are_refused_at_the_call(walk, arguments, error, message):
    with pytest.raises(error, match=message):
        walk(*arguments)


@every_method
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda theta, *data: theta[:, None], r"shape of theta, \(2,\), got \(2, 1\)"),
        (lambda theta, *data: theta[0], r"shape of theta, \(2,\), got \(\)"),
    ],
)
def test_a_gradient_of_the_wrong_shape_is_refused(walk, wrong, message):
    with pytest.raises(ValueError, match=message):
        next(walk([1.0, 2.0], loss, wrong))


@every_method
def test_a_loss_that_is_not_one_number_is_refused(walk):
    with pytest.raises(ValueError, match=r"loss\(theta\) must be one number.*\(2,\)"):
        next(walk([1.0, 2.0], lambda theta, *data: theta))


@every_method
@pytest.mark.parametrize("part", ["loss", "grad"])
def test_a_start_that_is_not_finite_is_named(walk, part):
    bad = {
        "loss": (lambda theta, *data: np.nan, grad),
        "grad": (loss, lambda theta, *data: theta * np.inf),
    }
    with pytest.raises(DivergenceError, match=r"at step 0 .* theta0 must be a point where both"):
        next(walk([1.0, 2.0], *bad[part]))


@pytest.mark.parametrize("method", WITH_MEMORY)
def test_a_rule_gives_what_its_method_walks_by(method):
    """One update by the rule alone, from the memory of a step, is the next step."""
    rule = RULES[method.__name__]
    settings = {
        name: parameter.default
        for name, parameter in signature(method).parameters.items()
        if name in signature(rule).parameters and parameter.default is not parameter.empty
    }
    for step, after in pairwise(take(gradient_walk([1.0, -2.0], method=method), 4)):
        direction, memory = rule(grad(step.theta), step.memory, after.step, **settings)
        np.testing.assert_array_equal(step.theta - 0.1 * direction, after.theta)
        np.testing.assert_array_equal(memory, after.memory)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_changes_nothing_that_it_is_given(rule):
    required = [name for name, p in signature(rule).parameters.items() if p.kind is p.KEYWORD_ONLY]
    for n_memories in (1, 2, 3):
        gradient, memory = np.array([3.0, -4.0]), tuple(np.full((n_memories, 2), 0.5))
        with suppress(ValueError):  # another number of memories
            rule(gradient, memory, 1, **dict.fromkeys(required, 0.5))
            np.testing.assert_array_equal(gradient, [3.0, -4.0])
            np.testing.assert_array_equal(memory, np.full((n_memories, 2), 0.5))
            return
    pytest.fail("the rule takes no memory")
