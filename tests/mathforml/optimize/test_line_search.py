"""Line search: Armijo's condition, brute force over the candidates, and SciPy's minimum."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.iteration import ConvergenceWarning, DivergenceError, column, last, take, until
from mathforml.optimize.line_search import LineSearch, backtracking, steepest_descent
from support.quadratic import quadratic

vectors = arrays(float, 3, elements=st.floats(-10, 10))
fractions = st.floats(0.01, 0.9)


def rosenbrock(theta):
    return scipy.optimize.rosen(theta)


class Counted:
    """A function that counts its calls."""

    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, theta):
        self.calls += 1
        return self.function(theta)


def test_by_hand():
    """theta^2 from 1 with direction -8: eta 1, 1/2 and 1/4 go to -7, -3 and -1, then 1/8 to 0."""
    found = backtracking(lambda t: t @ t, [1.0], direction=[-8.0], gradient=[2.0])
    assert found == LineSearch(eta=0.125, loss=0.0, evaluations=5)


@given(vectors, vectors, fractions, fractions, st.floats(0.1, 10))
def test_result_is_the_largest_candidate_that_meets_armijo(theta, direction, c, shrink, eta0):
    gradient = scipy.optimize.rosen_der(theta)
    slope = gradient @ direction
    if slope > -1e-3:  # a slope in the rounding error has a test of its own
        direction, slope = -gradient, -gradient @ gradient
    if slope > -1e-3:
        return
    candidates = eta0 * shrink ** np.arange(800)
    start = rosenbrock(theta)
    meets = [rosenbrock(theta + e * direction) <= start + c * e * slope for e in candidates]
    found = backtracking(rosenbrock, theta, direction, gradient, eta0=eta0, c=c, shrink=shrink)
    assert found.eta == pytest.approx(candidates[np.argmax(meets)], rel=1e-9)
    assert found.loss == rosenbrock(theta + found.eta * direction)
    assert found.loss <= start + c * found.eta * slope


def test_evaluations_are_counted():
    loss = Counted(rosenbrock)
    theta = np.array([-1.2, 1.0])
    gradient = scipy.optimize.rosen_der(theta)
    assert backtracking(loss, theta, -gradient, gradient).evaluations == loss.calls > 2


@pytest.mark.parametrize("outside", [np.nan, np.inf, -np.inf])
def test_trials_outside_the_domain_are_too_far(outside):
    """-log theta is not finite for theta <= 0."""

    def loss(theta):
        return theta[0] - np.log(theta[0]) if theta[0] > 0 else outside

    found = backtracking(loss, [2.0], direction=[-8.0], gradient=[0.5])
    assert found.eta == 0.125


def test_overflow_in_a_trial_is_too_far():
    found = backtracking(lambda t: t @ t, [1.0], [-1.0], [2.0], eta0=1e308, shrink=0.1)
    assert 0 < found.eta <= 2


def test_warns_when_the_gradient_is_not_that_of_the_loss():
    with pytest.warns(ConvergenceWarning, match="or the gradient is not that of the loss"):
        found = backtracking(lambda t: t @ t, [1.0], direction=[2.0], gradient=[-2.0])
    assert found == LineSearch(eta=0.0, loss=1.0, evaluations=found.evaluations)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"direction": [2.0]}, ValueError, "direction must lead downhill.* is 4"),
        ({"gradient": [0.0]}, ValueError, "direction must lead downhill.* is 0"),
        ({"direction": [-1.0, 0.0]}, ValueError, r"same shape, got \(1,\), \(2,\) and \(1,\)"),
        ({"loss": lambda t: np.nan}, ValueError, r"loss\(theta\) must be finite, got nan"),
        ({"loss": 1.0}, TypeError, "loss must be a function"),
        ({"theta": [np.nan]}, ValueError, "theta must be finite"),
        ({"eta0": 0}, ValueError, "eta0 must be positive"),
        ({"c": 1}, ValueError, "c must lie between 0 and 1"),
        ({"shrink": 1}, ValueError, "shrink must lie between 0 and 1"),
    ],
)
def test_refusals(changes, error, message):
    good = {"loss": lambda t: t @ t, "theta": [1.0], "direction": [-2.0], "gradient": [2.0]}
    with pytest.raises(error, match=message):
        backtracking(**good | changes)


def test_steepest_descent_repeats_backtracking():
    theta, evaluations = np.array([-1.2, 1.0]), 1
    steps = take(steepest_descent(rosenbrock, scipy.optimize.rosen_der, theta, eta0=0.1), 10)
    assert (steps[0].eta, steps[0].evaluations) == (0.0, 1)
    for step, following in pairwise(steps):
        gradient = scipy.optimize.rosen_der(step.theta)
        found = backtracking(rosenbrock, step.theta, -gradient, gradient, eta0=0.1)
        evaluations += found.evaluations - 1  # the loss at theta is known from the step before
        assert (following.eta, following.loss) == (found.eta, found.loss)
        np.testing.assert_array_equal(following.theta, step.theta - found.eta * gradient)
        assert following.evaluations == evaluations
        assert step.grad_norm == pytest.approx(np.linalg.norm(gradient))


def test_steepest_descent_counts_what_it_computes():
    loss = Counted(rosenbrock)
    steps = take(steepest_descent(loss, scipy.optimize.rosen_der, [-1.2, 1.0]), 8)
    assert steps[-1].evaluations == loss.calls


@given(vectors)
def test_steepest_descent_always_lowers_the_loss(theta0):
    walk = steepest_descent(rosenbrock, scipy.optimize.rosen_der, theta0)
    loss = column(take(until(walk, tol=1e-3, max_steps=10**6), 30), "loss")
    assert (np.diff(loss) < 0).all()


def test_steepest_descent_finds_the_minimum_of_scipy():
    rng = np.random.default_rng(0)
    X, sign = rng.normal(size=(60, 3)), rng.choice([-1.0, 1.0], 60)

    def loss(theta):
        return np.logaddexp(0, -sign * (X @ theta)).mean() + theta @ theta / 20

    def grad(theta):
        return -X.T @ (sign / (1 + np.exp(sign * (X @ theta)))) / 60 + theta / 10

    best = scipy.optimize.minimize(loss, np.zeros(3), jac=grad, method="BFGS", tol=1e-10)
    found = last(until(steepest_descent(loss, grad, np.ones(3)), tol=1e-7))
    np.testing.assert_allclose(found.theta, best.x, atol=1e-6)


def test_steepest_descent_ends_where_the_gradient_is_zero():
    bowl = quadratic([[1.0]])
    steps = list(steepest_descent(bowl.loss, bowl.grad, [4.0]))
    assert column(steps, "theta").tolist() == [[4.0], [0.0]]


def test_steepest_descent_ends_with_a_warning_when_nothing_helps():
    bowl = quadratic([[1.0]])
    with pytest.warns(ConvergenceWarning, match="no step lowers the loss 8 "):
        steps = list(steepest_descent(bowl.loss, lambda t: -t, [4.0]))
    assert len(steps) == 1


def test_steepest_descent_names_a_gradient_that_is_not_finite():
    def grad(theta):
        return theta if theta[0] > 3 else theta * np.nan

    with pytest.raises(DivergenceError, match=r"at step 1 .* norm nan"):
        take(steepest_descent(lambda t: t @ t, grad, [4.0], eta0=0.5), 3)
