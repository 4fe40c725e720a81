"""Statistical claims, counted at a stated level of error.

A count of successes is refused when a binomial variable with the claimed probability is as far out
once in a million seeds. The seeds are fixed, so that a test that passes will pass again.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

LEVEL = 1e-6


@pytest.fixture
def plausible() -> Callable[[np.ndarray, float], bool]:
    """Return a binomial test: can these successes have this probability?"""
    return lambda successes, p: (
        stats.binomtest(int(np.sum(successes)), len(successes), p).pvalue > LEVEL
    )


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(9)
