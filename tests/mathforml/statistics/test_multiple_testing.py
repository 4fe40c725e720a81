"""Adjusted p-values against StatsModels, SciPy and step by step; the errors that they bound."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.statistics.multiple_testing import benjamini_hochberg, bonferroni, holm
from scipy import stats
from statsmodels.stats.multitest import multipletests

PS = arrays(float, st.integers(1, 30), elements=st.floats(0, 1, width=32))
METHODS = {"bonferroni": bonferroni, "holm": holm, "fdr_bh": benjamini_hochberg}


@pytest.fixture(scope="module")
def no_old_garbage() -> Iterator[None]:
    """Let StatsModels collect garbage at each adjustment by Holm without looking at all we have.

    After some thousand tests, that look took more than half a second.
    """
    gc.freeze()
    yield
    gc.unfreeze()


@given(p=PS)
def test_against_statsmodels_and_scipy(no_old_garbage, p):
    for name, adjust in METHODS.items():
        np.testing.assert_allclose(adjust(p), multipletests(p, method=name)[1], rtol=1e-12)
    np.testing.assert_allclose(benjamini_hochberg(p), stats.false_discovery_control(p), rtol=1e-12)


@given(PS)
def test_laws(p):
    adjusted = [adjust(p) for adjust in (benjamini_hochberg, holm, bonferroni)]
    for a, b in zip([p, *adjusted], adjusted, strict=False):
        assert (a <= b + 1e-12).all()  # from the mildest to the strictest
    for adjust in METHODS.values():
        values = adjust(p)
        order = np.argsort(p)
        assert (np.diff(values[order]) >= -1e-15).all()
        np.testing.assert_array_equal(adjust(p[::-1]), values[::-1])
        assert values.max() <= 1


def test_step_by_step():
    """As the procedures are told: go through the p-values in order and stop."""
    p, level = np.array([0.001, 0.012, 0.014, 0.04, 0.9]), 0.05
    stops = [x <= level / (5 - i) for i, x in enumerate(p)]
    assert (holm(p) <= level).sum() == stops.index(False)
    below = [x <= level * (i + 1) / 5 for i, x in enumerate(p)]
    assert (benjamini_hochberg(p) <= level).sum() == 1 + max(np.flatnonzero(below))
    assert (bonferroni(p) <= level).sum() == (p <= 0.01).sum()


def test_what_they_promise(plausible):
    """20 true nulls: any false finding in at most 5% of the runs; uncorrected it is 64%."""
    p = np.random.default_rng(6).random((3000, 20))
    assert plausible((p <= 0.05).any(axis=1), 1 - 0.95**20)
    for adjust in METHODS.values():
        found = np.array([(adjust(row) <= 0.05).any() for row in p])
        assert plausible(found, 1 - (1 - 0.05 / 20) ** 20) or found.mean() <= 0.05
        assert not plausible(found, 0.08)


def test_the_share_of_false_findings():
    """Half of 40 effects are real: the mean share of false ones is 0.5 times the level."""
    rng, shares = np.random.default_rng(7), []
    for _ in range(2000):
        z = rng.normal(np.repeat([0, 3], 20), 1)
        found = benjamini_hochberg(2 * stats.norm.sf(np.abs(z))) <= 0.2
        shares.append(found[:20].sum() / max(found.sum(), 1))
    error = np.std(shares) / np.sqrt(2000)
    assert np.mean(shares) == pytest.approx(0.1, abs=4.9 * error)  # 4.9: once in a million seeds


def test_one_test_needs_no_correction():
    assert [adjust([0.03])[0] for adjust in METHODS.values()] == [0.03] * 3


@pytest.mark.parametrize("adjust", METHODS.values())
@pytest.mark.parametrize(
    ("p", "message"),
    [
        ([], "p_values must not be empty"),
        ([0.5, 1.1], "p_values must be probabilities"),
        ([-0.1], "p_values must be probabilities"),
        ([np.nan], "p_values must be finite"),
        ([[0.1]], "p_values must be a vector"),
    ],
)
def test_refusals(adjust, p, message):
    with pytest.raises(ValueError, match=message):
        adjust(p)
