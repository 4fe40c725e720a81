"""The estimator is scikit-learn's in all that counts; its numbers are tested with the function."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import sklearn.preprocessing
from mathforml.estimators.standardiser import Standardiser
from sklearn.datasets import load_wine
from sklearn.model_selection import cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import check_estimator


def test_is_a_scikit_learn_estimator():
    check_estimator(Standardiser(), on_skip=None)


def test_transforms_as_scikit_learn():
    X = load_wine().data
    X[:, 3] = 7
    train, test = X[::2], X[1::2]
    ours, other = Standardiser().fit(train), sklearn.preprocessing.StandardScaler().fit(train)
    np.testing.assert_allclose(ours.transform(test), other.transform(test), atol=1e-12)
    np.testing.assert_allclose(ours.inverse_transform(ours.transform(test)), test, rtol=1e-12)
    np.testing.assert_allclose(ours.mean_, other.mean_, rtol=1e-13)
    np.testing.assert_allclose(ours.scale_, other.scale_, rtol=1e-13)


def test_in_a_pipeline_it_learns_from_the_training_samples_alone():
    X, y = load_wine(return_X_y=True)
    scores = [
        cross_val_score(make_pipeline(scaler, KNeighborsClassifier(1)), X, y)
        for scaler in (Standardiser(), sklearn.preprocessing.StandardScaler())
    ]
    np.testing.assert_array_equal(*scores)


def test_names_of_features_go_through():
    table = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 5.0]})
    scaler = Standardiser().set_output(transform="pandas").fit(table)
    assert list(scaler.transform(table).columns) == ["a", "b"]


def test_refusals():
    with pytest.raises(ValueError, match="features"):
        Standardiser().fit([[1.0, 2.0]]).transform([[1.0]])
    with pytest.raises(ValueError, match="NaN"):
        Standardiser().fit([[np.nan]])
    with pytest.raises(ValueError, match=r"X must be at most 1e\+300"):
        Standardiser().fit([[1e301], [0.0]])
