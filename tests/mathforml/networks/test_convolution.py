"""Convolution against its formula, SciPy, and differences of a loss for the gradient."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.networks.convolution import cross_correlate, cross_correlate_gradient
from scipy.signal import convolve2d, correlate2d

paddings = pytest.mark.parametrize("padding", ["valid", "same"])
kernel_sizes = pytest.mark.parametrize("size", [(1, 1), (3, 3), (2, 3), (4, 1), (5, 6)], ids=str)


def images_and_kernels(size=(3, 3), seed=0, n_samples=2, in_channels=3, out_channels=4):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n_samples, in_channels, 5, 6))
    return x, rng.normal(size=(out_channels, in_channels, *size))


def formula(x, w):
    """The sum of the definition, number by number."""
    n_samples, in_channels, height, width = x.shape
    out_channels, _, *size = w.shape
    y = np.zeros((n_samples, out_channels, height - size[0] + 1, width - size[1] + 1))
    for n, o, h, v in np.ndindex(y.shape):
        for c, i, j in np.ndindex(in_channels, *size):
            y[n, o, h, v] += w[o, c, i, j] * x[n, c, h + i, v + j]
    return y


def one_plane(image, kernel, padding="valid"):
    return cross_correlate(image[None, None], kernel[None, None], padding=padding)[0, 0]


@kernel_sizes
def test_against_the_formula(size):
    x, w = images_and_kernels(size)
    np.testing.assert_allclose(cross_correlate(x, w), formula(x, w), atol=1e-12)


@kernel_sizes
def test_same_is_valid_on_an_image_with_zeros_around(size):
    x, w = images_and_kernels(size)
    (up, left), (down, right) = ([(s - 1) // 2 for s in size], [s // 2 for s in size])
    wide = np.pad(x, [(0, 0), (0, 0), (up, down), (left, right)])
    y = cross_correlate(x, w, padding="same")
    assert y.shape == (2, 4, 5, 6)
    np.testing.assert_allclose(y, formula(wide, w), atol=1e-12)


@paddings
@pytest.mark.parametrize("size", [(1, 1), (3, 3), (5, 1), (3, 5)])
def test_against_scipy(size, padding):
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=(9, 7)), rng.normal(size=size)
    correlation = correlate2d(image, kernel, mode=padding)
    np.testing.assert_allclose(one_plane(image, kernel, padding), correlation, atol=1e-12)
    convolution = convolve2d(image, kernel, mode=padding)
    turned = one_plane(image, kernel[::-1, ::-1], padding)
    np.testing.assert_allclose(turned, convolution, atol=1e-12)


@paddings
def test_channels_are_added_up(padding):
    x, w = images_and_kernels()
    y = cross_correlate(x, w, padding=padding)
    for n, image in enumerate(x):
        for o, kernel in enumerate(w):
            planes = (correlate2d(*pair, mode=padding) for pair in zip(image, kernel, strict=True))
            np.testing.assert_allclose(y[n, o], sum(planes), atol=1e-12)


def test_an_edge_by_hand():
    image = np.array([[0.0, 0, 5, 5], [0, 0, 5, 5]])
    np.testing.assert_array_equal(one_plane(image, np.array([[-1.0, 1]])), [[0, 5, 0], [0, 5, 0]])


@given(st.integers(0, 1000), st.integers(1, 4), st.integers(1, 4))
def test_shifting_the_image_shifts_the_output(seed, dh, dv):
    rng = np.random.default_rng(seed)
    image, kernel = rng.normal(size=(9, 9)), rng.normal(size=(3, 2))
    y = one_plane(image, kernel)
    np.testing.assert_allclose(one_plane(image[dh:, dv:], kernel), y[dh:, dv:], atol=1e-12)


@given(st.integers(0, 1000), st.sampled_from(["valid", "same"]))
def test_the_gradient_is_the_adjoint(seed, padding):
    """y is linear in x and in w, so <dy, y> = <dL/dx, x> = <dL/dw, w>."""
    size = np.random.default_rng(seed).integers(1, 5, size=2)
    x, w = images_and_kernels(size, seed)
    y = cross_correlate(x, w, padding=padding)
    dy = np.random.default_rng(seed).normal(size=y.shape)
    grad = cross_correlate_gradient(x, w, dy, padding=padding)
    assert np.vdot(grad.x, x) == pytest.approx(np.vdot(dy, y), abs=1e-9)
    assert np.vdot(grad.w, w) == pytest.approx(np.vdot(dy, y), abs=1e-9)


@paddings
@kernel_sizes
def test_the_gradient_against_differences(size, padding):
    """For the loss sum(y^2) / 2, dL/dy = y; it is quadratic, and central differences are exact."""
    x, w = images_and_kernels(size, n_samples=1, in_channels=2, out_channels=2)

    def loss(x, w):
        return (cross_correlate(x, w, padding=padding) ** 2).sum() / 2

    grad = cross_correlate_gradient(x, w, cross_correlate(x, w, padding=padding), padding=padding)
    assert (grad.x.shape, grad.w.shape) == (x.shape, w.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = 1
        assert grad.x[place] == pytest.approx((loss(x + step, w) - loss(x - step, w)) / 2)
    for place in np.ndindex(w.shape):
        step = np.zeros_like(w)
        step[place] = 1
        assert grad.w[place] == pytest.approx((loss(x, w + step) - loss(x, w - step)) / 2)


def test_arguments_stay_as_they_are():
    x, w = images_and_kernels()
    given_x, given_w, dy = x.copy(), w.copy(), np.ones((2, 4, 5, 6))
    cross_correlate_gradient(x, w, dy, padding="same").x[:] = 99
    cross_correlate(x, w)[:] = 99
    np.testing.assert_array_equal(x, given_x)
    np.testing.assert_array_equal(w, given_w)


@pytest.mark.parametrize("size", [1e-150, 1e150])
def test_tiny_and_huge_numbers(size):
    x, w = images_and_kernels()
    expected = size * (size * formula(x, w)) if size < 1 else formula(size * x, size * w)
    np.testing.assert_allclose(cross_correlate(size * x, size * w), expected, rtol=1e-10)


ONE = np.ones((1, 1, 3, 3))


@pytest.mark.parametrize(
    ("x", "w", "error", "message"),
    [
        (np.ones((3, 3)), ONE, ValueError, r"x must have four axes, got shape \(3, 3\)"),
        (ONE, np.ones((3, 3)), ValueError, r"w must have four axes, got shape \(3, 3\)"),
        (np.ones((1, 2, 3, 3)), ONE, ValueError, "equally many input channels, got 2 and 1"),
        (ONE, np.ones((1, 1, 4, 1)), ValueError, r"kernels of \(4, 1\) must fit on .* \(3, 3\)"),
        (ONE, np.ones((1, 1, 1, 4)), ValueError, r"kernels of \(1, 4\) must fit on .* \(3, 3\)"),
        (np.ones((0, 1, 3, 3)), ONE, ValueError, "x must not be empty"),
        (ONE, np.ones((1, 1, 0, 3)), ValueError, "w must not be empty"),
        (np.nan * ONE, ONE, ValueError, "x must be finite"),
        (ONE, np.inf * ONE, ValueError, "w must be finite"),
        (ONE * 1j, ONE, TypeError, "x must hold real numbers"),
    ],
)
def test_refusals(x, w, error, message):
    for use in (
        cross_correlate,
        lambda x, w: cross_correlate_gradient(x, w, np.ones((1, 1, 1, 1))),
    ):
        with pytest.raises(error, match=message):
            use(x, w)


@pytest.mark.parametrize("signs", [[1, 1, 1], [1, -1, 1]])
def test_a_result_that_is_too_large(signs):
    """Also when infinite terms of both signs would give no number at all."""
    x = 1e200 * ONE * signs
    with pytest.raises(ValueError, match="numbers too large to be multiplied"):
        cross_correlate(x, 1e200 * ONE)
    with pytest.raises(ValueError, match="numbers too large to be multiplied"):
        cross_correlate_gradient(x, ONE, 1e200 * ONE, padding="same")


def test_refused_paddings():
    for use in (cross_correlate, lambda *a, **b: cross_correlate_gradient(*a, ONE, **b)):
        with pytest.raises(ValueError, match="padding must be 'valid' or 'same', got 'full'"):
            use(ONE, ONE, padding="full")


def test_the_derivative_must_have_the_shape_of_the_output():
    with pytest.raises(ValueError, match=r"output, \(1, 1, 1, 1\), got \(1, 1, 3, 3\)"):
        cross_correlate_gradient(ONE, ONE, ONE)
    with pytest.raises(ValueError, match="dy must be finite"):
        cross_correlate_gradient(ONE, ONE, np.nan * ONE, padding="same")
