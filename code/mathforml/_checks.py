"""Checks for the public edge of the package: read an argument, or say what is wrong with it.

Each function takes a value and the name of the argument that it came from. It returns the value in
the form that the mathematics needs, or raises an error that names the argument, what it was, and
what was expected: `TypeError` for something of the wrong kind, `ValueError` for the right kind
with a wrong shape or size.
"""

from __future__ import annotations

from collections.abc import Callable
from numbers import Integral, Real
from typing import Any

import numpy as np

from mathforml._types import Array, ArrayLike

ROUNDING = 1e-9  # how far a sum of probabilities may be from 1


def as_real(value: ArrayLike, name: str) -> Array:
    """Read `value` as an array of real numbers of any shape, which may be infinite or NaN."""
    expected = f"{name} must hold real numbers"
    try:
        array = np.asarray(value)
    except ValueError as error:  # rows of unequal length
        raise ValueError(f"{expected} in rows of equal length: {error}") from error
    if array.dtype == np.float64:
        return array
    # NumPy would read None as NaN and the text "1" as 1
    fractions = array.dtype.kind == "O" and all(isinstance(item, Real) for item in array.flat)
    if array.dtype.kind not in "biuf" and not fractions:
        raise TypeError(f"{expected}, got {_kind(value, array)}")
    return array.astype(np.float64)


def as_array(value: ArrayLike, name: str) -> Array:
    """Read `value` as a non-empty array of finite real numbers, of any shape."""
    return _finite(as_real(value, name), name)


def _finite(array: Array, name: str) -> Array:
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")
    if not np.isfinite(array).all():
        bad = int(array.size - np.isfinite(array).sum())
        raise ValueError(
            f"{name} must be finite, but {bad} of its {array.size} values are NaN or infinite "
            f"(shape {array.shape})"
        )
    return array


def as_vector(value: ArrayLike, name: str) -> Array:
    """Read `value` as a vector: one axis, not empty, finite."""
    array = as_real(value, name)
    if array.ndim != 1:
        raise ValueError(f"{name} must be a vector of shape (n,), got shape {array.shape}")
    return _finite(array, name)


def one_for_each(value: ArrayLike, n: int, name: str) -> Array:
    """Read `value`, which the function `name` gave, as one finite number for each of n samples."""
    array = as_real(value, name)
    if array.shape != (n,):
        raise ValueError(
            f"{name} must give one number for each of {n} samples, got shape {array.shape}"
        )
    return _finite(array, name)


def as_matrix(value: ArrayLike, name: str) -> Array:
    """Read `value` as a matrix: two axes, not empty, finite."""
    array = as_real(value, name)
    if array.ndim != 2:
        raise ValueError(f"{name} must be a matrix with rows and columns, got shape {array.shape}")
    return _finite(array, name)


