"""Slopes by a complex step: no difference is taken, so no digits are lost.

Step from x not to the right but in the imaginary direction, where Taylor's series says::

    f(x + i h) = f(x) + i h f'(x) - h^2 f''(x) / 2 - i h^3 f'''(x) / 6 + ...
    f'(x) = Im f(x + i h) / h  +  h^2 f'''(x) / 6 - ...

With h = 1e-20 the rest is far below rounding. It holds for functions that are analytic: made of
arithmetic, roots, exponentials, logarithms, sines. A function that drops or mirrors the imaginary
part on the way, such as the absolute value, would give a wrong slope without a word. So f gets an
array that refuses them. Of ``.real``, and of functions that are not NumPy's own arithmetic, such
as `np.linalg.norm`, it cannot know when they are only a part of f.

References
----------
Squire, W. and Trapp, G. (1998). Using Complex Variables to Estimate Derivatives of Real Functions.
SIAM Review 40(1), 110-112.

Martins, J. R. R. A., Sturdza, P. and Alonso, J. J. (2003). The Complex-Step Derivative
Approximation. ACM Transactions on Mathematical Software 29(3), 245-262.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mathforml._checks import as_parameters, callables, finite, positive
from mathforml._types import Array, ArrayLike

STEP = 1e-20
NOT_ANALYTIC = {np.absolute, np.fabs, np.conjugate, np.sign}


def complex_step(f: Callable[[Any], Any], x: float, *, h: float = STEP) -> float:
    """Slope of f, right to rounding, by a step in the imaginary direction: ``Im f(x + i h) / h``.

    Parameters
    ----------
    f : callable
        A function of one number, made of arithmetic and NumPy's functions, that takes complex
        numbers. It must not drop the imaginary part, as ``abs`` and ``.real`` do; where that is
        seen, it is refused.
    x : float
    h : float, positive, default 1e-20
        The step. The error that it makes is about ``|f'''(x)| h^2 / 6``.

    Examples
    --------
    >>> complex_step(lambda x: x**3, 2.0)
    12.0
    """
    callables(f=f)
    return float(_slope(f, np.array(finite(x, "x")), np.array(1.0), positive(h, "h")))


def complex_step_gradient(loss: Callable[[Any], Any], theta: ArrayLike) -> Array:
    """Gradient, right to rounding, of shape (n_parameters,): a complex step for each parameter.

    Parameters
    ----------
    loss : callable
        A number, as a function of theta. It takes complex numbers, as in `complex_step`.
    theta : ndarray of shape (n_parameters,)
    """
    callables(loss=loss)
    theta = as_parameters(theta, "theta")
    return np.array([_slope(loss, theta, e, STEP) for e in np.eye(len(theta))])


class _Analytic(np.ndarray):
    """Complex numbers that refuse functions without a complex slope."""

    def __array_ufunc__(self, function, method, *inputs, **options):
        if function in NOT_ANALYTIC:
            raise TypeError(
                f"f must not use {function.__name__}, which has no complex slope: "
                "the slope would be wrong"
            )
        if "out" in options:
            options["out"] = tuple(_plain(x) for x in options["out"])
        result = getattr(function, method)(*(_plain(x) for x in inputs), **options)
        return _guarded(result) if np.iscomplexobj(result) else result

    def __getitem__(self, index):
        return _guarded(super().__getitem__(index))

    def __iter__(self):
        return (self[i] for i in range(len(self)))


def _guarded(x: Any) -> _Analytic:
    return np.asarray(x).view(_Analytic)


def _plain(x: Any) -> Any:
    return x.view(np.ndarray) if isinstance(x, _Analytic) else x


def _slope(f: Callable[[Any], Any], x: Array, direction: Array, h: float) -> np.float64:
    result = np.asarray(f(_guarded(x + 1j * h * direction)))
    if result.shape != ():
        raise ValueError(f"f must give one number, got shape {result.shape}")
    if result.dtype.kind != "c":
        raise TypeError(
            f"f must keep the imaginary part of its argument, but gave {result.dtype.name}: does "
            "it drop it, as .real does, or not depend on it?"
        )
    slope = result.imag / h
    if not np.isfinite(result) or not np.isfinite(slope):
        raise ValueError(f"f must give a finite number, got {result}")
    return slope
