"""The convolution of neural networks: one small kernel, laid on every place of an image.

::

    y[n, o, h, v] = sum_{c, i, j}  w[o, c, i, j]  x[n, c, h + i, v + j]

What networks call convolution is a cross-correlation: the kernel is laid on the image as it is. A
convolution proper turns it by half a circle first, ``w[..., ::-1, ::-1]``. For weights that are
learned it makes no difference.

The places (i, j) of a kernel are few, and are taken in a loop; for each of them all images are
shifted, weighted and added at once. y is linear in w and in x, and the gradient goes back the same
way::

    dL/dw[o, c, i, j] = sum_{n, h, v}  dL/dy[n, o, h, v]  x[n, c, h + i, v + j]
    dL/dx[n, c, h + i, v + j]  collects  w[o, c, i, j]  dL/dy[n, o, h, v]

References
----------
Dumoulin, V. and Visin, F. (2016). A Guide to Convolution Arithmetic for Deep Learning.
arXiv:1603.07285. Chapter 2.

Goodfellow, I., Bengio, Y. and Courville, A. (2016). Deep Learning. MIT Press. Section 9.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from mathforml._checks import as_array
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike

Padding: TypeAlias = Literal["valid", "same"]


class ConvolutionGradient(NamedTuple):
    """Derivatives of a loss with respect to what went into a convolution."""

    x: Array  #: of shape (n_samples, in_channels, height, width)
    w: Array  #: of shape (out_channels, in_channels, kernel_height, kernel_width)


def cross_correlate(x: ArrayLike, w: ArrayLike, *, padding: Padding = "valid") -> Array:
    """Lay each kernel on every place of each image, multiply, and add up over the channels.

    Of shape (n_samples, out_channels, out_height, out_width), where ``out_height`` is ``height``
    for "same" and ``height - kernel_height + 1`` for "valid".

    Parameters
    ----------
    x : ndarray of shape (n_samples, in_channels, height, width), images
    w : ndarray of shape (out_channels, in_channels, kernel_height, kernel_width)
        The kernels, one for each pair of an output and an input channel.
    padding : {"valid", "same"}, default "valid"
        "valid" uses the places where the whole kernel lies on the image. "same" puts zeros around
        the image, so that the output has its size; for a kernel of even size, one more of them
        after it than before it.

    Examples
    --------
    >>> image, difference = [[[[1.0, 4.0, 9.0, 16.0]]]], [[[[-1.0, 1.0]]]]
    >>> cross_correlate(image, difference)
    array([[[[3., 5., 7.]]]])
    >>> cross_correlate(image, difference, padding="same")
    array([[[[  3.,   5.,   7., -16.]]]])
    """
    x, w = _checked(x, w)
    wide = np.pad(x, _margins(x, w, padding))
    y = np.zeros(_output_shape(wide, w))
    with np.errstate(over="ignore", invalid="ignore"):
        for i, j, window in _windows(wide, w):
            y += np.einsum("oc,nchv->nohv", w[:, :, i, j], window)
    return _finite(y)


@parameters_like(cross_correlate)
def cross_correlate_gradient(
    x: ArrayLike, w: ArrayLike, dy: ArrayLike, *, padding: Padding = "valid"
) -> ConvolutionGradient:
    """Derivatives of a loss by the images and the kernels, from those by the output.

    Parameters
    ----------
    dy : ndarray of shape (n_samples, out_channels, out_height, out_width)
        The derivative of the loss by each output of `cross_correlate`.

    Examples
    --------
    The loss ``y[0] + 10 y[1]`` of the differences y between neighbours:

    >>> image, difference = [[[[1.0, 4.0, 9.0]]]], [[[[-1.0, 1.0]]]]
    >>> grad = cross_correlate_gradient(image, difference, dy=[[[[1.0, 10.0]]]])
    >>> grad.x, grad.w
    (array([[[[-1., -9., 10.]]]]), array([[[[41., 94.]]]]))
    """
    x, w = _checked(x, w)
    dy, margins = as_array(dy, "dy"), _margins(x, w, padding)
    wide = np.pad(x, margins)
    if dy.shape != _output_shape(wide, w):
        raise ValueError(
            f"dy must have the shape of the output, {_output_shape(wide, w)}, got {dy.shape}"
        )
    dx, dw = np.zeros_like(wide), np.empty_like(w)
    with np.errstate(over="ignore", invalid="ignore"):
        for (i, j, window), (*_, dwindow) in zip(_windows(wide, w), _windows(dx, w), strict=True):
            dw[:, :, i, j] = np.tensordot(dy, window, axes=((0, 2, 3), (0, 2, 3)))
            dwindow += np.einsum("oc,nohv->nchv", w[:, :, i, j], dy)
    inside = tuple(
        slice(before, before + size) for (before, _), size in zip(margins, x.shape, strict=True)
    )
    return ConvolutionGradient(_finite(dx[inside]), _finite(dw))


def _checked(x: ArrayLike, w: ArrayLike) -> tuple[Array, Array]:
    x, w = as_array(x, "x"), as_array(w, "w")
    for name, array in {"x": x, "w": w}.items():
        if array.ndim != 4:
            raise ValueError(f"{name} must have four axes, got shape {array.shape}")
    if x.shape[1] != w.shape[1]:
        raise ValueError(
            f"x and w must have equally many input channels, got {x.shape[1]} and {w.shape[1]}"
        )
    return x, w


def _margins(x: Array, w: Array, padding: Padding) -> list[tuple[int, int]]:
    """How many zeros go before and after x, along each of its axes."""
    if padding not in ("valid", "same"):
        raise ValueError(f"padding must be 'valid' or 'same', got {padding!r}")
    if padding == "same":
        return [(0, 0), (0, 0), *(((size - 1) // 2, size // 2) for size in w.shape[2:])]
    if w.shape[2] > x.shape[2] or w.shape[3] > x.shape[3]:
        raise ValueError(
            f"kernels of {w.shape[2:]} must fit on images of {x.shape[2:]}, or padding be 'same'"
        )
    return [(0, 0)] * 4


def _output_shape(wide: Array, w: Array) -> tuple[int, ...]:
    sizes = (image - kernel + 1 for image, kernel in zip(wide.shape[2:], w.shape[2:], strict=True))
    return len(wide), len(w), *sizes


def _windows(wide: Array, w: Array) -> Iterator[tuple[int, int, Array]]:
    """Yield for each place in a kernel the part of the images, as a view, that it is laid on."""
    *_, height, width = _output_shape(wide, w)
    for i, j in product(*map(range, w.shape[2:])):
        yield i, j, wide[:, :, i : i + height, j : j + width]


def _finite(result: Array) -> Array:
    if not np.isfinite(result).all():
        raise ValueError("the result is not finite: there are numbers too large to be multiplied")
    return result
