"""Automatic differentiation: the slopes of a number in all its parameters, exact up to rounding.

`gradient` runs a function on a `Variable`, which writes down every step of the calculation, and
`backward` goes through these steps from the last to the first. By the chain rule each result y
hands its slope to the inputs x that it was computed from::

    slope in x  =  sum over the results y that x went into of   slope in y  *  dy/dx

One sweep gives all slopes: its price is that of a few evaluations, however many parameters there
are. It remembers all intermediate results, and that is the price in memory.

The function is written with operators, NumPy's functions and Python's loops. The table `RULES` has
the functions that it may use, each with its slopes; others are refused by name.

References
----------
Linnainmaa, S. (1976). Taylor Expansion of the Accumulated Rounding Error. BIT 16, 146-160.

Griewank, A. and Walther, A. (2008). Evaluating Derivatives: Principles and Techniques of
Algorithmic Differentiation. 2nd edition. SIAM. Chapters 3 and 4.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mathforml._checks import as_array, callables
from mathforml._types import Array, ArrayLike
from mathforml.calculus._tape import RULES, Variable, backward

__all__ = ["RULES", "Variable", "backward", "gradient"]


def gradient(f: Callable[[Variable], Variable], theta: ArrayLike) -> Array:
    """Slopes of one number in all its parameters, by one sweep back through its calculation.

    At a kink of a function in `RULES` the slope is one of those beside it, or between them: that
    of ``|x|`` at 0 is 0. Kinks that meet may give another: ``max(0, x) - max(0, max(0, x))`` is 0
    everywhere, but its slope at 0 comes out as 0.25.

    Parameters
    ----------
    f : callable
        From a Variable in the shape of `theta` to one number, by operators and NumPy's functions.
    theta : ndarray
        Where the slopes are wanted: one number, or an array of any shape.

    Returns
    -------
    ndarray
        The gradient, in the shape of `theta`.

    Raises
    ------
    TypeError, ValueError
        If `theta` is not made of finite numbers, if `f` uses a function without a rule, or if it
        does not give one number that was computed from its Variable.

    Examples
    --------
    >>> gradient(lambda t: np.exp(t[0]) * t[1], [0.0, 3.0])
    array([3., 1.])
    """
    callables(f=f)
    theta = Variable(as_array(theta, "theta"), "theta")
    result = f(theta)
    if not isinstance(result, Variable):
        raise TypeError(
            f"f must compute its result from its Variable, by operators and NumPy's functions; "
            f"got {type(result).__name__}"
        )
    theta.gradient = np.zeros_like(theta.value)  # which `backward` replaces, if it gets there
    backward(result)
    return theta.gradient
