"""The bell in several dimensions: measurements that vary together.

With the Cholesky factor of the covariance, ``Sigma = L L^T``, a sample is a stretched and sheared
sample of independent standard normal numbers, and the way back measures how far a point is from
the mean, in standard deviations::

    x = mu + L z
    log f(x) = -|z|^2 / 2 - sum_i log L_ii - (p / 2) log(2 pi),     L z = x - mu

The length ``|z|`` is the Mahalanobis distance. The density is the same wherever it is: on ellipses
around the mean.

References
----------
Deisenroth, M. P., Faisal, A. A. and Ong, C. S. (2020). Mathematics for Machine Learning. Cambridge
University Press. Section 6.5.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from mathforml._checks import as_array, as_symmetric, as_vector, positive, same_length, whole
from mathforml._special import cholesky, log_normal
from mathforml._types import Array, ArrayLike
from mathforml.probability.distribution import Distribution


@dataclass(frozen=True, eq=False)
class MultivariateNormal(Distribution):
    """A vector whose entries are normal, each and every combination of them.

    Examples
    --------
    >>> pair = MultivariateNormal([0.0, 0.0], [[4.0, 2.0], [2.0, 2.0]])
    >>> pair.L
    array([[2., 0.],
           [1., 1.]])
    >>> pair.log_density([[0.0, 0.0], [2.0, 2.0]]).round(4)
    array([-2.531, -3.531])
    """

    mu: ArrayLike  #: of shape (n_features,), the mean
    #: Of shape (n_features, n_features), the covariance matrix, positive definite.
    Sigma: ArrayLike
    #: Of shape (n_features, n_features), the Cholesky factor of `Sigma`: a lower triangle.
    L: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        mu, Sigma = as_vector(self.mu, "mu").copy(), as_symmetric(self.Sigma, "Sigma").copy()
        same_length(mu=mu, Sigma=Sigma)
        for name, value in {"mu": mu, "Sigma": Sigma, "L": cholesky(Sigma, "Sigma")}.items():
            value.flags.writeable = False  # L must stay the factor of Sigma
            object.__setattr__(self, name, value)

    def log_density(self, x: ArrayLike) -> Array:
        """Logarithm of the density at each point, ``log f(x)``, of shape () or (n,).

        Parameters
        ----------
        x : ndarray of shape (n_features,) or (n, n_features)
        """
        with np.errstate(over="ignore"):  # so far away that the logarithm is minus infinity
            squared = self.distance(x) ** 2
        return log_normal(squared, np.log(np.diag(self.L)).sum(), p=len(self.mu))

    def distance(self, x: ArrayLike) -> Array:
        """Mahalanobis distance: how far from the mean, in standard deviations of that direction.

        It is the length of the z with ``L z = x - mu``, of shape () or (n,).

        Parameters
        ----------
        x : ndarray of shape (n_features,) or (n, n_features)
        """
        x = as_array(x, "x")
        if x.ndim not in (1, 2) or x.shape[-1] != len(self.mu):
            raise ValueError(f"x must hold points of {len(self.mu)} numbers, got shape {x.shape}")
        z = np.linalg.solve(self.L, (x - self.mu).T)
        return np.linalg.norm(z, axis=0)

    def ellipse(self, radius: float, n: int = 100) -> Array:
        """Points equally far from the mean of 2 features, in order around it, of shape (n, 2).

        Parameters
        ----------
        radius : float, above 0, the Mahalanobis distance
        n : int, at least 2, default 100
            How many points, the last of which is the first again.
        """
        if len(self.mu) != 2:
            raise ValueError(f"an ellipse is drawn for 2 features, got {len(self.mu)}")
        angle = np.linspace(0, 2 * np.pi, whole(n, "n", minimum=2))
        circle = np.stack([np.cos(angle), np.sin(angle)])
        return self.mu + positive(radius, "radius") * (self.L @ circle).T

    def _mean(self) -> Array:
        return self.mu

    def _variance(self) -> Array:
        return self.Sigma

    def _sample(self, n: int, rng: np.random.Generator) -> Array:
        return self.mu + rng.standard_normal((n, len(self.mu))) @ self.L.T
