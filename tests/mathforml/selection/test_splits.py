"""Splits divide the rows: nothing is lost, nothing is in both parts."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.model_selection
from hypothesis import given
from hypothesis import strategies as st
from mathforml.selection.splits import train_test_split


@given(st.integers(2, 200), st.floats(0.01, 0.5), st.integers(0, 2**32))
def test_every_row_is_in_exactly_one_part(n_samples, test_fraction, seed):
    split = train_test_split(
        n_samples, test_fraction=test_fraction, rng=np.random.default_rng(seed)
    )
    np.testing.assert_array_equal(np.sort(np.concatenate(split)), np.arange(n_samples))


@given(st.integers(2, 200), st.floats(0.01, 0.5))
def test_sizes_are_those_of_scikit_learn(n_samples, test_fraction):
    rows = np.arange(n_samples)
    train, test = sklearn.model_selection.train_test_split(rows, test_size=test_fraction)
    split = train_test_split(n_samples, test_fraction=test_fraction, rng=np.random.default_rng(0))
    assert (split.train.size, split.test.size) == (train.size, test.size)


def test_default_holds_back_a_quarter():
    assert train_test_split(8, rng=np.random.default_rng(0)).test.size == 2


def test_same_seed_same_split():
    one, two, other = (
        train_test_split(50, rng=np.random.default_rng(seed)).test for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, two)
    assert set(one) != set(other)


def test_every_row_is_as_likely_to_be_tested():
    rng = np.random.default_rng(0)
    n_splits, n_rows, p = 2000, 8, 0.25
    tests = [train_test_split(n_rows, rng=rng).test for _ in range(n_splits)]
    share = np.bincount(np.concatenate(tests), minlength=n_rows) / n_splits
    assert np.abs(share - p).max() < 4 * np.sqrt(p * (1 - p) / n_splits)


@pytest.mark.parametrize(
    ("n_samples", "options", "error", "message"),
    [
        (1, {}, ValueError, "n_samples must be at least 2, got 1"),
        (10.0, {}, TypeError, r"n_samples must be an integer, got 10\.0"),
        (10, {"test_fraction": 1}, ValueError, "test_fraction must lie between 0 and 1"),
        (10, {"test_fraction": 0}, ValueError, "test_fraction must lie between 0 and 1"),
        (10, {"test_fraction": 0.99}, ValueError, "10 rows leaves the training set empty"),
        (10, {"rng": 0}, TypeError, "rng must be a generator"),
    ],
)
def test_refusals(n_samples, options, error, message):
    with pytest.raises(error, match=message):
        train_test_split(n_samples, **{"rng": np.random.default_rng(0)} | options)
