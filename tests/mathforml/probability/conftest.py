"""Statistical tests of samplers, at a stated level of error.

A sampler is refused when its samples are so unlike the distribution that a correct sampler is as
unlike it, or more, once in a million seeds. The seeds are fixed, so that a test that passes will
pass again. `test_distribution.py` shows that samplers that are slightly wrong are refused.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

LEVEL = 1e-6
N = 20_000


@pytest.fixture
def continuous_fit() -> Callable[[np.ndarray, Callable], bool]:
    """Return a Kolmogorov-Smirnov test: do the samples have this distribution function?"""
    return lambda x, cdf: stats.kstest(x, cdf).pvalue > LEVEL


@pytest.fixture
def discrete_fit() -> Callable[[np.ndarray, Callable], bool]:
    """Return a chi-squared test: do the samples have these probabilities?"""

    def fits(k: np.ndarray, mass: Callable) -> bool:
        assert k.dtype.kind == "i"
        values = np.arange(k.min(), k.max() + 1)
        expected = len(k) * mass(values)
        common = expected >= 5  # all other values are one class
        observed = np.array([np.sum(k == value) for value in values[common]])
        observed = np.append(observed, len(k) - observed.sum())
        expected = np.append(expected[common], len(k) - expected[common].sum())
        if expected[-1] < 5:
            observed, expected = ([*a[:-2], a[-2] + a[-1]] for a in (observed, expected))
        return len(observed) < 2 or stats.chisquare(observed, expected).pvalue > LEVEL

    return fits


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(8)
