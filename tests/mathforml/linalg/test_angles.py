"""Dot product, cosine and angle: by hand, laws, SciPy, and angles too small for their cosine."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.spatial.distance
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.linalg.angles import angle, cosine, dot
from mathforml.linalg.norms import norm

vectors = arrays(float, 4, elements=st.floats(-1e3, 1e3, allow_subnormal=False))


def test_by_hand():
    assert dot([1, 2, 3], [4, 0, -1]) == 1
    assert cosine([4, 3], [3, 5]) == pytest.approx(27 / (5 * math.sqrt(34)), rel=1e-15)
    assert angle([1, 0], [1, 1]) == pytest.approx(math.pi / 4, rel=1e-15)


@pytest.mark.parametrize(
    ("y", "expected"),
    [([2, 0], 0), ([0, 3], math.pi / 2), ([-5, 0], math.pi), ([-1, -1], 0.75 * math.pi)],
)
def test_known_angles(y, expected):
    assert angle([1, 0], y) == pytest.approx(expected, rel=1e-15)


@given(vectors, vectors, vectors, st.floats(-100, 100))
def test_the_dot_product_is_symmetric_and_linear(x, y, z, a):
    size = 1 + norm(x) * (norm(y) + 100 * norm(z))
    assert dot(x, y) == dot(y, x)
    assert dot(x, y + a * z) == pytest.approx(dot(x, y) + a * dot(x, z), abs=1e-13 * size)


@given(vectors, vectors)
def test_the_laws_of_cauchy_schwarz_and_of_the_cosine(x, y):
    assert abs(dot(x, y)) <= norm(x) * norm(y) * (1 + 1e-12)
    assume(x.any() and y.any())
    assert -1 <= cosine(x, y) <= 1
    assert math.cos(angle(x, y)) == pytest.approx(cosine(x, y), abs=1e-14)
    third = norm(x) ** 2 + norm(y) ** 2 - 2 * norm(x) * norm(y) * cosine(x, y)
    assert norm(x - y) ** 2 == pytest.approx(third, abs=1e-12 * (norm(x) + norm(y)) ** 2)


@given(vectors, vectors, st.floats(0.001, 1000))
def test_length_does_not_matter(x, y, a):
    assume(x.any() and y.any())
    assert cosine(a * x, y) == pytest.approx(cosine(x, y), abs=1e-14)
    assert angle(a * x, y) == pytest.approx(angle(x, y), abs=1e-14)
    assert angle(x, -y) == pytest.approx(math.pi - angle(x, y), abs=1e-14)


@given(vectors, vectors)
def test_against_scipy(x, y):
    assume(norm(x) > 1e-100 and norm(y) > 1e-100)
    assert 1 - cosine(x, y) == pytest.approx(scipy.spatial.distance.cosine(x, y), abs=1e-14)


@pytest.mark.parametrize("tiny", [1e-4, 1e-8, 1e-12, 1e-100, 1e-300])
def test_tiny_angles_keep_their_digits(tiny):
    """The cosine of 1e-8 is 1 in sixteen digits, so the angle cannot be read from it."""
    turned = [3 * math.cos(tiny), 3 * math.sin(tiny)]
    assert angle([1, 0], turned) == pytest.approx(tiny, rel=1e-14)
    assert angle([-1, 0], turned) == pytest.approx(math.pi - tiny, rel=1e-15)
    if tiny < 1e-8:
        assert math.acos(cosine([1, 0], turned)) == 0


def test_a_tiny_angle_between_any_two_vectors_is_right_to_about_1e_16():
    rng = np.random.default_rng(0)
    for _ in range(20):
        x, y = np.linalg.qr(rng.normal(size=(6, 2)))[0].T
        turned = 7 * (x * math.cos(1e-9) + y * math.sin(1e-9))
        assert angle(x, turned) == pytest.approx(1e-9, abs=5e-16)


@pytest.mark.parametrize("sizes", [(1e-320, 1.0), (1e308, 1e308), (1e308, 1e-308)])
def test_tiny_and_huge(sizes):
    a, b = sizes
    assert cosine([a, 0.0], [b, b]) == pytest.approx(math.sqrt(0.5), rel=1e-15)
    assert angle([a, 0.0], [b, b]) == pytest.approx(math.pi / 4, rel=1e-15)


@pytest.mark.parametrize("function", [dot, cosine, angle])
@pytest.mark.parametrize(
    ("x", "y", "error", "message"),
    [
        ([1, 2], [1, 2, 3], ValueError, "as many entries, got 2 and 3"),
        ([[1, 2]], [1, 2], ValueError, "x must be a vector"),
        ([1, 2], [], ValueError, "y must not be empty"),
        ([1, np.nan], [1, 2], ValueError, "x must be finite"),
        (["a"], [1], TypeError, "x must hold real numbers"),
    ],
)
def test_refusals(function, x, y, error, message):
    with pytest.raises(error, match=message):
        function(x, y)


@pytest.mark.parametrize("function", [cosine, angle])
def test_a_zero_vector_has_no_direction(function):
    with pytest.raises(ValueError, match="x must not be the zero vector, which has no direction"):
        function([0, 0], [1, 2])
    with pytest.raises(ValueError, match="y must not be the zero vector, which has no direction"):
        function([1, 2], [0, 0])
