"""The t-test: a difference of two means, measured in its own standard error.

::

    t = (mean(x) - mean(y)) / se

    se^2 = s_x^2 / n_x + s_y^2 / n_y
    df = se^4 / ((s_x^2 / n_x)^2 / (n_x - 1) + (s_y^2 / n_y)^2 / (n_y - 1))

If both groups are normal with one mean, t has nearly Student's distribution (Welch), whether their
variances are equal or not.

References
----------
Student (1908). The Probable Error of a Mean. Biometrika 6(1), 1-25.

Welch, B. L. (1947). The Generalization of "Student's" Problem when Several Different Population
Variances are Involved. Biometrika 34(1-2), 28-35.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mathforml._checks import as_vector, squarable
from mathforml._types import Array, ArrayLike
from mathforml.statistics.interval import Interval, t_interval
from mathforml.statistics.student_t import two_sided_p


class TTest(NamedTuple):
    """An estimate in units of its standard error."""

    estimate: float  #: the mean, or the difference of two means
    standard_error: float  #: of the estimate
    df: float  #: the degrees of freedom: how well the standard error is known
    t: float  #: the estimate, divided by its standard error
    p_value: float  #: how often t is as far from 0 when the truth is 0

    def interval(self, level: float = 0.95) -> Interval:
        """Interval that holds the truth in a share `level` of all samples.

        Parameters
        ----------
        level : float, default 0.95
        """
        return t_interval(self.estimate, self.standard_error, df=self.df, level=level)


def t_test_of_mean(x: ArrayLike) -> TTest:
    """Mean of one sample against 0, with Student's t.

    Parameters
    ----------
    x : ndarray of shape (n,), independent, at least two, not all equal

    Examples
    --------
    >>> test = t_test_of_mean([1.0, 2.0, 3.0, 6.0])
    >>> test.estimate, test.df, round(test.t, 4)
    (3.0, 3.0, 2.7775)
    """
    x = _checked(x, "x")
    return _test(x.mean(), _variance(x) / len(x), len(x) - 1)


def welch_test(x: ArrayLike, y: ArrayLike) -> TTest:
    """Difference of the means of two groups whose variances may differ.

    The degrees of freedom need not be whole.

    Parameters
    ----------
    x, y : ndarray of shape (n_x,) and (n_y,)
        Independent values of the two groups, at least two each, and not both constant.

    Examples
    --------
    >>> test = welch_test([3.0, 4.0, 5.0], [1.0, 2.0, 2.0, 1.0])
    >>> test.estimate, round(test.df, 2), round(test.t, 3), round(test.p_value, 3)
    (2.5, 3.0, 3.873, 0.03)
    """
    x, y = _checked(x, "x"), _checked(y, "y")
    parts = np.array([_variance(x) / len(x), _variance(y) / len(y)])
    shares = parts / (parts.sum() or 1.0)
    df = 1 / max(shares[0] ** 2 / (len(x) - 1) + shares[1] ** 2 / (len(y) - 1), 1e-300)
    return _test(x.mean() - y.mean(), parts.sum(), df)


def _checked(x: ArrayLike, name: str) -> Array:
    x = as_vector(x, name)
    if len(x) < 2:
        raise ValueError(f"{name} must hold at least two values, for a variance; got one")
    squarable(**{name: x})
    return x


def _variance(x: Array) -> float:
    # of equal values it is 0, but the rounding of their mean would leave some
    return float(x.var(ddof=1)) if np.ptp(x) > 0 else 0.0


def _test(estimate: float, variance: float, df: float) -> TTest:
    if not variance > (1e-14 * abs(estimate)) ** 2:
        raise ValueError(
            "x, or one of x and y, must vary, and by so much that its variance is above 0: a "
            "standard error of 0 cannot measure a difference"
        )
    se = float(np.sqrt(variance))
    t = float(estimate) / se
    return TTest(float(estimate), se, float(df), t, float(two_sided_p(t, df=df)))