def as_examples(X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Read examples: a row of X and a number of y for each."""
    X, y = as_matrix(X, "X"), as_vector(y, "y")
    same_length(X=X, y=y)
    return X, y


def as_columns(value: ArrayLike, name: str) -> Array:
    """Read `value` as one vector, or as a matrix with a vector in each column."""
    array = as_real(value, name)
    if array.ndim not in (1, 2):
        raise ValueError(f"{name} must be a vector or a matrix, got shape {array.shape}")
    return _finite(array, name)


def as_parameters(value: ArrayLike, name: str = "theta0") -> Array:
    """Read `value` as a vector that shares no memory with it; one number is a vector of one."""
    return as_vector(np.atleast_1d(as_real(value, name)), name).copy()


def as_symmetric(value: ArrayLike, name: str) -> Array:
    """Read `value` as a square matrix that equals its transpose up to rounding."""
    A = as_matrix(value, name)
    if A.shape[0] != A.shape[1]:
        raise ValueError(f"{name} must be square, got shape {A.shape}")
    # halves, because the difference of two huge numbers can overflow
    asymmetry = np.abs(A / 2 - A.T / 2).max()
    if asymmetry > 1e-10 * np.abs(A).max():
        raise ValueError(
            f"{name} must be symmetric, but differs from its transpose by {2 * asymmetry:.3g}"
        )
    return A


def as_number(value: Any, name: str) -> float:
    """Read `value` as one real number, which may be infinite or NaN."""
    array = as_real(value, name)
    if array.ndim != 0:
        raise ValueError(f"{name} must be one number, got an array of shape {array.shape}")
    return float(array)


def finite(value: Any, name: str) -> float:
    """Read `value` as one finite number."""
    return _number(value, name, np.isfinite, "be finite")


def positive(value: Any, name: str) -> float:
    """Read `value` as one finite number above 0."""
    return _number(value, name, lambda x: 0 < x < np.inf, "be positive and finite")


def non_negative(value: Any, name: str) -> float:
    """Read `value` as one finite number that is at least 0."""
    return _number(value, name, lambda x: 0 <= x < np.inf, "be at least 0 and finite")


def at_least(value: Any, name: str, low: float) -> float:
    """Read `value` as one number that is at least `low`, and may be infinite."""
    return _number(value, name, lambda x: x >= low, f"be at least {low:g}")


def in_range(value: Any, name: str, low: float, high: float) -> float:
    """Read `value` as one number strictly between `low` and `high`."""
    expected = f"lie between {low:g} and {high:g}, both excluded"
    return _number(value, name, lambda x: low < x < high, expected)


def fraction(value: Any, name: str) -> float:
    """Read `value` as one number from 0 up to 1, with 0 and without 1."""
    return _number(value, name, lambda x: 0 <= x < 1, "be at least 0 and below 1")


def probability(value: Any, name: str) -> float:
    """Read `value` as one number from 0 to 1, both included."""
    return _number(value, name, lambda x: 0 <= x <= 1, "be a probability, from 0 to 1")


def as_log(value: Any, name: str) -> float:
    """Read `value` as the logarithm of what may be 0: one number below infinity."""
    return _number(value, name, lambda x: x < np.inf, "be a number below infinity")


def _number(value: Any, name: str, right: Callable[[float], bool], expected: str) -> float:
    number = as_number(value, name)
    if not right(number):
        raise ValueError(f"{name} must {expected}, got {number:g}")
    return number


def as_probabilities(value: ArrayLike, name: str) -> Array:
    """Read `value` as probabilities that add up to 1 along the last axis."""
    array = np.atleast_1d(as_array(value, name))
    if array.min() < 0 or array.max() > 1 + ROUNDING:
        bad = array.min() if array.min() < 0 else array.max()
        raise ValueError(f"{name} must hold probabilities, from 0 to 1, got {bad:g}")
    sums = array.sum(axis=-1)
    worst = sums.flat[np.abs(sums - 1).argmax()]
    if abs(worst - 1) > ROUNDING:
        raise ValueError(
            f"{name} must add up to 1 along its last axis, got {worst:g} (shape {array.shape})"
        )
    return array


def as_logs(value: ArrayLike, name: str, shape: tuple[int, ...]) -> Array:
    """Read `value` as logarithms of what may be 0: numbers below infinity, of the given shape."""
    array = as_real(value, name)
    wrong = array.size - np.count_nonzero(array < np.inf)
    if wrong or array.shape != shape:
        raise ValueError(
            f"{name} must give numbers below infinity, of shape {shape}, got shape {array.shape} "
            f"with {wrong} that are NaN or infinite"
        )
    return array


def whole(value: Any, name: str, minimum: int) -> int:
    """Read `value` as an integer that is at least `minimum`."""
    if isinstance(value, bool | np.bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} must be an integer, got {value!r}")
    if value < minimum:
        raise ValueError(f"{name} must be at least {minimum}, got {value}")
    return int(value)


def callables(**functions: Any) -> None:
    """Refuse what cannot be called."""
    for name, function in functions.items():
        if not callable(function):
            raise TypeError(f"{name} must be a function, got {_kind(function)}")


def as_generator(value: Any, name: str = "rng") -> np.random.Generator:
    """Refuse a `value` that is not a random generator: results must be repeatable."""
    if not isinstance(value, np.random.Generator):
        raise TypeError(
            f"{name} must be a generator such as np.random.default_rng(0), got {_kind(value)}"
        )
    return value


def squarable(**arrays: Array) -> None:
    """Refuse numbers so large that a sum of their squares may not be finite."""
    for name, array in arrays.items():
        if max(array.max(), -array.min()) > 1e150:
            raise ValueError(f"{name} must be at most 1e150, for its square to be a finite number")


def bounded(**arrays: Array) -> None:
    """Refuse numbers so large that a sum of them may not be finite."""
    for name, array in arrays.items():
        if (largest := max(array.max(), -array.min())) > 1e300:
            raise ValueError(f"{name} must be at most 1e+300, got {largest:g}")


def same_length(**arrays: Array) -> None:
    """Refuse arrays that do not have the same number of rows."""
    if len({len(array) for array in arrays.values()}) > 1:
        lengths = " and ".join(f"{name} has {len(array)}" for name, array in arrays.items())
        raise ValueError(
            f"{' and '.join(arrays)} must have the same number of rows, but {lengths}"
        )


def _kind(value: Any, array: Array | None = None) -> str:
    """Say what kind of thing an argument is, in a few words."""
    if array is not None and array.ndim:
        return f"an array of shape {array.shape} and dtype {array.dtype}"
    return f"{value!r}" if isinstance(value, str | complex | None) else type(value).__name__
