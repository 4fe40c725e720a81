"""One-hot vectors: by hand, their distances, scikit-learn and pandas, and unknown categories."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mathforml.data.one_hot import one_hot
from scipy.spatial.distance import pdist
from sklearn.preprocessing import OneHotEncoder

lists = st.lists(st.sampled_from("abcde"), min_size=1, max_size=12)


def test_by_hand():
    matrix, categories = one_hot(["red", "green", "red", "blue"])
    assert categories == ["blue", "green", "red"]
    np.testing.assert_array_equal(matrix, [[0, 0, 1], [0, 1, 0], [0, 0, 1], [1, 0, 0]])


@given(lists)
def test_each_row_has_one_1_in_the_column_of_its_category(values):
    matrix, categories = one_hot(values)
    np.testing.assert_array_equal(matrix.sum(axis=1), 1)
    assert [categories[j] for j in matrix.argmax(axis=1)] == values
    np.testing.assert_array_equal(matrix.sum(axis=0), [values.count(c) for c in categories])


def test_any_two_different_categories_are_equally_far_apart():
    np.testing.assert_allclose(pdist(one_hot(list("abcd")).matrix), np.sqrt(2))


@given(lists)
def test_against_scikit_learn_and_pandas(values):
    matrix, categories = one_hot(values)
    encoder = OneHotEncoder(sparse_output=False)
    np.testing.assert_array_equal(matrix, encoder.fit_transform(np.array(values)[:, None]))
    table = pd.get_dummies(pd.Series(values), dtype=float)
    np.testing.assert_array_equal(matrix, table.to_numpy())
    assert categories == list(table.columns)


@pytest.mark.parametrize(
    "values",
    [np.array([3, 1, 3]), pd.Series([3, 1, 3]), (3, 1, 3), np.array([3.0, 1.0, 3.0])],
    ids=["array", "series", "tuple", "floats"],
)
def test_numbers_and_containers(values):
    matrix, categories = one_hot(values)
    assert categories == [1, 3]
    np.testing.assert_array_equal(matrix, [[0, 1], [1, 0], [0, 1]])


def test_given_categories_decide_the_columns():
    matrix, categories = one_hot(["b"], categories=["c", "b", "a"])
    assert categories == ["c", "b", "a"]
    np.testing.assert_array_equal(matrix, [[0, 1, 0]])


@pytest.mark.parametrize(
    ("values", "categories", "error", "message"),
    [
        ("red", None, TypeError, "values must be a sequence of categories, got 'red'"),
        (3, None, TypeError, "values must be a sequence of categories, got 3"),
        ([], None, ValueError, "values must not be empty"),
        ([["a"], ["b"]], None, ValueError, r"values must have one axis, got shape \(2, 1\)"),
        (["a", None], None, ValueError, "values must not hold missing categories"),
        ([1.0, np.nan], None, ValueError, "values must not hold missing categories"),
        (["a", "z", "y"], ["a", "b"], ValueError, r"\['a', 'b'\], got \['y', 'z'\]"),
        (["a"], ["a", "a"], ValueError, r"must all be different, got \['a', 'a'\]"),
        (["a"], [], ValueError, "categories must not be empty"),
        (["a"], "ab", TypeError, "categories must be a sequence"),
        (["a", 1], None, TypeError, "not supported between"),
    ],
)
def test_refusals(values, categories, error, message):
    with pytest.raises(error, match=message):
        one_hot(values, categories)
