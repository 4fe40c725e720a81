"""The path of the lasso: its models for a list of penalties, each begun where the last one ended.

From the largest penalty down, weights come in one by one. Neighbouring penalties have neighbouring
solutions, so that coordinate descent needs few sweeps from the last one: a warm start.

References
----------
Friedman, J., Hastie, T. and Tibshirani, R. (2010). Regularization Paths for Generalized Linear
Models via Coordinate Descent. Journal of Statistical Software 33(1), 1-22. Section 2.5.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_vector, non_negative
from mathforml._types import Array, ArrayLike
from mathforml.iteration import last, until
from mathforml.supervised.lasso import _descend, _moments
from mathforml.supervised.linear_model import centred


class LassoPath(NamedTuple):
    """The models for a list of penalties.

    Attributes
    ----------
    lams : ndarray of shape (n_penalties,)
        The penalties.
    w : ndarray of shape (n_penalties, n_features)
        The weights: row k belongs to penalty k.
    b : ndarray of shape (n_penalties,)
        The intercepts.
    """

    lams: Array
    w: Array
    b: Array


def lasso_path(
    X: ArrayLike, y: ArrayLike, lams: ArrayLike, *, tol: float = 1e-6, max_steps: int = 10_000
) -> LassoPath:
    """The lasso for many penalties, from the largest to the smallest.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The inputs, one example in each row.
    y : ndarray of shape (n_samples,)
        The observed outputs.
    lams : ndarray of shape (n_penalties,)
        The penalties, all positive, in any order.
    tol : float, default 1e-6
        The duality gap that is small enough, as a part of the variance of `y`; at least 0.
    max_steps : int, default 10000
        The largest number of sweeps for a penalty, its start included.

    Returns
    -------
    LassoPath
        The weights and intercepts for each penalty, in the order of `lams`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as above.

    Warns
    -----
    ConvergenceWarning
        If the gap is too large for a penalty after `max_steps`.

    Examples
    --------
    >>> lasso_path([[-1.0], [1.0]], [1.0, 5.0], [0.5, 1.0, 2.0]).w.ravel()
    array([1.5, 1. , 0. ])
    """
    data, lams = centred(X, y), as_vector(lams, "lams")
    if lams.min() <= 0:
        raise ValueError(f"lams must be positive, got {lams.min():g}")
    gap = non_negative(tol, "tol") * float(data.y.var())
    moments = _moments(data)  # once for all penalties
    found, w = {}, np.zeros(data.X.shape[1])
    for k in np.argsort(-lams):
        walk = _descend(data, moments, float(lams[k]), w)
        found[k] = last(until(walk, tol=gap, max_steps=max_steps, measure="gap"))
        w = found[k].w
    models = [found[k] for k in range(len(lams))]
    w, b = (np.array([getattr(model, name) for model in models]) for name in ("w", "b"))
    return LassoPath(lams.copy(), w, b)
