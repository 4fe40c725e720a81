"""Races of `mathforml.supervised`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.supervised.line import fit_line
from scipy.stats import linregress

from bookbuild.bench.races import Race


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    x = rng.normal(size=10_000)
    y = 2 * x + 1 + rng.normal(size=x.size)
    yield Race(
        "line of least squares",
        "10,000 samples",
        ours=lambda: fit_line(x, y),
        peer=lambda: linregress(x, y),
        library="SciPy linregress",
        at_most=1,
        agree=lambda line, peer: np.allclose(line, (peer.slope, peer.intercept), rtol=1e-10),
    )
