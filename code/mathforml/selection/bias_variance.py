"""Bias and variance: why a prediction for a new example is wrong, in three parts that add up.

The world is ``y = f(x) + e``, with noise e of mean 0 and variance s^2. A model learned from one
training set predicts g(x); from another training set it would be another g. With ``m(x)`` the mean
of g(x) over all training sets, the mean squared error at x is::

    E (y - g)^2  =  s^2  +  (f - m)^2  +  E (g - m)^2
                   noise     bias^2        variance

`decompose` estimates the parts by drawing many training sets from a process that is known. It also
measures the left side, on new targets that are used for nothing else; the two agree up to the
chance in these targets, whose standard error it states. From R training sets, the square of the
mean's own error, variance / R, is subtracted from the bias.

A linear smoother predicts ``S y`` with a matrix S that does not depend on y: least squares and
ridge regression on given inputs, and averages of neighbours. For these no simulation is needed::

    bias = S f(x) - f(x_new)          variance = s^2 (sum of the squares in each row of S)

References
----------
Geman, S., Bienenstock, E. and Doursat, R. (1992). Neural Networks and the Bias/Variance Dilemma.
Neural Computation 4(1), 1-58.

Hastie, T., Tibshirani, R. and Friedman, J. (2009). The Elements of Statistical Learning. 2nd
edition. Springer. Section 7.3, equation (7.9).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mathforml._checks import (
    as_array,
    as_generator,
    as_matrix,
    as_vector,
    callables,
    non_negative,
    one_for_each,
    whole,
)
from mathforml._types import Array, ArrayLike
from mathforml.probability.monte_carlo import mean_with_error
from mathforml.selection.cross_validation import Fit


class Parts(NamedTuple):
    """The three parts of the mean squared error, at each new input."""

    noise: float  #: the variance of the noise: what no model can predict
    #: Of shape (n_new,), the square of what the model gets wrong on average; an estimate may be
    #: below 0 by chance.
    bias_squared: Array
    variance: Array  #: of shape (n_new,), how much the prediction depends on the training set

    @property
    def total(self) -> float:
        """Mean squared error to expect: the sum of the parts, averaged over the new inputs."""
        return self.noise + float(self.bias_squared.mean() + self.variance.mean())


class Decomposition(NamedTuple):
    """What many training sets say about a model."""

    parts: Parts  #: the estimates of the three parts
    test_error: float  #: the mean squared error on new targets, measured
    standard_error: float  #: of the difference between `test_error` and the sum of the parts
    #: Of shape (n_repeats, n_new), what the model of each training set predicts.
    predictions: Array


def decompose(
    fit: Fit,
    truth: Callable[[Array], Array],
    draw_inputs: Callable[[np.random.Generator], Array],
    X_new: ArrayLike,
    *,
    noise: float,
    n_repeats: int,
    rng: np.random.Generator,
) -> Decomposition:
    """Draw many training sets, learn from each, and take the error on new targets apart.

    Parameters
    ----------
    fit : callable
        Learns from X and y, and returns a function that predicts from X.
    truth : callable
        The function f: from inputs to targets without noise.
    draw_inputs : callable
        Gives the inputs of a training set, from a generator; they may be the same every time.
    X_new : ndarray of shape (n_new,) or (n_new, n_features)
    noise : float, at least 0
        The standard deviation of the noise, which is normal.
    n_repeats : int, at least 2
    rng : numpy.random.Generator

    Examples
    --------
    >>> def fit_half(X, y):  # one measurement, halved, as in a shrunken estimate
    ...     return lambda X_new: np.full(len(X_new), y[0] / 2)
    >>> def two(X):
    ...     return np.full(len(X), 2.0)
    >>> rng, settings = np.random.default_rng(0), {"noise": 3.0, "n_repeats": 10_000}
    >>> parts = decompose(fit_half, two, lambda rng: np.zeros(1), [0.0], rng=rng, **settings).parts
    >>> parts.noise, parts.bias_squared.round(), parts.variance.round()
    (9.0, array([1.]), array([2.]))
    """
    callables(fit=fit, truth=truth, draw_inputs=draw_inputs)
    noise, n_repeats = non_negative(noise, "noise"), whole(n_repeats, "n_repeats", minimum=2)
    as_generator(rng)
    X_new = as_array(X_new, "X_new")
    f = truth(X_new)
    f = one_for_each(f, len(X_new), "truth(X_new)")
    predictions = np.empty((n_repeats, len(f)))
    for repeat in range(n_repeats):
        X = draw_inputs(rng)
        signal = truth(X)
        signal = one_for_each(signal, len(X), "truth(X)")
        y = signal + noise * rng.standard_normal(len(signal))
        predict = fit(X, y)
        callables(**{"fit(X, y)": predict})
        prediction = predict(X_new)
        prediction = one_for_each(prediction, len(f), "prediction")
        predictions[repeat] = prediction
    mean, variance = predictions.mean(axis=0), predictions.var(axis=0, ddof=1)
    parts = Parts(noise**2, (f - mean) ** 2 - variance / n_repeats, variance)
    # new targets: their noise is independent of all that the models have seen
    y_new = f + noise * rng.standard_normal(predictions.shape)
    errors = ((y_new - predictions) ** 2).mean(axis=1)
    surprise = errors - ((f - predictions) ** 2).mean(axis=1)  # of mean noise^2
    standard_error = mean_with_error(surprise).standard_error
    return Decomposition(parts, float(errors.mean()), standard_error, predictions)


def smoother_parts(S: ArrayLike, truth: ArrayLike, truth_new: ArrayLike, *, noise: float) -> Parts:
    """Noise, bias and variance of the linear smoother ``S y``, without simulation.

    Parameters
    ----------
    S : ndarray of shape (n_new, n_samples)
        The weight of each target in each prediction.
    truth : ndarray of shape (n_samples,)
        f at the inputs of the training set.
    truth_new : ndarray of shape (n_new,)
        f at the inputs to predict at.
    noise : float, at least 0
        The standard deviation of the noise.

    Examples
    --------
    >>> smoother_parts([[0.5]], [2.0], [2.0], noise=3.0)
    Parts(noise=9.0, bias_squared=array([1.]), variance=array([2.25]))
    """
    S, truth = as_matrix(S, "S"), as_vector(truth, "truth")
    truth_new, noise = as_vector(truth_new, "truth_new"), non_negative(noise, "noise")
    if S.shape != (len(truth_new), len(truth)):
        raise ValueError(f"S must have shape {(len(truth_new), len(truth))}, got {S.shape}")
    bias = S @ truth - truth_new
    variance = noise**2 * np.einsum("ij,ij->i", S, S)
    return Parts(noise**2, bias**2, variance)
