"""Hold data back: the error on examples not yet seen estimates the error on new ones.

The examples are put in random order; the first part is the test set, the rest is for training.

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 7.2.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_generator, in_range, whole
from mathforml._types import Indices


class Split(NamedTuple):
    """The rows to learn from and the rows to test on.

    Attributes
    ----------
    train : ndarray of shape (n_train,)
        Row numbers of the training set, in random order.
    test : ndarray of shape (n_test,)
        Row numbers of the test set, in random order.
    """

    train: Indices
    test: Indices


def train_test_split(
    n_samples: int, *, test_fraction: float = 0.25, rng: np.random.Generator
) -> Split:
    """Divide the rows 0 to n_samples - 1 at random into a training set and a test set.

    Parameters
    ----------
    n_samples : int
        The number of rows, at least 2.
    test_fraction : float, default 0.25
        The share of rows in the test set, between 0 and 1. The number of rows is rounded
        up, as scikit-learn does.
    rng : numpy.random.Generator

    Returns
    -------
    Split
        Row numbers: every row is in exactly one of `train` and `test`.

    Examples
    --------
    >>> train, test = train_test_split(8, rng=np.random.default_rng(0))
    >>> len(train), len(test)
    (6, 2)
    """
    n_samples = whole(n_samples, "n_samples", minimum=2)
    n_test = math.ceil(in_range(test_fraction, "test_fraction", 0, 1) * n_samples)
    if n_test == n_samples:
        raise ValueError(
            f"test_fraction={test_fraction:g} of {n_samples} rows leaves the training set empty"
        )
    order = as_generator(rng).permutation(n_samples)
    return Split(train=order[n_test:], test=order[:n_test])
