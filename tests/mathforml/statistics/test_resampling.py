"""Every deal is made once, in blocks of bounded size, and each statistic is checked."""

from __future__ import annotations

import numpy as np
import pytest
from mathforml.statistics import _resampling
from mathforml.statistics._resampling import replicates


@pytest.mark.parametrize(
    ("block", "sizes"), [(100, [7]), (9, [3, 3, 1]), (3, [1] * 7), (1, [1] * 7)]
)
def test_deals_come_in_blocks(monkeypatch, block, sizes):
    monkeypatch.setattr(_resampling, "BLOCK", block)
    rng, asked = np.random.default_rng(0), []

    def deal(n):
        asked.append(n)
        return rng.random((n, 3))

    means = replicates(deal, lambda x: x.mean(axis=1), 7, size=3)
    np.testing.assert_array_equal(means, np.random.default_rng(0).random((7, 3)).mean(axis=1))
    assert asked == sizes


def test_a_statistic_must_be_one_number_for_each_deal():
    with pytest.raises(ValueError, match=r"statistic must give one number for each of 4 samples"):
        replicates(lambda n: np.ones((n, 2)), lambda x: x, 4, size=2)
    with pytest.raises(ValueError, match="statistic must be finite"):
        replicates(lambda n: np.ones((n, 2)), lambda x: x[:, 0] * np.nan, 4, size=2)
