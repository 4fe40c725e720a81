"""Surfaces: derivatives by complex steps, minima by SciPy, and what each is known for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.optimize.surfaces import himmelblau, ravine, rosenbrock, saddle
from scipy.optimize import approx_fprime, minimize

SURFACES = {
    "ravine": ravine(),
    "turned ravine": ravine(30, angle=25),
    "rosenbrock": rosenbrock(),
    "himmelblau": himmelblau(),
    "saddle": saddle(),
}
every_surface = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
points = st.tuples(st.floats(-3, 3), st.floats(-3, 3))


@every_surface
@given(point=points)
def test_gradient_and_hessian_are_slopes_of_loss_and_gradient(surface, point):
    """By central differences of the loss and of the gradient."""
    h = 1e-5
    for axis in (0, 1):
        nudge = np.zeros(2)
        nudge[axis] = h
        ahead, behind = np.array(point) + nudge, np.array(point) - nudge
        slope = (surface.loss(ahead) - surface.loss(behind)) / (2 * h)
        size = 1 + abs(surface.loss(point))
        assert surface.grad(point)[axis] == pytest.approx(slope, rel=1e-6, abs=1e-6 * size)
        bend = (surface.grad(ahead) - surface.grad(behind)) / (2 * h)
        np.testing.assert_allclose(surface.hess(point)[axis], bend, rtol=1e-6, atol=1e-4)


@every_surface
def test_gradient_against_scipy(surface):
    slope = approx_fprime([0.3, -1.2], surface.loss)
    np.testing.assert_allclose(surface.grad([0.3, -1.2]), slope, rtol=1e-4)


@every_surface
def test_minima_are_flat_bowls_of_height_zero(surface):
    for minimum in surface.minima:
        assert surface.loss(minimum) == pytest.approx(0, abs=1e-25)
        np.testing.assert_allclose(surface.grad(minimum), 0, atol=1e-12)
        assert np.linalg.eigvalsh(surface.hess(minimum)).min() > 0


@every_surface
def test_scipy_finds_no_other_minimum(surface):
    rng = np.random.default_rng(0)
    for start in rng.uniform(-4, 4, size=(12, 2)):
        found = minimize(surface.loss, start, jac=surface.grad, method="BFGS", tol=1e-10)
        if found.fun < 1e-6:
            distance = np.linalg.norm(surface.minima - found.x, axis=1).min()
            assert distance < 1e-4


@every_surface
@given(point=points)
def test_nothing_lies_below_zero(surface, point):
    assert surface.loss(point) >= 0


def test_values_by_hand():
    assert ravine(4).loss([2, 3]) == 20
    assert rosenbrock().loss([0, 2]) == 401
    assert himmelblau().loss([1, 1]) == 81 + 25
    assert saddle().loss([2, 3]) == 18


def test_the_saddle_is_one():
    surface = saddle()
    np.testing.assert_array_equal(surface.grad([0, 0]), [0, 0])
    assert np.linalg.eigvalsh(surface.hess([0, 0])).tolist() == [-1, 1]


@every_surface
def test_many_places_at_once_are_each_place_alone(surface):
    places = np.random.default_rng(0).uniform(-3, 3, size=(2, 4, 3))
    alone = [[surface.grad(places[:, i, j]) for j in range(3)] for i in range(4)]
    np.testing.assert_allclose(surface.grad(places), np.moveaxis(alone, 2, 0), rtol=1e-12)
    heights = [[surface.loss(places[:, i, j]) for j in range(3)] for i in range(4)]
    np.testing.assert_allclose(surface.loss(places), heights, rtol=1e-12)


def test_condition_numbers():
    assert np.linalg.cond(ravine(37).hess([5, 5])) == pytest.approx(37)
    # 1002 -+ sqrt(1002^2 - 400) over 2, from the Hessian ((802, -400), (-400, 200))
    assert np.linalg.cond(rosenbrock().hess([1, 1])) == pytest.approx(2508, rel=1e-3)


@given(st.floats(-400, 400), points)
def test_a_turned_ravine_is_the_ravine_seen_from_the_side(angle, point):
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    turn = np.array([[c, -s], [s, c]])
    plain, turned = ravine(20), ravine(20, angle=angle)
    assert turned.loss(turn @ point) == pytest.approx(plain.loss(point), rel=1e-9, abs=1e-9)
    np.testing.assert_allclose(turned.grad(turn @ point), turn @ plain.grad(point), atol=1e-9)


@every_surface
def test_refuses_what_is_not_two_numbers(surface):
    for function in (surface.loss, surface.grad, surface.hess):
        with pytest.raises(ValueError, match=r"theta must have shape \(2,\), got shape \(3,\)"):
            function([1, 2, 3])
        with pytest.raises(ValueError, match=r"theta must have shape \(2,\), got shape \(3, 2\)"):
            function(np.ones((3, 2)))
        with pytest.raises(TypeError, match="theta must hold real numbers"):
            function(["a", "b"])


@pytest.mark.parametrize("bad", [0.5, -1, np.nan])
def test_refuses_a_condition_number_below_1(bad):
    with pytest.raises(ValueError, match="kappa must be at least 1"):
        ravine(bad)


def test_refuses_an_angle_that_is_not_finite():
    with pytest.raises(ValueError, match="angle must be finite, got nan"):
        ravine(angle=np.nan)
