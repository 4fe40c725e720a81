"""One-hot vectors: a category as a vector with a 1 in its own place and 0 in all others.

Numbering the categories 1, 2, 3 would say that the third is three times the first, and that the
second lies between the others. One-hot vectors say nothing of the kind: any two different
categories are at the same distance, the square root of 2.

References
----------
Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 2.2: dummy variables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from mathforml._types import Array


class OneHot(NamedTuple):
    """Categories as vectors."""

    matrix: Array  #: of shape (n_samples, n_categories)
    categories: list  #: which category each column stands for


def one_hot(values: Sequence[Any], categories: Sequence[Any] | None = None) -> OneHot:
    """Vectors with a 1 in the place of the category.

    Parameters
    ----------
    values : sequence of shape (n_samples,)
        Texts, or whole numbers, or anything that can be compared; none missing (None or NaN).
    categories : sequence of shape (n_categories,), optional
        All categories, in the order of the columns. Those that occur, in sorted order, when left
        out. Give those of the training set for samples that come later: others are refused.

    Examples
    --------
    >>> one_hot(["red", "green", "red"])
    OneHot(matrix=array([[0., 1.],
           [1., 0.],
           [0., 1.]]), categories=['green', 'red'])
    """
    values = _checked(values, "values")
    known = sorted(set(values)) if categories is None else _checked(categories, "categories")
    _require_known(values, known)
    column = {category: j for j, category in enumerate(known)}
    matrix = np.zeros((len(values), len(known)))
    matrix[np.arange(len(values)), [column[value] for value in values]] = 1
    return OneHot(matrix, known)


def _checked(values: Sequence[Any], name: str) -> list:
    """Read a sequence as a list of Python's own objects."""
    if isinstance(values, str | bytes) or not hasattr(values, "__len__"):
        raise TypeError(f"{name} must be a sequence of categories, got {values!r}")
    if np.ndim(values) != 1:
        raise ValueError(f"{name} must have one axis, got shape {np.shape(values)}")
    values = [value.item() if isinstance(value, np.generic) else value for value in values]
    if not values:
        raise ValueError(f"{name} must not be empty")
    if any(value is None or value != value for value in values):
        raise ValueError(f"{name} must not hold missing categories (None or NaN)")
    return values


def _require_known(values: list, known: list) -> None:
    different = set(known)
    if len(different) < len(known):
        raise ValueError(f"categories must all be different, got {known}")
    unknown = sorted({value for value in values if value not in different}, key=repr)
    if unknown:
        raise ValueError(f"values must be among the categories {known}, got {unknown}")
