"""Coordinates: by hand, there and back, complex numbers, and hours that come round."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.data.coordinates import from_polar, on_circle, to_polar

planes = arrays(float, (5, 2), elements=st.floats(-1e6, 1e6))


def test_by_hand():
    radius, angle = to_polar([[3, 4], [0, -2], [-1, 0], [0, 0]])
    np.testing.assert_allclose(radius, [5, 2, 1, 0])
    np.testing.assert_allclose(angle, [math.atan(4 / 3), -math.pi / 2, math.pi, 0])
    np.testing.assert_allclose(from_polar(2.0, [0, math.pi / 2]), [[2, 0], [0, 2]], atol=1e-15)


@given(planes)
def test_there_and_back(points):
    np.testing.assert_allclose(from_polar(*to_polar(points)), points, rtol=1e-12, atol=1e-9)


@given(planes)
def test_against_complex_numbers(points):
    radius, angle = to_polar(points)
    z = points[:, 0] + 1j * points[:, 1]
    np.testing.assert_allclose(radius, np.abs(z), rtol=1e-15)
    np.testing.assert_allclose(angle, np.angle(z), rtol=1e-15)


@given(planes, st.floats(-3, 3))
def test_turning_the_points_keeps_the_radius(points, turn):
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    np.testing.assert_allclose(
        to_polar(points @ rotation).radius, to_polar(points).radius, rtol=1e-12
    )


def test_another_centre():
    points = [[4.0, 6.0], [1.0, 2.0]]
    np.testing.assert_allclose(to_polar(points, centre=[1, 2]).radius, [5, 0])
    np.testing.assert_array_equal(points, [[4.0, 6.0], [1.0, 2.0]])


@pytest.mark.parametrize("size", [1e-320, 1e-200, 1e200, 1e307])
def test_tiny_and_huge(size):
    radius, angle = to_polar([[3 * size, 4 * size]])
    np.testing.assert_allclose(radius / size, [5], rtol=1e-3 if size < 1e-300 else 1e-14)
    np.testing.assert_allclose(angle, [math.atan2(4, 3)], rtol=1e-3)


def test_hours_by_hand():
    expected = [[1, 0], [0, 1], [-1, 0], [0, -1], [1, 0]]
    np.testing.assert_allclose(on_circle([0, 6, 12, 18, 24], period=24), expected, atol=1e-15)


@given(st.floats(0, 24), st.floats(0, 24))
def test_the_distance_of_two_hours_is_the_chord_of_the_time_between(one, other):
    chord = np.linalg.norm(np.subtract(*on_circle([one, other], period=24)))
    between = min(abs(one - other), 24 - abs(one - other))
    assert chord == pytest.approx(2 * math.sin(math.pi * between / 24), abs=1e-14)


@given(st.integers(-1000, 1000), st.integers(-(10**9), 10**9))
def test_whole_periods_do_not_matter(value, rounds):
    here, there = on_circle([value, value + 7 * rounds], period=7)
    np.testing.assert_allclose(there, here, atol=1e-14)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: to_polar([[1, 2, 3]]), r"points must have two columns, got shape \(1, 3\)"),
        (lambda: to_polar([1, 2]), "points must be a matrix"),
        (lambda: to_polar([[1, np.inf]]), "points must be finite"),
        (lambda: to_polar([[1, 2]], centre=[1]), r"centre must be one point.* shape \(1,\)"),
        (lambda: from_polar([1, 2], [1, 2, 3]), "radius has 2 and angle has 3"),
        (lambda: from_polar([[1]], 0), r"radius must be a number or a vector, got shape \(1, 1\)"),
        (lambda: from_polar(1, [np.nan]), "angle must be finite"),
        (lambda: on_circle([[1]], period=24), "values must be a vector"),
        (lambda: on_circle([1], period=0), "period must be positive"),
        (lambda: on_circle([], period=24), "values must not be empty"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(ValueError, match=message):
        call()
