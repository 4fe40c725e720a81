"""Races of `mathforml.networks`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.networks.convolution import cross_correlate
from scipy.signal import correlate2d

from bench.races import Race


def races() -> Iterator[Race]:
    yield convolution_race((1, 1, 256, 256), (1, 1, 5, 5))
    yield convolution_race((8, 3, 32, 32), (8, 3, 3, 3))


def convolution_race(images: tuple[int, ...], kernels: tuple[int, ...]) -> Race:
    """Lay kernels on images; SciPy knows no channels, and takes them one by one."""
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=images), rng.normal(size=kernels)

    def one_by_one() -> np.ndarray:
        return np.array(
            [
                [
                    sum(
                        correlate2d(plane, part, mode="valid")
                        for plane, part in zip(image, kernel, strict=True)
                    )
                    for kernel in w
                ]
                for image in x
            ]
        )

    return Race(
        "convolution of a network",
        f"images {images}, kernels {kernels}",
        ours=lambda: cross_correlate(x, w),
        peer=one_by_one,
        library="SciPy correlate2d",
        at_most=1,
        agree=lambda y, peer: np.allclose(y, peer, rtol=1e-10, atol=1e-10),
    )
