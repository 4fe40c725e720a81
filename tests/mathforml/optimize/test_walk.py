"""The walk with rules of a reader's own: what it hands over, what it yields, what it refuses."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from mathforml.iteration import DivergenceError, column, last, take, until
from mathforml.optimize.early_stopping import stop_early
from mathforml.optimize.schedules import inverse_time
from mathforml.optimize.walk import Step, walk
from support.quadratic import quadratic

bowl = quadratic(np.diag([1.0, 4.0]))


def plain(grad, memory, t):
    return grad, memory


def averaged(grad, memory, t):
    """The mean of all gradients so far; the second memory counts them."""
    mean, number = memory
    number = number + 1
    mean = mean + (grad - mean) / number
    return mean, (mean, number)


def along(rule, theta0=(2.0, 1.0), *, loss=bowl.loss, grad=bowl.grad, eta=0.1, **settings):
    return walk(loss, grad, theta0, rule, eta=eta, **settings)


def test_two_steps_by_hand():
    """The gradients are (2, 4) and (1.8, 2.4); their mean is (1.9, 3.2)."""
    steps = take(along(averaged, memory=("mean", "number")), 3)
    expected = [[2, 1], [1.8, 0.6], [1.61, 0.28]]
    np.testing.assert_allclose(column(steps, "theta"), expected, rtol=1e-14)
    np.testing.assert_allclose(steps[2].memory.mean, [1.9, 3.2], rtol=1e-14)
    assert column(steps, "memory.number").tolist() == [[0, 0], [1, 1], [2, 2]]
    assert column(steps, "memory").shape == (3, 2, 2)
    assert (steps[0].step, steps[0].loss) == (0, 4.0)
    assert steps[0].grad_norm == pytest.approx(np.sqrt(20))


def test_a_rule_without_memory_gets_an_empty_one():
    steps = take(along(plain), 2)
    assert isinstance(steps[0], Step)
    assert (steps[0].memory, steps[1].memory) == ((), ())


def test_the_rule_gets_the_number_of_the_update_and_zeros_at_the_start():
    asked = []

    def rule(grad, memory, t):
        asked.append((t, *(part.tolist() for part in memory)))
        return grad, (grad,)

    take(along(rule, memory=["before"]), 3)
    assert asked == [(1, [0.0, 0.0]), (2, [2.0, 4.0])]


def test_a_rule_may_be_a_partial_or_an_object():
    class Turned:
        def __call__(self, grad, memory, t):
            return grad[::-1], memory

    def scaled(grad, memory, t, *, by):
        return by * grad, memory

    assert take(along(partial(scaled, by=2.0)), 2)[1].theta == pytest.approx([1.6, 0.2])
    assert take(along(Turned()), 2)[1].theta == pytest.approx([1.6, 0.8])


def test_a_schedule_gets_the_number_of_the_step():
    theta = column(take(along(plain, [1.0, 0.0], eta=inverse_time(0.5, 1.0)), 4), "theta")[:, 0]
    np.testing.assert_allclose(theta, np.cumprod([1, 1 - 0.5, 1 - 0.25, 1 - 0.5 / 3]), rtol=1e-15)


@pytest.mark.parametrize("bad", [0, -0.1, np.inf, np.nan])
def test_step_sizes_that_are_not_positive_are_refused(bad):
    with pytest.raises(ValueError, match="eta must be positive"):
        along(plain, eta=bad)
    steps = along(plain, eta=lambda step: bad if step == 3 else 0.1)
    take(steps, 4)
    with pytest.raises(ValueError, match=r"eta\(3\) must be positive"):
        next(steps)


def test_a_number_is_the_size_of_every_step():
    one, two = (take(along(plain, eta=eta), 9) for eta in (0.25, lambda step: 0.25))
    np.testing.assert_array_equal(column(one, "theta"), column(two, "theta"))


def test_batches_follow_theta_and_end_the_walk():
    steps = along(
        plain,
        [0.0],
        loss=lambda theta, c, d: c * theta[0] + d,
        grad=lambda theta, c, d: np.array([c]),
        eta=1.0,
        batches=[(1.0, 5.0), (2.0, 6.0), (4.0, 7.0)],
    )
    steps = list(steps)
    assert column(steps, "theta")[:, 0].tolist() == [0.0, -1.0, -3.0]
    assert column(steps, "loss").tolist() == [5.0, 4.0, -5.0]
    assert column(steps, "grad_norm").tolist() == [1.0, 2.0, 4.0]


def test_a_batch_that_is_no_tuple_is_refused():
    steps = along(plain, batches=[(), np.ones(2)])
    assert next(steps).step == 0
    with pytest.raises(TypeError, match="each of the batches must be a tuple, got ndarray"):
        next(steps)


def test_until_and_early_stopping_work_on_its_steps():
    assert last(until(along(plain), tol=1e-3)).grad_norm <= 1e-3
    seen = list(stop_early(along(plain), lambda theta: abs(theta[0] - 1), patience=2))
    assert seen[-1].best == seen[-1].step - 2


def test_a_rule_that_writes_into_what_it_gets_or_keeps_spoils_no_step():
    buffer = np.zeros(2)

    def careless(grad, memory, t):
        grad *= 2
        buffer[:] = grad
        return buffer, (buffer,)

    constant = np.array([1.0, -1.0])  # a gradient that is the same array in every step
    steps = take(along(careless, grad=lambda theta: constant, memory=("before",)), 4)
    np.testing.assert_array_equal(constant, [1.0, -1.0])
    moves = np.diff(column(steps, "theta"), axis=0)
    np.testing.assert_allclose(moves, [[-0.2, 0.2]] * 3, rtol=1e-14)
    assert column(steps, "memory.before").tolist() == [[0.0, 0.0]] + [[2.0, -2.0]] * 3


def test_directions_become_plain_floats():
    steps = take(along(lambda grad, memory, t: (grad.astype(int), memory)), 2)
    assert steps[1].theta.dtype == np.float64
    assert take(along(lambda grad, memory, t: ([1, 2], memory)), 2)[1].theta.tolist() == [1.9, 0.8]


@pytest.mark.parametrize(
    ("returned", "error", "message"),
    [
        (np.ones(2), TypeError, "mine must return a direction and the next memory, a tuple"),
        ((np.ones(2),), TypeError, "mine must return a direction and the next memory, a tuple"),
        ((np.ones(2), np.ones(2)), TypeError, "mine must return a direction and the next memory"),
        ((np.ones(2), ()), ValueError, "mine must return a memory of 1 arrays, got 0"),
        (
            (np.ones(2), (np.ones(2),) * 2),
            ValueError,
            "mine must return a memory of 1 arrays, .* 2",
        ),
        (
            (np.ones(3), (np.ones(2),)),
            ValueError,
            r"the direction of mine must have the shape of theta, \(2,\), got \(3,\)",
        ),
        ((1.0, (np.ones(2),)), ValueError, r"the direction of mine .* got \(\)"),
        ((np.ones(2), (0.0,)), ValueError, r"the memory 0 of mine .* \(2,\), got \(\)"),
        ((None, (np.ones(2),)), TypeError, "the direction of mine must hold real numbers"),
    ],
)
def test_a_wrong_return_of_a_rule_is_refused_by_its_name(returned, error, message):
    def mine(grad, memory, t):
        return returned

    steps = along(mine, memory=("before",))
    assert next(steps).step == 0
    with pytest.raises(error, match=message):
        next(steps)


def test_a_partial_rule_is_refused_by_the_name_of_its_function():
    def mine(grad, memory, t, *, beta):
        return beta

    with pytest.raises(TypeError, match="mine must return a direction"):
        take(along(partial(mine, beta=0.5)), 2)


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"memory": 2}, TypeError, "memory must be names of what the rule remembers"),
        (
            {"memory": ("two words",)},
            ValueError,
            "memory must be names of what the rule remembers",
        ),
        ({"memory": ("a", "a")}, ValueError, "memory must be names of what the rule remembers"),
        ({"rule": 3.0}, TypeError, "rule must be a function"),
        ({"loss": 3.0}, TypeError, "loss must be a function"),
        ({"eta": "0.1"}, TypeError, "eta must hold real numbers, got '0.1'"),
        ({"batches": 3}, TypeError, "batches must be an iterable of tuples, got int"),
        ({"theta0": [np.nan]}, ValueError, "theta0 must be finite"),
    ],
)
def test_arguments_are_refused_at_the_call(settings, error, message):
    with pytest.raises(error, match=message):
        along(**{"rule": plain} | settings)


@pytest.mark.parametrize("start", [0, 1])
def test_a_memory_that_overflows_ends_the_walk_at_once(start):
    """Else an infinite sum of squares would stop all later steps without a word."""

    def squares(grad, memory, t):
        (total,) = memory
        total = total + grad**2
        return grad / np.sqrt(total), (total,)

    gradients = [(np.array([1.0, 1.0]),)] * start + [(np.array([1e160, 1.0]),), (np.ones(2),)]
    steps = along(
        squares,
        loss=lambda t, g: 0.0,
        grad=lambda t, g: g,
        eta=1.0,
        memory=("total",),
        batches=gradients,
    )
    with pytest.raises(DivergenceError, match=rf"at step {start} .* norm 1e\+160"):
        list(steps)


def test_a_direction_that_is_not_finite_ends_the_walk():
    steps = along(lambda grad, memory, t: (grad * np.inf, memory))
    assert next(steps).step == 0
    with pytest.raises(DivergenceError, match=r"at step 1 .* eta=0\.1 is too large"):
        next(steps)


def test_settings_for_floating_point_errors_stay_as_they_are():
    before, steps = np.geterr(), along(averaged, memory=("mean", "number"))
    for _ in range(3):
        next(steps)
        assert np.geterr() == before
