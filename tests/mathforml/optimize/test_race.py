"""Races: counts by the public methods, by a closed form, and what may not change them."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from mathforml.iteration import DivergenceError
from mathforml.optimize.adagrad import adagrad
from mathforml.optimize.adam import adam
from mathforml.optimize.gradient_descent import gradient_descent
from mathforml.optimize.momentum import momentum
from mathforml.optimize.nesterov import nesterov
from mathforml.optimize.race import RULES, steps_to_target
from mathforml.optimize.rmsprop import rmsprop
from mathforml.optimize.surfaces import ravine, rosenbrock, saddle

METHODS = {
    "gradient descent": gradient_descent,
    "momentum": momentum,
    "Nesterov": nesterov,
    "AdaGrad": adagrad,
    "RMSprop": rmsprop,
    "Adam": adam,
}
STARTS = np.random.default_rng(3).uniform(-2, 2, size=(2, 4))
ETAS = np.array([0.003, 0.03, 0.3, 3])


def race(name, surface, starts=STARTS, etas=ETAS, target=0.05, n_steps=60):
    settings = {"target": target, "n_steps": n_steps}
    return steps_to_target(*RULES[name], surface.loss, surface.grad, starts, etas, **settings)


def counted_one_by_one(method, surface, start, eta, target=0.05, n_steps=60):
    last_above, seen = -1, -1
    with suppress(DivergenceError):
        for step in method(surface.loss, surface.grad, start, eta=eta):
            seen = step.step
            last_above = seen if step.loss > target else last_above
            if seen == n_steps:
                return last_above + 1
    return n_steps + 1


@pytest.mark.parametrize("surface", [ravine(20), saddle(), rosenbrock()])
@pytest.mark.parametrize("name", RULES)
def test_counts_are_those_of_the_public_methods_with_their_defaults(name, surface):
    expected = [
        [counted_one_by_one(METHODS[name], surface, start, eta) for start in STARTS.T]
        for eta in ETAS
    ]
    np.testing.assert_array_equal(race(name, surface), expected)


def test_counts_of_descent_by_the_closed_form():
    """On x^2 / 2 the distance is multiplied by 1 - eta, so the loss by its square."""
    starts, etas = np.array([[1.0, 3.0, 10.0]]), np.array([0.1, 0.5, 0.9])
    counts = steps_to_target(
        *RULES["gradient descent"],
        lambda t: t[0] ** 2 / 2,
        lambda t: t,
        starts,
        etas,
        target=1e-4,
        n_steps=200,
    )
    need = np.log(1e-4 / (starts**2 / 2)) / (2 * np.log(1 - etas[:, np.newaxis]))
    np.testing.assert_array_equal(counts, np.ceil(need))


@pytest.mark.parametrize("name", ["gradient descent", "momentum", "Nesterov"])
def test_turning_start_and_surface_together_changes_nothing(name):
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    angle = np.degrees(np.arctan2(0.8, 0.6))
    turned = race(name, ravine(20, angle=angle), turn @ STARTS)
    np.testing.assert_array_equal(turned, race(name, ravine(20)))


@pytest.mark.parametrize("name", RULES)
def test_a_harder_target_never_takes_fewer_steps(name):
    easy, hard = (race(name, saddle(), target=target) for target in (0.1, 0.01))
    assert (easy <= hard).all()


def test_a_loss_that_leaves_the_target_again_has_not_arrived():
    momentum_counts = race("momentum", ravine(1), np.array([[2.0], [0.0]]), [0.5], target=0.1)
    passes = [step.loss for step in _first(momentum, ravine(1), 60)]
    assert momentum_counts[0, 0] > next(t for t, loss in enumerate(passes) if loss <= 0.1)


def _first(method, surface, n):
    walk = method(surface.loss, surface.grad, [2.0, 0.0], eta=0.5)
    return [next(walk) for _ in range(n)]


def test_who_starts_there_needs_no_step():
    assert race("Adam", saddle(), np.array([[0.0], [1.0]]), [0.01]).tolist() == [[0]]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"etas": [0.1, 0]}, "etas must be positive, got 0"),
        ({"etas": [[0.1]]}, "etas must"),
        ({"starts": [1.0, 2.0]}, "starts must"),
        ({"target": np.nan}, "target must be finite"),
        ({"n_steps": -1}, "n_steps must be"),
    ],
)
def test_refuses_what_is_no_race(changed, message):
    with pytest.raises(ValueError, match=message):
        race("Adam", saddle(), **changed)
