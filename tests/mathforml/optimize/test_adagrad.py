"""AdaGrad against exact fractions, closed forms, invariance to units, and PyTorch."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.iteration import DivergenceError, column, last, take, until
from mathforml.optimize.adagrad import adagrad
from mathforml.optimize.surfaces import himmelblau, ravine, rosenbrock
from scipy.optimize import minimize

TINY = 1e-300


def given_gradients(gradients, **settings):
    """AdaGrad on a loss whose gradient is what comes next."""
    batches = [(np.atleast_1d(g),) for g in gradients]
    start = np.zeros(len(batches[0][0]))
    return adagrad(lambda t, g: 0.0, lambda t, g: g, start, batches=batches, **settings)


def test_three_steps_in_exact_fractions():
    """The gradients 3, 4, 12 have the roots 3, 5 and 13."""
    steps = list(given_gradients([3.0, 4.0, 12.0, 0.0], eta=0.5, eps=TINY))
    assert column(steps, "memory.sum_squares")[:, 0].tolist() == [0.0, 9.0, 25.0, 169.0]
    moves = [Fraction(1, 2) * part for part in (Fraction(3, 3), Fraction(4, 5), Fraction(12, 13))]
    theta = [-sum(moves[:n], Fraction(0)) for n in range(4)]
    np.testing.assert_allclose(column(steps, "theta")[:, 0], [float(t) for t in theta], rtol=1e-15)


@given(st.floats(-1e3, 1e3).filter(lambda g: abs(g) > 1e-3), st.floats(0.01, 10))
def test_step_n_of_equal_gradients_is_eta_over_the_root_of_n(gradient, eta):
    theta = column(given_gradients([gradient] * 20, eta=eta, eps=TINY), "theta")[:, 0]
    expected = -np.sign(gradient) * eta / np.sqrt(np.arange(1, 20))
    np.testing.assert_allclose(np.diff(theta), expected, rtol=1e-9)


@given(st.lists(st.floats(1e-4, 1e4), min_size=3, max_size=3))
def test_gradients_in_other_units_give_the_same_walk(units):
    """Each entry of the gradients times a number of its own: AdaGrad does not see it."""
    gradients = np.random.default_rng(1).normal(size=(15, 3))
    one = column(given_gradients(gradients, eta=0.3, eps=TINY), "theta")
    two = column(given_gradients(gradients * units, eta=0.3, eps=TINY), "theta")
    np.testing.assert_allclose(one, two, rtol=1e-9, atol=1e-12)


def test_a_steep_axis_costs_nothing():
    """On a ravine along the axes both coordinates make the same steps, whatever kappa."""
    steep = ravine(kappa=1e6)
    theta = column(
        take(adagrad(steep.loss, steep.grad, [1.0, 1.0], eta=0.5, eps=TINY), 30), "theta"
    )
    np.testing.assert_allclose(theta[:, 0], theta[:, 1], rtol=1e-7)


def test_the_minimum_is_that_of_scipy():
    surface = himmelblau()
    walk = adagrad(surface.loss, surface.grad, [1.0, 1.0], eta=0.5)
    found = last(until(walk, tol=1e-10)).theta
    expected = minimize(surface.loss, [1.0, 1.0], jac=surface.grad, method="BFGS").x
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_every_step_is_that_of_pytorch(torch_walk):
    valley = rosenbrock()
    steps = take(adagrad(valley.loss, valley.grad, [-1.0, 1.5], eta=0.3, eps=1e-10), 60)
    expected = torch_walk("Adagrad", valley.grad, [-1.0, 1.5], 60, lr=0.3, eps=1e-10)
    np.testing.assert_allclose(column(steps, "theta"), expected, rtol=1e-10)


def test_a_parameter_without_gradient_stays():
    theta = column(given_gradients([[0.0, 1.0]] * 5, eta=1.0), "theta")
    assert theta[:, 0].tolist() == [0.0] * 5
    assert np.isfinite(theta).all()


def test_a_gradient_too_large_to_square_is_named():
    with pytest.raises(DivergenceError, match=r"at step 1 .* norm 1e\+160: .* eta=1 is too large"):
        list(given_gradients([1.0, 1e160], eta=1.0))


@pytest.mark.parametrize("bad", [0, -1e-8, np.nan, np.inf])
def test_refuses_an_eps_that_is_not_positive(bad):
    with pytest.raises(ValueError, match="eps must be positive"):
        given_gradients([1.0], eta=1.0, eps=bad)
