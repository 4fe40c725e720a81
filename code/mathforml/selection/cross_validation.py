"""Cross-validation: the error on new examples, estimated without any.

A model that was learned on the other parts is tried on each part in turn::

    error_k = mean loss on part k          error = mean of the K errors
    standard error = (standard deviation of the K errors) / sqrt(K)

The K training sets overlap, so that the K errors are not independent, and the standard error is
only rough. Within it, models are as good as equal; the one-standard-error rule takes the least
complex of them. The estimate is honest for the question that the folds pose, and for no other.

References
----------
Stone, M. (1974). Cross-Validatory Choice and Assessment of Statistical Predictions. Journal of the
Royal Statistical Society, Series B 36(2), 111-147.

Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 7.10.

Bengio, Y. and Grandvalet, Y. (2004). No Unbiased Estimator of the Variance of K-Fold
Cross-Validation. Journal of Machine Learning Research 5, 1089-1105.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from mathforml._checks import as_examples, as_real, as_vector, callables, same_length
from mathforml._types import Array, ArrayLike
from mathforml.losses import squared
from mathforml.selection.splits import Split

Predict = Callable[[Array], Array]
Fit = Callable[[Array, Array], Predict]
PointLoss = Callable[[Array, Array], Array]
Fold = tuple[ArrayLike, ArrayLike]


class CrossValidation(NamedTuple):
    """Errors of one model, or of several, on each fold."""

    #: Of shape (n_folds,) or (n_folds, n_models), the mean loss on each fold's test set.
    errors: Array
    #: Scalar or of shape (n_models,), over the folds: the estimate of the error on new examples.
    mean: float | Array
    #: Scalar or of shape (n_models,), how far that may be off, roughly.
    standard_error: float | Array


def cross_validate(
    fit: Fit, X: ArrayLike, y: ArrayLike, folds: Iterable[Fold], *, loss: PointLoss = squared
) -> CrossValidation:
    """Learn on the training set of each fold, and measure the loss on its test set.

    Parameters
    ----------
    fit : callable
        Learns from X and y, and returns a function that predicts from X: a vector, or, to try
        several models at once, a matrix with a column for each. All that is learned from data,
        such as means and scales, must be learned in here.
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    folds : iterable of Split
        At least two, as `k_fold` makes them; or pairs of row numbers, as scikit-learn does. No row
        may be on both sides of a fold.
    loss : callable, default squared
        The loss of each example, from y and the predictions; finite.

    Examples
    --------
    >>> from mathforml.selection.splits import block_folds
    >>> def fit_mean(X, y):
    ...     return lambda X_new: np.full(len(X_new), y.mean())
    >>> y = [1.0, 1.0, 3.0, 3.0]
    >>> cross_validate(fit_mean, np.zeros((4, 1)), y, block_folds(4, n_folds=2)).errors
    array([4., 4.])
    """
    X, y = as_examples(X, y)
    callables(fit=fit, loss=loss)
    folds = _checked_folds(folds, len(y))
    errors = np.array(
        [mean_loss(fit(X[train], y[train]), X[test], y[test], loss=loss) for train, test in folds]
    )
    _check_errors(errors)
    mean, spread = errors.mean(axis=0), errors.std(axis=0, ddof=1)
    standard_error = spread / np.sqrt(len(folds))
    if errors.ndim == 1:
        return CrossValidation(errors, float(mean), float(standard_error))
    return CrossValidation(errors, mean, standard_error)


def mean_loss(predict: Predict, X: Array, y: Array, *, loss: PointLoss = squared) -> float | Array:
    """Mean loss of a model on examples, or of each of several models that predict at once.

    A scalar, or of shape (n_models,).

    Parameters
    ----------
    predict : callable
        From X to predictions: a vector, or a matrix with a column for each model.
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    loss : callable, default squared
        The loss of each example, from y and the predictions.
    """
    prediction = predict(X)
    prediction = as_real(prediction, "prediction")
    if prediction.ndim not in (1, 2) or len(prediction) != len(y):
        raise ValueError(f"prediction must have {len(y)} rows, got shape {prediction.shape}")
    if prediction.ndim == 1:
        return np.mean(loss(y, prediction))
    return np.array([np.mean(loss(y, column)) for column in prediction.T])


def one_standard_error(result: CrossValidation) -> int:
    """Number of the least complex model whose error is within one standard error of the smallest.

    The standard error is that of the model with the smallest error.

    Parameters
    ----------
    result : CrossValidation
        Of several models, in order from the least complex one.

    Examples
    --------
    >>> errors = np.array([[9.0, 4.0, 3.0], [9.0, 5.0, 5.0]])
    >>> one_standard_error(CrossValidation(errors, errors.mean(axis=0), np.array([0, 0.5, 1])))
    1
    """
    mean = as_vector(result.mean, "mean")
    standard_error = as_vector(result.standard_error, "standard_error")
    same_length(mean=mean, standard_error=standard_error)
    best = int(mean.argmin())
    return int(np.argmax(mean <= mean[best] + standard_error[best]))


def _checked_folds(folds: Iterable[Fold], n_samples: int) -> list[Split]:
    try:
        folds = [Split(*map(np.asarray, fold)) for fold in folds]
    except TypeError as error:
        raise TypeError(
            "folds must be pairs of row numbers, to learn from and to test on"
        ) from error
    if len(folds) < 2:
        raise ValueError(f"folds must hold at least two folds, got {len(folds)}")
    for fold in folds:
        _check_fold(fold, n_samples)
    return folds


def _check_fold(fold: Split, n_samples: int) -> None:
    for name, rows in zip(("train", "test"), fold, strict=True):
        numbered = rows.ndim == 1 and rows.size and rows.dtype.kind in "iu"  # a mask is not
        if not numbered or rows.min() < 0 or rows.max() >= n_samples:
            raise ValueError(f"{name} must hold rows from 0 to {n_samples - 1}, got {rows}")
    both = np.intersect1d(fold.train, fold.test)
    if both.size:
        raise ValueError(f"train and test must not share rows, got {both[0]} in both")


def _check_errors(errors: Array) -> None:
    if errors.size == 0:
        raise ValueError("prediction must have a column for each model, got none")
    if not np.isfinite(errors).all():
        raise ValueError(
            f"loss must be finite on every fold, got {errors[~np.isfinite(errors)][0]}"
        )
