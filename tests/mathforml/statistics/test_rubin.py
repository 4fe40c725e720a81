"""Rubin's rules by hand, against StatsModels' formula, and in their limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.statistics.rubin import rubin
from scipy import stats

SIZES = st.lists(st.floats(0.1, 10), min_size=2, max_size=9)


def test_by_hand():
    """Estimates 4, 5, 6 with variance 1: W = 1, B = 1, T = 1 + 4/3 = 7/3, df = 2 (7/4)^2."""
    pooled = rubin([4, 5, 6], [1, 1, 1])
    assert pooled == pytest.approx((5, np.sqrt(7 / 3), 2 * (7 / 4) ** 2, (4 / 3) / (7 / 3)))
    peer = stats.t(pooled.df, 5, np.sqrt(7 / 3)).interval(0.9)
    assert pooled.interval(0.9) == pytest.approx(peer, rel=1e-10)


def test_as_statsmodels_pools():
    """StatsModels' MICE: within + (1 + 1/m) between, and the missing information of its fit."""
    import pandas as pd
    from statsmodels.imputation.mice import MICE, MICEData
    from statsmodels.regression.linear_model import OLS

    rng = np.random.default_rng(0)
    x = rng.normal(size=60)
    table = pd.DataFrame({"x": x, "y": x + rng.normal(size=60)})
    table.loc[rng.random(60) < 0.3, "x"] = np.nan
    np.random.seed(0)  # noqa: NPY002
    mice = MICE("y ~ x", OLS, MICEData(table))
    peer = mice.fit(n_burnin=2, n_imputations=6)
    estimates = [fit.params.iloc[1] for fit in mice.results_list]
    variances = [fit.bse.iloc[1] ** 2 for fit in mice.results_list]
    pooled = rubin(estimates, variances)
    assert pooled.estimate == pytest.approx(peer.params[1], rel=1e-10)
    assert pooled.standard_error == pytest.approx(peer.bse[1], rel=1e-10)
    assert pooled.missing_information == pytest.approx(peer.frac_miss_info[1], rel=1e-10)


@given(SIZES, st.floats(-5, 5))
def test_laws(estimates, shift):
    variances = np.full(len(estimates), 0.3)
    here, there = rubin(estimates, variances), rubin(np.array(estimates) + shift, variances)
    assert there.estimate == pytest.approx(here.estimate + shift)
    assert there.standard_error == pytest.approx(here.standard_error)
    assert here.standard_error >= np.sqrt(0.3) - 1e-12  # gaps never make surer
    assert 0 <= here.missing_information <= 1
    assert here.df >= len(estimates) - 1 - 1e-9


def test_copies_that_agree_need_no_extra():
    pooled = rubin([2.0, 2.0], [4.0, 4.0])
    assert pooled == (2.0, 2.0, np.inf, 0.0)
    assert pooled.interval() == pytest.approx(stats.norm(2, 2).interval(0.95), rel=1e-9)


def test_only_between():
    pooled = rubin([1.0, 3.0], [0.0, 1e-30])
    assert pooled.df == pytest.approx(1)
    assert pooled.missing_information == pytest.approx(1)


@pytest.mark.parametrize(
    ("q", "u", "message"),
    [
        ([1.0], [1.0], "estimates must come from at least two copies"),
        ([1.0, 2.0], [1.0], "estimates and variances must have the same number"),
        ([1.0, 2.0], [-1.0, 1.0], "variances must be at least 0"),
        ([1.0, 1.0], [0.0, 0.0], "and not all 0"),
        ([np.nan, 1.0], [1.0, 1.0], "estimates must be finite"),
        ([1e200, 1.0], [1.0, 1.0], "estimates must be at most 1e150"),
        ([1.0, 2.0], [1e308, 1e308], "variances must be at most 1e150"),
    ],
)
def test_refusals(q, u, message):
    with pytest.raises(ValueError, match=message):
        rubin(q, u)


def test_the_level_must_be_one():
    with pytest.raises(ValueError, match="level must lie between"):
        rubin([1.0, 2.0], [1.0, 1.0]).interval(0)
