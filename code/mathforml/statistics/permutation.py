"""Permutation tests: if the labels mean nothing, shuffling them changes nothing.

Two groups have been compared by a number such as the difference of their means. If it makes no
difference who is in which group, every other way to deal the same values into groups of these
sizes was as likely. So deal again, and count how often the number is as extreme::

    exactly      p = (ways that are as extreme) / (all ways),        n! / (n_x! n_y!) of them
    by chance    p = (1 + shuffles that are as extreme) / (1 + shuffles)

What was observed is itself one of the ways. Without the 1 a test by shuffling could report p = 0,
and would say "significant" more often than it may.

References
----------
Fisher, R. A. (1935). The Design of Experiments. Oliver and Boyd. Section 21.

Phipson, B. and Smyth, G. K. (2010). Permutation P-values Should Never Be Zero. Statistical
Applications in Genetics and Molecular Biology 9(1), article 39: the two ones.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mathforml._checks import as_generator, as_vector, callables, one_for_each, whole
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike
from mathforml.statistics._resampling import replicates

Statistic = Callable[[Array, Array], Array]

MOST_WAYS = 1_000_000
MOST_VALUES = 20 * MOST_WAYS
ALTERNATIVES = ("two-sided", "greater", "less")


class PermutationTest(NamedTuple):
    """What shuffling the labels says about a difference."""

    statistic: float  #: the difference that was observed
    #: Of shape (n_permutations,), the differences after shuffling: what chance alone gives.
    null: Array
    p_value: float  #: how often chance alone is as extreme as what was observed


def mean_difference(x: Array, y: Array) -> Array:
    """Difference of two means, along the last axis, of shape (...).

    Parameters
    ----------
    x, y : ndarray of shape (..., n_x) and (..., n_y)
        Values of the two groups; several groups make several rows.
    """
    return x.mean(axis=-1) - y.mean(axis=-1)


def permutation_test(
    x: ArrayLike,
    y: ArrayLike,
    *,
    n_permutations: int,
    rng: np.random.Generator,
    statistic: Statistic = mean_difference,
    alternative: str = "two-sided",
) -> PermutationTest:
    """Compare two groups by shuffling their values many times.

    The p-value is ``(1 + number as extreme) / (1 + n_permutations)``.

    Parameters
    ----------
    x, y : ndarray of shape (n_x,) and (n_y,)
    n_permutations : int, at least 1
    rng : numpy.random.Generator
    statistic : callable, default mean_difference
        What to compare, from arrays of shape (..., n_x) and (..., n_y) to one of shape (...).
    alternative : {"two-sided", "greater", "less"}, default "two-sided"
        What counts as extreme: a difference as far from 0, as large, or as small.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> test = permutation_test([3, 4, 5], [1, 2, 2], n_permutations=999, rng=rng)
    >>> round(test.statistic, 3), round(test.p_value, 3)
    (2.333, 0.103)
    """
    x, y = _checked_groups(x, y, statistic, alternative)
    n_permutations = whole(n_permutations, "n_permutations", minimum=1)
    as_generator(rng)
    pooled, n_x = np.concatenate([x, y]), len(x)

    def shuffled(n: int) -> Array:
        return rng.permuted(np.tile(pooled, (n, 1)), axis=1)

    def difference(dealt: Array) -> Array:
        return statistic(dealt[:, :n_x], dealt[:, n_x:])

    null = replicates(shuffled, difference, n_permutations, size=len(pooled))
    observed = difference(pooled[np.newaxis])
    observed = one_for_each(observed, 1, "statistic")
    extreme = as_extreme(null, observed[0], pooled, statistic, alternative)
    p_value = (1 + int(extreme.sum())) / (1 + n_permutations)
    return PermutationTest(float(observed[0]), null, p_value)


@parameters_like(permutation_test)
def exact_permutation_test(
    x: ArrayLike,
    y: ArrayLike,
    *,
    statistic: Statistic = mean_difference,
    alternative: str = "two-sided",
) -> PermutationTest:
    """Compare two small groups by every way to deal their values into two groups.

    At most a million ways, of 20 values on average. The p-value is exact, and the first entry of
    `null` is what was observed.

    Examples
    --------
    >>> test = exact_permutation_test([3, 4, 5], [1, 2, 2])
    >>> len(test.null), test.p_value
    (20, 0.1)
    """
    x, y = _checked_groups(x, y, statistic, alternative)
    _check_ways(len(x), len(y))
    pooled, n_x = np.concatenate([x, y]), len(x)
    first = np.array(list(combinations(range(len(pooled)), n_x)))
    in_second = np.ones((len(first), len(pooled)), dtype=bool)
    np.put_along_axis(in_second, first, False, axis=1)
    second = np.nonzero(in_second)[1].reshape(len(first), -1)
    null = statistic(pooled[first], pooled[second])
    null = one_for_each(null, len(first), "statistic")
    extreme = as_extreme(null, null[0], pooled, statistic, alternative)
    return PermutationTest(float(null[0]), null, float(extreme.mean()))


@parameters_like(permutation_test)
def as_extreme(
    null: Array, observed: float, pooled: Array, statistic: Statistic, alternative: str
) -> NDArray[np.bool_]:
    """Which differences, of shape (n,), are as extreme as the observed one, up to rounding.

    Parameters
    ----------
    null : ndarray of shape (n,)
    observed : float
    pooled : ndarray of shape (n_x + n_y,)
        The values of both groups, whose size says how far rounding puts equal means apart.

    Examples
    --------
    >>> values = np.array([0.1, 0.2, 0.3])
    >>> as_extreme(np.array([0.1 + 0.2, -0.4]), 0.3, values, mean_difference, "greater")
    array([ True, False])
    """
    unit = np.abs(pooled).max() if statistic is mean_difference else 0.0  # unknown for others
    rounding = 16 * np.finfo(float).eps * unit
    tie = max(1e-12 * max(np.abs(null).max(), abs(observed)), rounding)
    if alternative == "two-sided":
        return np.abs(null) >= abs(observed) - tie
    sign = 1 if alternative == "greater" else -1
    return sign * null >= sign * observed - tie


def _checked_groups(
    x: ArrayLike, y: ArrayLike, statistic: Statistic, alternative: str
) -> tuple[Array, Array]:
    x, y = as_vector(x, "x"), as_vector(y, "y")
    callables(statistic=statistic)
    if alternative not in ALTERNATIVES:
        raise ValueError(
            f"alternative must be one of {', '.join(ALTERNATIVES)}, got {alternative!r}"
        )
    return x, y


def _check_ways(n_x: int, n_y: int) -> None:
    ways = comb(n_x + n_y, n_x)
    if ways > MOST_WAYS:
        raise ValueError(
            f"x and y must have at most {MOST_WAYS:,} ways to deal, got {ways:,}: use "
            "permutation_test"
        )
    if ways * (n_x + n_y) > MOST_VALUES:
        raise ValueError(
            f"x and y must have at most {MOST_VALUES:,} values in all ways to deal, got "
            f"{ways * (n_x + n_y):,}: use permutation_test"
        )
