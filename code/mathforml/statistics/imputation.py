"""Imputation: a value in every gap, and what each way to choose it does to the conclusions.

The gaps of y are NaN; the columns of X have none. With theta, sigma of the least squares fit on
the complete rows, a gap gets::

    mean           the mean of what is seen          shrinks the spread and all relations
    regression     x theta                           on the line: relations look too good
    stochastic     x theta + sigma * noise           keeps spread and relations
    multiple       the last, m times, each with its own theta and sigma, drawn from what the data
                   leave open:  sigma*^2 = sigma^2 df / chi^2_df,  theta* = theta + sigma* R^-1 z

Only the last lets the uncertainty about the gaps reach the standard error (see `rubin`).

References
----------
Rubin, D. B. (1987). Multiple Imputation for Nonresponse in Surveys. Wiley. Page 167 has the draws
of theta and sigma.

Van Buuren, S. (2018). Flexible Imputation of Missing Data. 2nd edition. CRC Press. Sections 1.3
and 3.2.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import (
    as_generator,
    as_matrix,
    as_real,
    as_vector,
    same_length,
    squarable,
    whole,
)
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike
from mathforml.linalg.qr import qr
from mathforml.linalg.triangular import solve_upper
from mathforml.statistics.linear_inference import LinearInference, linear_inference


class _Fit(NamedTuple):
    y: Array
    gaps: Array
    X: Array
    model: LinearInference


def mean_imputation(y: ArrayLike) -> Array:
    """Fill gaps with the mean of what is seen, of shape (n_samples,).

    Parameters
    ----------
    y : ndarray of shape (n_samples,)
        Values, with NaN where one is missing; at least one is not.
    """
    y, gaps = _checked_gaps(y)
    return np.where(gaps, y[~gaps].mean(), y)


def regression_imputation(y: ArrayLike, X: ArrayLike) -> Array:
    """Fill gaps with what a linear model of the other columns predicts, of shape (n_samples,).

    Parameters
    ----------
    y : ndarray of shape (n_samples,)
        Values, with NaN where one is missing.
    X : ndarray of shape (n_samples, n_features)
        The other columns, complete; a column of ones for an intercept.

    Raises
    ------
    ValueError
        Also if the rows without gaps do not determine the model, or leave it no residual: that
        shows no noise to measure.

    Examples
    --------
    >>> X = [[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]]
    >>> regression_imputation([1.0, 3.0, 4.0, np.nan], X).round(3)
    array([1.   , 3.   , 4.   , 5.667])
    """
    y, gaps, X, model = _fitted(y, X)
    return np.where(gaps, X @ model.theta, y)


@parameters_like(regression_imputation)
def stochastic_imputation(y: ArrayLike, X: ArrayLike, *, rng: np.random.Generator) -> Array:
    """Fill gaps with the prediction plus noise of the residuals' size, of shape (n_samples,).

    Parameters
    ----------
    rng : numpy.random.Generator
    """
    as_generator(rng)
    y, gaps, X, model = _fitted(y, X)
    noise = model.sigma * rng.standard_normal(len(y))
    return np.where(gaps, X @ model.theta + noise, y)


@parameters_like(stochastic_imputation)
def multiple_imputation(
    y: ArrayLike, X: ArrayLike, *, n_imputations: int, rng: np.random.Generator
) -> Array:
    """Fill gaps several times, each time by another model that the data allow, plus noise.

    Of shape (n_imputations, n_samples).

    Parameters
    ----------
    n_imputations : int, at least 2

    Examples
    --------
    >>> X = np.column_stack([np.ones(6), np.arange(6.0)])
    >>> y = [1.0, 3.0, 4.0, 6.0, 9.0, np.nan]
    >>> multiple_imputation(y, X, n_imputations=3, rng=np.random.default_rng(0))[:, -2:].round(1)
    array([[ 9. ,  8.5],
           [ 9. ,  9.5],
           [ 9. , 10.8]])
    """
    m = whole(n_imputations, "n_imputations", minimum=2)
    as_generator(rng)
    y, gaps, X, model = _fitted(y, X)
    sigma = model.sigma * np.sqrt(model.df / rng.chisquare(model.df, size=m))
    z = rng.standard_normal((X.shape[1], m))
    theta = model.theta[:, np.newaxis] + sigma * solve_upper(qr(X[~gaps]).R, z)
    noise = sigma * rng.standard_normal((len(y), m))
    return np.where(gaps, (X @ theta + noise).T, y)


def _checked_gaps(y: ArrayLike) -> tuple[Array, Array]:
    y = as_real(y, "y")
    if y.ndim != 1:
        raise ValueError(f"y must be a vector of shape (n,), got shape {y.shape}")
    if y.size == 0:
        raise ValueError("y must not be empty")
    gaps = np.isnan(y)
    if gaps.all():
        raise ValueError(f"y must hold a value that is not missing, but has {len(y)} gaps")
    squarable(y=as_vector(y[~gaps], "y without its gaps"))
    return y, gaps


def _fitted(y: ArrayLike, X: ArrayLike) -> _Fit:
    y, gaps = _checked_gaps(y)
    X = as_matrix(X, "X")
    same_length(X=X, y=y)
    return _Fit(y, gaps, X, linear_inference(X[~gaps], y[~gaps]))
