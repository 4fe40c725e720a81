"""The line of least squares: the line through the mean whose slope is covariance over variance.

::

    prediction = w x + b
    w = sum (x - mean x)(y - mean y) / sum (x - mean x)^2
    b = mean y - w mean x

References
----------
James, G., Witten, D., Hastie, T., Tibshirani, R. and Taylor, J. (2023). An Introduction to
Statistical Learning with Applications in Python. Springer. Section 3.1, equation (3.4).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_array, as_vector, same_length, squarable
from mathforml._types import Array, ArrayLike


class Line(NamedTuple):
    """A straight line, ``w x + b``.

    Attributes
    ----------
    w : float
    b : float
    """

    w: float
    b: float

    def predict(self, x: ArrayLike) -> Array:
        """Height of the line at each x, of any shape."""
        return self.w * as_array(x, "x") + self.b


def fit_line(x: ArrayLike, y: ArrayLike) -> Line:
    """Line with the least mean squared error.

    Parameters
    ----------
    x, y : ndarray of shape (n_samples,)
        All numbers are at most 1e150. If all values of `x` are equal, every slope fits equally
        well, and none is given.

    Returns
    -------
    Line

    Examples
    --------
    >>> line = fit_line([0.0, 1.0, 2.0], [1.0, 3.0, 5.0])
    >>> line, line.predict([10.0])
    (Line(w=2.0, b=1.0), array([21.]))
    """
    x, y = as_vector(x, "x"), as_vector(y, "y")
    same_length(x=x, y=y)
    squarable(x=x, y=y)
    if np.ptp(x) < 1e-150:
        raise ValueError(
            f"x must hold at least two different values, got {x[0]:g} in all {x.size}"
        )
    dx, dy = x - x.mean(), y - y.mean()
    w = (dx @ dy) / (dx @ dx)
    b = y.mean() - w * x.mean()
    return Line(float(w), float(b))
