"""Splits and folds against scikit-learn's, and against the promises that they make."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import sklearn.model_selection
from hypothesis import given
from hypothesis import strategies as st
from mathforml.selection.splits import (
    block_folds,
    forward_folds,
    grouped_folds,
    k_fold,
    train_test_split,
)


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
def test_refused_splits(n_samples, options, error, message):
    with pytest.raises(error, match=message):
        train_test_split(n_samples, **{"rng": np.random.default_rng(0)} | options)


# folds

sizes = st.tuples(st.integers(2, 60), st.integers(2, 60)).map(lambda two: (max(two), min(two)))


def equal(ours, theirs):
    theirs = list(theirs)
    return len(ours) == len(theirs) and all(
        np.array_equal(a, b)
        for fold, other in zip(ours, theirs, strict=True)
        for a, b in zip(fold, other, strict=True)
    )


def all_tested(folds):
    return np.sort(np.concatenate([fold.test for fold in folds]))


def assert_disjoint(folds):
    for fold in folds:
        assert np.intersect1d(fold.train, fold.test).size == 0
        assert (np.diff(fold.train) > 0).all()
        assert (np.diff(fold.test) > 0).all()


@given(sizes, st.integers(0, 1000))
def test_every_row_is_tested_once_and_learned_from_in_the_other_folds(two, seed):
    n, k = two
    folds = k_fold(n, n_folds=k, rng=np.random.default_rng(seed))
    np.testing.assert_array_equal(all_tested(folds), np.arange(n))
    assert_disjoint(folds)
    assert all(len(fold.train) + len(fold.test) == n for fold in folds)
    other = sklearn.model_selection.KFold(k).split(np.empty(n))
    assert [len(fold.test) for fold in folds] == [len(test) for _, test in other]


def test_the_deal_is_random_and_repeatable():
    one, two, other = (
        k_fold(40, n_folds=4, rng=np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    assert equal(one, two)
    assert not equal(one, other)
    # all pairs of rows are as likely to be in one test set: neighbours are, 1 time in 4
    rng, together, n_deals = np.random.default_rng(0), 0, 4000
    for _ in range(n_deals):
        together += any({0, 1} <= set(fold.test) for fold in k_fold(8, n_folds=4, rng=rng))
    share = together / n_deals  # of a chance of 1/7; five standard errors: p < 1e-6
    assert abs(share - 1 / 7) < 5 * np.sqrt(6 / 49 / n_deals)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=60), st.integers(2, 10))
def test_a_group_is_never_on_both_sides(groups, k):
    groups = np.array(groups)
    if k > len(np.unique(groups)):
        with pytest.raises(ValueError, match="n_folds must be at most"):
            grouped_folds(groups, n_folds=k)
        return
    folds = grouped_folds(groups, n_folds=k)
    np.testing.assert_array_equal(all_tested(folds), np.arange(len(groups)))
    assert_disjoint(folds)
    for fold in folds:
        assert np.intersect1d(groups[fold.train], groups[fold.test]).size == 0
        assert fold.test.size
    other = sklearn.model_selection.GroupKFold(k).split(groups, groups=groups)
    assert sorted(len(fold.test) for fold in folds) == sorted(len(test) for _, test in other)


@pytest.mark.parametrize("unknown", [None, np.nan, pd.NA, pd.NaT, np.datetime64("NaT")])
@pytest.mark.parametrize("kind", [list, pd.Series, lambda names: np.array(names, dtype=object)])
def test_those_without_a_name_are_no_group(kind, unknown):
    with pytest.raises(ValueError, match="groups must not hold missing values"):
        grouped_folds(kind(["Ann", unknown, "Bo", unknown]), n_folds=2)
    known = ["Ann", "nan", "Bo", "nan"]
    assert equal(grouped_folds(kind(known), n_folds=2), grouped_folds([0, 2, 1, 2], n_folds=2))


def test_days_may_be_groups():
    days = np.array(["2024-01-01", "2024-01-02", "2024-01-01"], dtype="datetime64[ns]")
    assert equal(grouped_folds(days, n_folds=2), grouped_folds([0, 1, 0], n_folds=2))
    days[1] = "NaT"
    with pytest.raises(ValueError, match="groups must not hold missing values"):
        grouped_folds(days, n_folds=2)


def test_groups_of_different_sizes_go_where_scikit_learn_puts_them():
    groups = np.repeat(["d", "a", "c", "b", "e"], [7, 5, 4, 2, 1])
    other = sklearn.model_selection.GroupKFold(3).split(groups, groups=groups)
    assert equal(grouped_folds(groups, n_folds=3), other)


@given(sizes)
def test_blocks_are_the_folds_of_scikit_learn_without_shuffling(two):
    n, k = two
    assert equal(block_folds(n, n_folds=k), sklearn.model_selection.KFold(k).split(np.empty(n)))


@given(sizes, st.integers(0, 5))
def test_no_row_within_the_gap_is_learned_from(two, gap):
    """By brute force: the distance of each row to each row that is tested."""
    n, k = two
    tests = np.array_split(np.arange(n), k)
    far = [np.abs(np.arange(n)[:, None] - test).min(axis=1) > gap for test in tests]
    if all(rows.any() for rows in far):
        expected = [(np.flatnonzero(rows), test) for rows, test in zip(far, tests, strict=True)]
        assert equal(block_folds(n, n_folds=k, gap=gap), expected)
    else:
        with pytest.raises(ValueError, match="leaves none to learn from"):
            block_folds(n, n_folds=k, gap=gap)


@given(sizes, st.integers(0, 5))
def test_forward_folds_are_those_of_scikit_learn(two, gap):
    n, k = two
    try:
        theirs = list(sklearn.model_selection.TimeSeriesSplit(k, gap=gap).split(np.empty(n)))
    except ValueError:
        with pytest.raises(ValueError, match="leave none to learn from"):
            forward_folds(n, n_folds=k, gap=gap)
        return
    assert equal(forward_folds(n, n_folds=k, gap=gap), theirs)


def test_the_past_never_sees_the_future():
    for fold in forward_folds(20, n_folds=4, gap=2):
        assert fold.train.max() + 2 < fold.test.min()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda rng: k_fold(1, n_folds=2, rng=rng), ValueError, "n_samples must be at least 2"),
        (lambda rng: k_fold(5, n_folds=1, rng=rng), ValueError, "n_folds must be at least 2"),
        (lambda rng: k_fold(5, n_folds=6, rng=rng), ValueError, "at most n_samples=5, got 6"),
        (lambda rng: k_fold(5.0, n_folds=2, rng=rng), TypeError, "n_samples must be an integer"),
        (lambda _: k_fold(5, n_folds=2, rng=0), TypeError, "rng must be a generator"),
        (lambda _: block_folds(4, n_folds=2, gap=2), ValueError, "gap=2 around 2 of 4 rows"),
        (lambda _: block_folds(4, n_folds=2, gap=-1), ValueError, "gap must be at least 0"),
        (lambda _: forward_folds(4, n_folds=4), ValueError, "4 folds of 4 rows with gap=0"),
        (lambda _: forward_folds(6, n_folds=1), ValueError, "n_folds must be at least 2"),
        (lambda _: grouped_folds([1, 2], n_folds=3), ValueError, "at most 2, the groups; got 3"),
        (lambda _: grouped_folds([], n_folds=2), ValueError, "groups must be a vector"),
        (lambda _: grouped_folds([[1], [2]], n_folds=2), ValueError, "groups must be a vector"),
        (lambda _: grouped_folds([1, np.nan], n_folds=2), ValueError, "must not hold NaN"),
    ],
)
def test_refused_folds(call, error, message):
    with pytest.raises(error, match=message):
        call(np.random.default_rng(0))
