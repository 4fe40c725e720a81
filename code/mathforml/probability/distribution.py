"""What all distributions have in common: a mean, a variance, and samples.

A random variable is a number that chance decides; its distribution says how often it takes which
values. Its mean, or expectation, is the average of these values, weighted by how often they
come, and its variance is the mean of the squared distance to the mean::

    discrete      E[X] = sum_k k P(X = k)       Var[X] = sum_k (k - E[X])^2 P(X = k)
    continuous    E[X] = int x f(x) dx          Var[X] = int (x - E[X])^2 f(x) dx

Densities and masses are given as logarithms. The probability of a thousand observations is a
product that no floating point number can hold; its logarithm is a sum that is as large as the
data.

References
----------
Wasserman, L. (2004). All of Statistics. Springer. Chapters 2 and 3.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from mathforml._checks import as_array, as_generator, whole
from mathforml._types import Array, ArrayLike


class Distribution(ABC):
    """How a random variable falls: its mean, its variance, and samples of it."""

    @property
    def mean(self) -> float | Array:
        """Expectation: what the average of many samples tends to; NaN where there is none.

        A scalar, or of shape (n_features,).
        """
        return self._mean()

    @property
    def variance(self) -> float | Array:
        """Mean squared distance to the mean; NaN where there is none.

        A scalar, or the covariance matrix, of shape (n_features, n_features).
        """
        return self._variance()

    def sample(self, n: int, *, rng: np.random.Generator) -> Array:
        """Draw independent values, of shape (n,) or (n, n_features); whole numbers if discrete.

        Parameters
        ----------
        n : int, at least 1
        rng : numpy.random.Generator
        """
        return self._sample(whole(n, "n", minimum=1), as_generator(rng))

    @abstractmethod
    def _mean(self) -> float | Array: ...

    @abstractmethod
    def _variance(self) -> float | Array: ...

    @abstractmethod
    def _sample(self, n: int, rng: np.random.Generator) -> Array: ...


class Discrete(Distribution):
    """A distribution over whole numbers: each has a probability, its mass."""

    def log_mass(self, k: ArrayLike) -> Array:
        """Logarithm of the probability of each number, ``log P(X = k)``, in the shape of `k`.

        Minus infinity for what cannot happen.

        Parameters
        ----------
        k : ndarray of any shape
        """
        k = as_array(k, "k")
        low, high = self._support()
        possible = (k == np.floor(k)) & (low <= k) & (k <= high)
        # the formula sees only what can happen; `low` always can
        return np.where(possible, self._log_mass(np.where(possible, k, low)), -np.inf)

    @abstractmethod
    def _support(self) -> tuple[float, float]: ...

    @abstractmethod
    def _log_mass(self, k: Array) -> Array: ...


class Continuous(Distribution):
    """A distribution over real numbers: a probability is an area under its density."""

    def log_density(self, x: ArrayLike) -> Array:
        """Logarithm of the density at each point, ``log f(x)``, in the shape of `x`.

        Minus infinity where the density is 0.

        Parameters
        ----------
        x : ndarray of any shape
        """
        with np.errstate(over="ignore"):  # so far away that the logarithm is minus infinity
            return self._log_density(as_array(x, "x"))

    @abstractmethod
    def _log_density(self, x: Array) -> Array: ...
