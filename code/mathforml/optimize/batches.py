"""Batches: the data that each step of a method looks at.

A method asks for loss and gradient at one theta in every step. With batches, it asks for those of
the next batch: ``loss(theta, *batch)``. A few examples at a time make it stochastic; a task that
changes from step to step makes it online::

    all data      loss(theta)            no batches
    mini-batches  loss(theta, X, y)      (X, y), a few rows at a time
    online        loss(theta, c)         (c,), whatever comes next

References
----------
Robbins, H. and Monro, S. (1951). A Stochastic Approximation Method. Annals of Mathematical
Statistics 22(3), 400-407.

Bottou, L., Curtis, F. E. and Nocedal, J. (2018). Optimization Methods for Large-Scale Machine
Learning. SIAM Review 60(2), 223-311. Section 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat

import numpy as np

from mathforml._checks import as_generator, as_matrix, as_vector, same_length, whole
from mathforml._types import Array, ArrayLike, Batch


def mini_batches(
    X: ArrayLike, y: ArrayLike, *, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    """A few examples at a time, in a random order, without end.

    They are drawn without replacement until every example has been used; that is one epoch. Then
    the order is drawn again.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    batch_size : int, from 1 to n_samples
        The number of examples in a batch. The last batch of an epoch is smaller when `n_samples`
        is not a multiple.
    rng : numpy.random.Generator

    Yields
    ------
    tuple of ndarray
        Rows of X, of shape (batch_size, n_features), and those of y.

    Examples
    --------
    >>> from mathforml.iteration import take
    >>> X, y = [[1.0], [2.0], [3.0]], [10.0, 20.0, 30.0]
    >>> batches = mini_batches(X, y, batch_size=2, rng=np.random.default_rng(0))
    >>> [rows.tolist() for _, rows in take(batches, 4)]
    [[30.0, 10.0], [20.0], [30.0, 20.0], [10.0]]
    """
    as_generator(rng)
    X, y = as_matrix(X, "X"), as_vector(y, "y")
    same_length(X=X, y=y)
    if whole(batch_size, "batch_size", minimum=1) > len(y):
        raise ValueError(
            f"batch_size must be at most the number of rows, {len(y)}, got {batch_size}"
        )

    def batches() -> Iterator[tuple[Array, Array]]:
        while True:
            order = rng.permutation(len(y))
            for start in range(0, len(y), batch_size):
                rows = order[start : start + batch_size]
                yield X[rows], y[rows]

    return batches()


def as_batches(batches: Iterable[Batch] | None) -> Iterator[Batch]:
    """Read the batches of a method: none means that every step sees the same loss.

    Parameters
    ----------
    batches : iterable of tuple, optional
        What loss and gradient get beside theta, one tuple for each step.

    Returns
    -------
    iterator of tuple
        Empty ones without end when there are no batches.

    Examples
    --------
    >>> next(as_batches(None)), next(as_batches([(3.0,)]))
    ((), (3.0,))
    """
    if batches is None:
        return repeat(())
    if not isinstance(batches, Iterable):
        raise TypeError(f"batches must be an iterable of tuples, got {type(batches).__name__}")
    return map(_checked_batch, batches)


def _checked_batch(batch: Batch) -> Batch:
    if not isinstance(batch, tuple):
        raise TypeError(f"each of the batches must be a tuple, got {type(batch).__name__}")
    return batch
