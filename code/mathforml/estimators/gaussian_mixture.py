"""A mixture of Gaussians as a scikit-learn estimator: k-means finds a start, EM improves it.

The start has the centres of k-means as means, equal probabilities, and one covariance for all
components: that of the samples around their centres.

References
----------
Bishop, C. M. (2006). Pattern Recognition and Machine Learning. Springer. Section 9.2.2.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from sklearn.base import DensityMixin
from sklearn.utils.validation import validate_data

from mathforml._checks import non_negative, whole
from mathforml._types import Array, ArrayLike, Indices
from mathforml.estimators._base import Estimator
from mathforml.estimators.kmeans import KMeans
from mathforml.unsupervised.expectation_maximisation import em
from mathforml.unsupervised.mixture import Mixture, Responsibilities, responsibilities


class GaussianMixture(DensityMixin, Estimator):
    """Density of the samples as a weighted sum of Gaussians, each with its own covariance.

    Parameters
    ----------
    n_components : int, default 1
    tol : float, default 1e-3
        EM ends at the first step in which the mean log-likelihood grows by no more than this.
    reg_covar : float, default 1e-6
        Is added to the diagonals of the covariances, in the square of the unit of X.
    max_iter : int, default 100
    random_state : int, numpy.random.Generator or None, default None
        The source of chance for k-means, or its seed.

    Attributes
    ----------
    weights_ : ndarray of shape (n_components,)
        The probabilities of the components.
    means_ : ndarray of shape (n_components, n_features)
    covariances_ : ndarray of shape (n_components, n_features, n_features)
    mixture_ : Mixture
        All of these, with the logarithms of the probabilities.
    n_iter_ : int
        The number of steps of EM.

    Examples
    --------
    >>> model = GaussianMixture(2, random_state=0).fit([[0.0], [2.0], [8.0], [12.0]])
    >>> np.sort(model.means_, axis=0).round(2)
    array([[ 1.],
           [10.]])
    """

    def __init__(
        self,
        n_components: int = 1,
        *,
        tol: float = 1e-3,
        reg_covar: float = 1e-6,
        max_iter: int = 100,
        random_state: int | np.random.Generator | None = None,
    ) -> None:
        self.n_components = n_components
        self.tol = tol
        self.reg_covar = reg_covar
        self.max_iter = max_iter
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: None = None) -> Self:
        """Find the parameters; warn if the likelihood still grows after `max_iter` steps."""
        n_components = whole(self.n_components, "n_components", minimum=1)
        X = validate_data(self, X, dtype=np.float64, ensure_min_samples=n_components)
        walk = em(X, self._start(X), reg_covar=self.reg_covar)
        end = self._end(walk, tol=self.tol)
        self.mixture_, self.n_iter_ = end.mixture, end.step
        self.weights_ = np.exp(end.mixture.log_pi)
        self.means_, self.covariances_ = end.mixture.mu, end.mixture.Sigma
        return self

    def score_samples(self, X: ArrayLike) -> Array:
        """Log density of each sample."""
        return self._responsibilities(X).log_density

    def score(self, X: ArrayLike, y: None = None) -> float:
        """Mean log density of the samples."""
        return float(self.score_samples(X).mean())

    def predict_proba(self, X: ArrayLike) -> Array:
        """Probability that each sample comes from each component."""
        return np.exp(self._responsibilities(X).log_r)

    def predict(self, X: ArrayLike) -> Indices:
        """Most likely component of each sample."""
        return self._responsibilities(X).log_r.argmax(axis=1)

    def _responsibilities(self, X: ArrayLike) -> Responsibilities:
        X = self._fitted(X)
        return responsibilities(X, self.mixture_)

    def _start(self, X: Array) -> Mixture:
        k, p = self.n_components, X.shape[1]
        clusters = KMeans(k, random_state=self.random_state).fit(X)
        around = X - clusters.cluster_centers_[clusters.labels_]
        floor = non_negative(self.reg_covar, "reg_covar") * np.eye(p)
        Sigma = np.broadcast_to(around.T @ around / len(X) + floor, (k, p, p))
        return Mixture(np.full(k, -np.log(k)), clusters.cluster_centers_, Sigma)
