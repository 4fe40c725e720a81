"""Principal components: the directions in which the samples vary most, one across the other.

With Z the data minus their mean, the first component is the unit vector v with the largest
variance of ``Z v``. Each next one has the largest variance among those orthogonal to the ones
before it. They are eigenvectors, and the variances belong to their eigenvalues::

    Z^T Z v_i = (n - 1) variance_i v_i

The same from the other side, and from Z itself::

    Z Z^T u_i = (n - 1) variance_i u_i,    v_i ~ Z^T u_i
    Z = U S V^T,                           variance_i = s_i^2 / (n - 1)

The smaller of the two squares of Z is the fastest way, but what is small in Z is lost in it: a
variance is wrong by about ``1e-16 variance_1 / variance_i`` of itself, and by the root of that in
the third way. So the square is used first, and the singular value decomposition instead when a
wanted variance is below 1e-6 of the largest, where fewer than ten digits would be right.

References
----------
Pearson, K. (1901). On Lines and Planes of Closest Fit to Systems of Points in Space. Philosophical
Magazine 2(11), 559-572.

Jolliffe, I. T. (2002). Principal Component Analysis. 2nd edition. Springer. Chapters 1 and 3.
"""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mathforml._checks import as_matrix, squarable, whole
from mathforml._special import signs
from mathforml._types import Array, ArrayLike

LEAST_RATIO = 1e-6  # of a wanted variance to the largest, for the square of the data


class PrincipalComponents(NamedTuple):
    """The mean of the data and the directions in which they vary most.

    Attributes
    ----------
    mean : ndarray of shape (n_features,)
        The mean of the samples.
    components : ndarray of shape (n_components, n_features)
        The directions, orthogonal unit vectors, one in each row. A direction and its opposite are
        equally good: the number that is furthest from 0 in it, the first of them, is positive.
    variances : ndarray of shape (n_components,)
        The variances along them, with denominator n - 1, from the largest down.
    total_variance : float
        The variances of all features together.
    """

    mean: Array
    components: Array
    variances: Array
    total_variance: float


def principal_components(X: ArrayLike, n_components: int | None = None) -> PrincipalComponents:
    """Directions of the largest variance, in order.

    Components with equal variances span a plane, or more; which vectors stand for it is arbitrary.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The data, one sample in each row, at least two.
    n_components : int, optional
        How many, at most ``min(n_samples - 1, n_features)``: n samples vary in no more than n - 1
        directions. All of these when left out.

    Returns
    -------
    PrincipalComponents
        The mean, the components and the variances.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above, or X holds numbers that are not finite or above 1e150.

    Examples
    --------
    >>> pca = principal_components([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]], n_components=1)
    >>> pca.components, pca.variances
    (array([[0.6, 0.8]]), array([25.]))
    """
    X = as_matrix(X, "X")
    squarable(X=X)
    most = min(len(X) - 1, X.shape[1])
    k = most if n_components is None else whole(n_components, "n_components", minimum=1)
    if not 0 < k <= most:
        raise ValueError(f"X of shape {X.shape} has {most} principal components, not {k or 1}")
    mean = np.ones(len(X)) @ X / len(X)  # in a quarter of the time of X.mean(axis=0)
    Z = X - mean
    squares, components = _from_square(Z, k)
    if not squares[k - 1] > LEAST_RATIO * squares[0]:
        squares, components = _from_svd(Z, k)
    variances = squares / (len(X) - 1)
    return PrincipalComponents(
        mean, components * signs(components)[:, None], variances[:k], float(variances.sum())
    )


def _from_square(Z: Array, k: int) -> tuple[Array, Array]:
    """All squared singular values, and k right singular vectors, from Z^T Z or Z Z^T."""
    tall = Z.shape[0] >= Z.shape[1]
    values, vectors = np.linalg.eigh(Z.T @ Z if tall else Z @ Z.T)
    # eigh gives columns, from the smallest value up
    values, vectors = values[::-1], vectors.T[::-1][:k]
    if tall:
        return values, vectors
    with np.errstate(invalid="ignore", divide="ignore"):  # of no length: those are not used
        components = vectors @ Z
        return values, components / np.linalg.norm(components, axis=1, keepdims=True)


def _from_svd(Z: Array, k: int) -> tuple[Array, Array]:
    """The same as `_from_square`, from Z itself."""
    _, s, Vt = np.linalg.svd(Z, full_matrices=False)
    return s**2, Vt[:k]


class PCA(TransformerMixin, BaseEstimator):
    """Principal component analysis as a scikit-learn transformer.

    Parameters
    ----------
    n_components : int or None, default None
        How many components to keep; all when None.

    Attributes
    ----------
    mean_ : ndarray of shape (n_features,)
        The mean of the samples.
    components_ : ndarray of shape (n_components, n_features)
        The directions, one in each row.
    explained_variance_ : ndarray of shape (n_components,)
        The variances along them.
    explained_variance_ratio_ : ndarray of shape (n_components,)
        These as parts of the total variance.

    Examples
    --------
    >>> X = [[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]]
    >>> PCA(n_components=1).fit_transform(X)
    array([[-5.],
           [ 0.],
           [ 5.]])
    """

    def __init__(self, n_components: int | None = None) -> None:
        self.n_components = n_components

    def fit(self, X: ArrayLike, y: None = None) -> Self:
        """Find the components.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The data, at least two samples.
        y : None
            Not used; scikit-learn passes it.

        Returns
        -------
        PCA
            The estimator itself.

        Raises
        ------
        TypeError, ValueError
            If the data or `n_components` is not as described.
        """
        X = validate_data(self, X, dtype=np.float64, ensure_min_samples=2)
        found = principal_components(X, self.n_components)
        self.mean_, self.components_ = found.mean, found.components
        self.explained_variance_ = found.variances
        # samples that are all equal have no variance to explain
        self.explained_variance_ratio_ = found.variances / (found.total_variance or 1.0)
        return self

    def transform(self, X: ArrayLike) -> Array:
        """Coordinates of the samples along the components.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
            The data.

        Returns
        -------
        ndarray of shape (n_samples, n_components)
            The coordinates; the mean has zeros.
        """
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        return (X - self.mean_) @ self.components_.T

    def inverse_transform(self, Z: ArrayLike) -> Array:
        """Samples with the given coordinates; what the components leave out is as in the mean.

        Parameters
        ----------
        Z : ndarray of shape (n_samples, n_components)
            Coordinates along the components.

        Returns
        -------
        ndarray of shape (n_samples, n_features)
            The samples.

        Raises
        ------
        TypeError, ValueError
            If `Z` is not a matrix of finite numbers.
        """
        check_is_fitted(self)
        return as_matrix(Z, "Z") @ self.components_ + self.mean_
