"""Learning curves: training and test error against the number of examples.

The rows are put in random order. The last ones are the test set; a model learns from the first m
of the others, for every m::

    train_m = mean loss on the m examples that it learned from
    test_m  = mean loss on the test set

Two curves that have met, at an error that is too high: the model is too stiff, and more data will
not help. Two curves with a gap between them that is still closing: the model is flexible enough,
and more data will help. For least squares with p parameters, noise of variance s^2 and m far above
p, the gap of the squared errors is about ``2 s^2 p / m``; for a smaller m it is larger.

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Sections 7.4, the gap, and 7.10.1, a learning curve.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_examples, as_generator, callables, whole
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Indices
from mathforml.losses import squared
from mathforml.selection.cross_validation import Fit, PointLoss, mean_loss


class LearningCurve(NamedTuple):
    """Errors for training sets of several sizes."""

    sizes: Indices  #: of shape (n_sizes,), the numbers of examples that were learned from
    #: Of shape (n_repeats, n_sizes), the mean loss on these examples, for each order of the rows.
    train: Array
    test: Array  #: of shape (n_repeats, n_sizes), the mean loss on the test set of that order


@parameters_like(mean_loss)
def learning_curve(
    fit: Fit,
    X: ArrayLike,
    y: ArrayLike,
    *,
    sizes: Sequence[int],
    n_test: int,
    n_repeats: int = 1,
    rng: np.random.Generator,
    loss: PointLoss = squared,
) -> LearningCurve:
    """Learn from more and more examples, and measure the error on them and on others.

    Parameters
    ----------
    fit : callable
        Learns from X and y, and returns a function that predicts from X.
    sizes : sequence of int
        From how many examples to learn, each at least 1 and at most ``n_samples - n_test``.
    n_test : int, at least 1
    n_repeats : int, default 1
        For how many orders of the rows to do so.
    rng : numpy.random.Generator

    Examples
    --------
    >>> def fit_mean(X, y):
    ...     return lambda X_new: np.full(len(X_new), y.mean())
    >>> y = np.tile([0.0, 2.0], 500)
    >>> settings = {"sizes": [1, 100], "n_test": 500, "n_repeats": 20}
    >>> rng = np.random.default_rng(0)
    >>> curve = learning_curve(fit_mean, np.zeros((1000, 1)), y, rng=rng, **settings)
    >>> curve.train.mean(axis=0).round(1), curve.test.mean(axis=0).round(1)
    (array([0., 1.]), array([2., 1.]))
    """
    X, y = as_examples(X, y)
    callables(fit=fit, loss=loss)
    n_test = whole(n_test, "n_test", minimum=1)
    n_repeats = whole(n_repeats, "n_repeats", minimum=1)
    sizes = _checked_sizes(sizes, len(y), n_test)
    as_generator(rng)
    errors = np.empty((2, n_repeats, len(sizes)))
    for repeat in range(n_repeats):
        order = rng.permutation(len(y))
        test = order[len(y) - n_test :]
        for k, size in enumerate(sizes):
            train = order[:size]
            predict = fit(X[train], y[train])
            errors[:, repeat, k] = [
                mean_loss(predict, X[rows], y[rows], loss=loss) for rows in (train, test)
            ]
    return LearningCurve(np.array(sizes), *errors)


def _checked_sizes(sizes: Sequence[int], n_samples: int, n_test: int) -> list[int]:
    if not isinstance(sizes, Iterable):
        raise TypeError(f"sizes must be a sequence of integers, got {sizes!r}")
    sizes = [whole(size, "sizes", minimum=1) for size in sizes]
    if not sizes:
        raise ValueError("sizes must hold at least one size, got none")
    if max(sizes) + n_test > n_samples:
        raise ValueError(
            f"sizes must be at most {n_samples - n_test}, the {n_samples} rows without the "
            f"{n_test} to test on; got {max(sizes)}"
        )
    return sizes
