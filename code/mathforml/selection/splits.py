"""Hold data back: the error on examples not yet seen estimates the error on new ones.

Once: the examples are put in random order; the first part is the test set, the rest is for
training. Or in folds, so that every example is tested once, by a model that has not seen it. The
rows are dealt into k parts of about equal size. Each part is the test set once, and the other
k - 1 together are the training set::

    part:     1  2  3  4  5
    fold 1    T  .  .  .  .         T is tested on, . is learned from
    fold 2    .  T  .  .  .

How the rows are dealt must follow what will be asked of the model. At random is right when new
examples are as independent of the old ones as these are of each other. If several rows belong to
one patient, the patient must stay together (`grouped_folds`). If neighbours in time are alike, a
stretch of time must stay together, and its margins must go (`block_folds`), or only the past may
be learned from (`forward_folds`).

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 7.2.

Stone, M. (1974). Cross-Validatory Choice and Assessment of Statistical Predictions. Journal of the
Royal Statistical Society, Series B 36(2), 111-147.

Roberts, D. R. et al. (2017). Cross-Validation Strategies for Data with Temporal, Spatial,
Hierarchical, or Phylogenetic Structure. Ecography 40(8), 913-929.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_generator, in_range, whole
from mathforml._docs import parameters_like
from mathforml._types import ArrayLike, Indices


class Split(NamedTuple):
    """The rows to learn from and the rows to test on."""

    train: Indices  #: of shape (n_train,)
    test: Indices  #: of shape (n_test,)


def train_test_split(
    n_samples: int, *, test_fraction: float = 0.25, rng: np.random.Generator
) -> Split:
    """Divide the rows 0 to n_samples - 1 at random into a training set and a test set.

    Row numbers in random order; every row is in one of both.

    Parameters
    ----------
    n_samples : int, at least 2
    test_fraction : float, between 0 and 1, default 0.25
        The share of rows in the test set. The number of rows is rounded up, as scikit-learn does;
        at least one must be left to learn from.
    rng : numpy.random.Generator
    """
    n_samples = whole(n_samples, "n_samples", minimum=2)
    test_fraction = in_range(test_fraction, "test_fraction", 0, 1)
    n_test = math.ceil(test_fraction * n_samples)
    if n_test == n_samples:
        raise ValueError(
            f"test_fraction={test_fraction:g} of {n_samples} rows leaves the training set empty"
        )
    order = as_generator(rng).permutation(n_samples)
    return Split(train=order[n_test:], test=order[:n_test])


def k_fold(n_samples: int, *, n_folds: int, rng: np.random.Generator) -> list[Split]:
    """Deal the rows at random into parts, and let each be the test set once.

    Row numbers in rising order. The sizes of the test sets differ by at most 1.

    Parameters
    ----------
    n_samples : int
    n_folds : int, from 2 to n_samples
    rng : numpy.random.Generator

    Examples
    --------
    >>> [fold.test.tolist() for fold in k_fold(5, n_folds=2, rng=np.random.default_rng(0))]
    [[2, 3, 4], [0, 1]]
    """
    n_samples, n_folds = _checked_sizes(n_samples, n_folds)
    fold_of = np.empty(n_samples, dtype=int)
    for k, part in enumerate(np.array_split(as_generator(rng).permutation(n_samples), n_folds)):
        fold_of[part] = k
    return _splits(fold_of, n_folds)


def grouped_folds(groups: ArrayLike, *, n_folds: int) -> list[Split]:
    """Deal whole groups: no group is in the training set and the test set of a fold.

    The largest group goes first, each to the part that has the fewest rows so far. Row numbers in
    rising order.

    Parameters
    ----------
    groups : ndarray of shape (n_samples,)
        To which group, such as a patient, each row belongs; numbers or names, none missing.
    n_folds : int, from 2 to the number of groups

    Examples
    --------
    >>> folds = grouped_folds(["Ann", "Bo", "Ann", "Cy", "Ann"], n_folds=2)
    >>> [fold.test.tolist() for fold in folds]
    [[0, 2, 4], [1, 3]]
    """
    groups, n_folds = _checked_groups(groups), whole(n_folds, "n_folds", minimum=2)
    _, group_of, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    if n_folds > len(sizes):
        raise ValueError(f"n_folds must be at most {len(sizes)}, the groups; got {n_folds}")
    rows, fold_of_group = np.zeros(n_folds, dtype=int), np.empty(len(sizes), dtype=int)
    for group in np.argsort(-sizes, kind="stable"):
        k = fold_of_group[group] = np.argmin(rows)
        rows[k] += sizes[group]
    return _splits(fold_of_group[group_of], n_folds)


@parameters_like(k_fold)
def block_folds(n_samples: int, *, n_folds: int, gap: int = 0) -> list[Split]:
    """Cut rows that are in order of time into stretches, and learn from the others.

    Parameters
    ----------
    gap : int, default 0
        How many rows on either side of the test set are not learned from, because they are too
        much like it; some must be left.
    """
    n_samples, n_folds = _checked_sizes(n_samples, n_folds)
    gap, rows = whole(gap, "gap", minimum=0), np.arange(n_samples)
    folds = []
    for test in np.array_split(rows, n_folds):
        train = rows[(rows < test[0] - gap) | (rows > test[-1] + gap)]
        if train.size == 0:
            raise ValueError(
                f"gap={gap} around {test.size} of {n_samples} rows leaves none to learn from"
            )
        folds.append(Split(train, test))
    return folds


@parameters_like(k_fold)
def forward_folds(n_samples: int, *, n_folds: int, gap: int = 0) -> list[Split]:
    """Learn from the past, test on the stretch that follows; then let time go on.

    Parameters
    ----------
    n_folds : int, at least 2
        The number of test sets, all of ``n_samples // (n_folds + 1)`` rows, at least one: the last
        ones.
    gap : int, default 0
        How many rows just before the test set are not learned from; some must be left.

    Examples
    --------
    >>> for fold in forward_folds(6, n_folds=2):
    ...     print(fold.train, fold.test)
    [0 1] [2 3]
    [0 1 2 3] [4 5]
    """
    n_samples = whole(n_samples, "n_samples", minimum=2)
    n_folds, gap = whole(n_folds, "n_folds", minimum=2), whole(gap, "gap", minimum=0)
    size, rows = n_samples // (n_folds + 1), np.arange(n_samples)
    first = n_samples - n_folds * size
    if size == 0 or first - gap < 1:
        raise ValueError(
            f"{n_folds} folds of {n_samples} rows with gap={gap} leave none to learn from"
        )
    starts = range(first, n_samples, size)
    return [Split(rows[: start - gap], rows[start : start + size]) for start in starts]


def _splits(fold_of: Indices, n_folds: int) -> list[Split]:
    """Folds from the number of the part in which each row is."""
    return [
        Split(np.flatnonzero(fold_of != k), np.flatnonzero(fold_of == k)) for k in range(n_folds)
    ]


def _checked_sizes(n_samples: int, n_folds: int) -> tuple[int, int]:
    n_samples = whole(n_samples, "n_samples", minimum=2)
    n_folds = whole(n_folds, "n_folds", minimum=2)
    if n_folds > n_samples:
        raise ValueError(f"n_folds must be at most n_samples={n_samples}, got {n_folds}")
    return n_samples, n_folds


def _checked_groups(given: ArrayLike) -> np.ndarray:
    groups = np.asarray(given)
    if groups.ndim != 1 or groups.size == 0:
        raise ValueError(f"groups must be a vector that is not empty, got shape {groups.shape}")
    if groups.dtype.kind == "f" and not np.isfinite(groups).all():
        raise ValueError("groups must not hold NaN or infinite values")
    # among names NumPy would make NaN a name: one patient of all that are unknown
    if groups.dtype.kind not in "biuf" and any(map(_is_missing, given)):
        raise ValueError("groups must not hold missing values, such as None or NaN")
    return groups


def _is_missing(name: object) -> bool:
    try:
        return name is None or bool(name != name)  # NaN differs from itself
    except TypeError:  # the missing value of pandas is neither equal to itself nor not
        return True
