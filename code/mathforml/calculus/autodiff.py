"""Automatic differentiation: the slopes of a number in all its parameters, exact up to rounding.

A calculation is a graph: each result knows the inputs that it was computed from. Forwards, NumPy
computes the values, and a `Variable` writes down every step. Backwards, from the last step to the
first, each result y hands its slope to its inputs x by the chain rule::

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
from itertools import count
from operator import getitem

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from mathforml._checks import as_array, as_real, callables
from mathforml._types import Array, ArrayLike

NUMBER = count()


class Variable(NDArrayOperatorsMixin):
    """An array, its `value`, that remembers how it was computed.

    Its `name` is its own, or that of the function that computed it. After `backward` its
    `gradient`, of the same shape, holds the slope of the result in each of its numbers.
    """

    def __init__(self, value, name="value"):
        self.value, self.name = as_real(value, name), name
        self.gradient, self.number = None, next(NUMBER)
        self.function, self.inputs, self.values, self.options = None, (), (), {}

    def __array_ufunc__(self, function, method, *inputs, **options):
        """NumPy calls this instead of a function of numbers; the mixin turns operators into it."""
        if method != "__call__" or options:
            raise TypeError(f"no slopes through {function.__name__}.{method} with {[*options]}")
        return _record(
            function, *(x if isinstance(x, Variable) else np.asarray(x) for x in inputs)
        )

    def __array_function__(self, function, types, inputs, options):
        """NumPy calls this instead of a function of arrays, such as a sum."""
        return _record(function, *inputs, **options)

    def __getitem__(self, index):
        return _record(getitem, self, index)

    def sum(self, axis=None):
        """Sum of all numbers, or of those along an axis.

        Parameters
        ----------
        axis : int or tuple of int, optional
        """
        return _record(np.sum, self, axis=axis)

    T = property(lambda self: _record(np.transpose, self))
    shape = property(lambda self: self.value.shape)


def _record(function, *inputs, **options):
    """Compute with the plain values, and write down on the result how it was computed."""
    values = [x.value if isinstance(x, Variable) else x for x in inputs]
    if function in FLAT:
        return function(*values, **options)
    if function not in RULES:
        raise TypeError(f"there is no rule for {function.__name__}: add its slopes to RULES")
    if function is np.matmul and max(map(np.ndim, values)) > 2:
        raise ValueError("the factors of a product @ must be vectors or matrices")
    y = Variable(function(*values, **options), function.__name__)
    y.function, y.inputs, y.values, y.options = function, inputs, values, options
    return y


def tape(result: Variable) -> list[Variable]:
    """List all that the result was computed from, and itself, in the order of computation.

    Parameters
    ----------
    result : Variable
    """
    found, to_visit = {}, [result]
    while to_visit:
        node = to_visit.pop()
        if node.number not in found:
            found[node.number] = node
            to_visit += [x for x in node.inputs if isinstance(x, Variable)]
    return [found[number] for number in sorted(found)]


def backward(result: Variable) -> None:
    """Find the slope of the result, one number, in all that it was computed from.

    Each has it as its `gradient` then.

    Parameters
    ----------
    result : Variable
    """
    if result.value.size != 1:
        raise ValueError(f"the result must be one number, got shape {result.shape}")
    nodes = tape(result)
    for node in nodes:
        node.gradient = np.zeros_like(node.value)
    result.gradient = np.ones_like(result.value)
    for node in reversed(nodes):
        for given, slope in zip(node.inputs, RULES.get(node.function, ()), strict=False):
            if isinstance(given, Variable):
                share = slope(node.gradient, node.value, *node.values, **node.options)
                given.gradient = given.gradient + unbroadcast(share, given.shape)


def unbroadcast(slope: Array, shape: tuple[int, ...]) -> Array:
    """Add up the slopes of a number that NumPy used several times, as the 1 in 1 + [2, 3].

    Parameters
    ----------
    slope : ndarray
        In the shape that NumPy gave the number.
    shape : tuple of int
        The shape that the number has, and that the result gets.

    Returns
    -------
    ndarray of that shape
    """
    slope = slope.sum(axis=tuple(range(slope.ndim - len(shape))))
    return slope.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)


def gradient(f: Callable[[Variable], Variable], theta: ArrayLike) -> Array:
    """Slopes of one number in all its parameters, in the shape of `theta`, by one sweep back.

    At a kink of a function in `RULES` the slope is one of those beside it, or between them: that
    of ``|x|`` at 0 is 0. Kinks that meet may give another: ``max(0, x) - max(0, max(0, x))`` is 0
    everywhere, but its slope at 0 comes out as 0.25.

    Parameters
    ----------
    f : callable
        From a Variable in the shape of `theta` to one number, by operators and NumPy's functions.
    theta : ndarray of any shape, or float

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


def _spread(g, y, a, axis=None, keepdims=False):
    """Hand the slope of a sum to each number that was added."""
    return np.broadcast_to(g if keepdims or axis is None else np.expand_dims(g, axis), a.shape)


def _put_back(g, a, index):
    """Hand the slope of a chosen part to its place; a number chosen twice gets both."""
    slope = np.zeros_like(a)
    np.add.at(slope, index, g)
    return slope


# for y = function(a, b, ...): its slope in each input, when the result's slope in y is g
RULES = {
    np.add: (lambda g, y, a, b: g, lambda g, y, a, b: g),
    np.subtract: (lambda g, y, a, b: g, lambda g, y, a, b: -g),
    np.multiply: (lambda g, y, a, b: g * b, lambda g, y, a, b: g * a),
    np.divide: (lambda g, y, a, b: g / b, lambda g, y, a, b: -g * y / b),
    np.power: (
        lambda g, y, a, n: g * n * a ** np.where(n, n - 1, 1),
        lambda g, y, a, n: g * y * np.log(np.where(a, a, 1)),
    ),
    np.matmul: (
        lambda g, y, a, b: np.multiply.outer(g, b) if b.ndim == 1 else g @ b.T,
        lambda g, y, a, b: np.multiply.outer(a, g) if a.ndim == 1 else a.T @ g,
    ),
    np.negative: (lambda g, y, a: -g,),
    np.square: (lambda g, y, a: g * 2 * a,),
    np.sqrt: (lambda g, y, a: g / (2 * y),),
    np.exp: (lambda g, y, a: g * y,),
    np.log: (lambda g, y, a: g / a,),
    np.log1p: (lambda g, y, a: g / (1 + a),),
    np.tanh: (lambda g, y, a: g * (1 - y**2),),
    np.abs: (lambda g, y, a: g * np.sign(a),),
    np.maximum: (  # in a tie, half of the slope to each
        lambda g, y, a, b: g * ((a > b) + (a == b) / 2),
        lambda g, y, a, b: g * ((a < b) + (a == b) / 2),
    ),
    np.logaddexp: (lambda g, y, a, b: g * np.exp(a - y), lambda g, y, a, b: g * np.exp(b - y)),
    np.where: (None, lambda g, y, c, *_: np.where(c, g, 0), lambda g, y, c, *_: np.where(c, 0, g)),
    np.sum: (_spread,),
    np.mean: (lambda g, y, a, *i, **axes: _spread(g * y.size / a.size, y, a, *i, **axes),),
    np.transpose: (lambda g, y, a: g.T,),
    getitem: (lambda g, y, a, index: _put_back(g, a, index),),
}
# these have no slope other than 0
FLAT = {np.sign, np.greater, np.greater_equal, np.less, np.less_equal, np.equal, np.not_equal}
