"""Races of `mathforml.selection`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import sklearn.model_selection
from mathforml.estimators.ridge import Ridge
from mathforml.selection.cross_validation import cross_validate
from mathforml.selection.learning_curve import learning_curve
from mathforml.selection.splits import forward_folds, grouped_folds, k_fold

from bench.races import Race


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    yield from _folds(rng)
    X = rng.normal(size=(500, 20))
    y = X.sum(axis=1) + rng.normal(size=len(X))
    folds = k_fold(len(y), n_folds=10, rng=rng)
    score = {"scoring": "neg_mean_squared_error"}
    yield Race(
        "cross-validation",
        "10 folds of 500 samples, ridge",
        ours=lambda: cross_validate(_fit_ridge, X, y, folds).errors,
        peer=lambda: -sklearn.model_selection.cross_val_score(Ridge(), X, y, cv=folds, **score),
        library="scikit-learn cross_val_score, the same model",
        at_most=1,
        agree=lambda ours, peer: np.allclose(ours, peer, rtol=1e-10),
    )
    sizes = [50, 100, 200, 300]
    order = np.random.default_rng(1).permutation(500)
    settings = {"train_sizes": sizes, "cv": [(order[:300], order[300:])], **score}
    yield Race(
        "learning curve",
        "4 sizes of 500 samples, ridge",
        ours=lambda: learning_curve(
            _fit_ridge, X, y, sizes=sizes, n_test=200, rng=np.random.default_rng(1)
        ).test.ravel(),
        peer=lambda: -sklearn.model_selection.learning_curve(Ridge(), X, y, **settings)[2].ravel(),
        library="scikit-learn learning_curve, the same model",
        at_most=1,
        agree=lambda ours, peer: np.allclose(ours, peer, rtol=1e-10),
    )


def _fit_ridge(X: np.ndarray, y: np.ndarray) -> Callable:
    return Ridge().fit(X, y).predict


def _folds(rng: np.random.Generator) -> Iterator[Race]:
    n, rows = 10_000, np.empty((10_000, 1))
    shuffled = sklearn.model_selection.KFold(10, shuffle=True, random_state=0)
    yield Race(
        "folds at random",
        "10 of 10,000 samples",
        ours=lambda: k_fold(n, n_folds=10, rng=np.random.default_rng(0)),
        peer=lambda: list(shuffled.split(rows)),
        library="scikit-learn KFold",
        at_most=1,
        agree=lambda ours, peer: [len(f.test) for f in ours] == [len(test) for _, test in peer],
    )
    groups = np.repeat(rng.permutation(100), np.arange(1, 101))  # groups of 100 different sizes
    by_group = sklearn.model_selection.GroupKFold(10)
    yield Race(
        "folds of whole groups",
        "10 of 5,050 samples in 100 groups",
        ours=lambda: grouped_folds(groups, n_folds=10),
        peer=lambda: list(by_group.split(groups, groups=groups)),
        library="scikit-learn GroupKFold",
        at_most=1,
        agree=_same,
    )
    in_time = sklearn.model_selection.TimeSeriesSplit(10)
    yield Race(
        "folds forward in time",
        "10 of 10,000 samples",
        ours=lambda: forward_folds(n, n_folds=10),
        peer=lambda: list(in_time.split(rows)),
        library="scikit-learn TimeSeriesSplit",
        at_most=1.5,
        agree=_same,
    )


def _same(ours: list, peer: list) -> bool:
    return all(
        np.array_equal(mine, theirs)
        for fold, other in zip(ours, peer, strict=True)
        for mine, theirs in zip(fold, other, strict=True)
    )
