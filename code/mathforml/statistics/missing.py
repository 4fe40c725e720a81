"""Missing data as a process: what decides which values nobody wrote down?

Value i is missing with probability::

    P(missing_i) = sigmoid(c + slope * z_i),     z = driver, standardised

    MCAR    missing completely at random       slope = 0: a coin decides
    MAR     missing at random, given the seen  the driver is another column, which we see
    MNAR    missing not at random              the driver is the value itself, which we lose

The constant c is chosen so that a given share is missing on average. It is the mechanism, and not
the share, that decides what can still be learned.

References
----------
Rubin, D. B. (1976). Inference and Missing Data. Biometrika 63(3), 581-592.

Little, R. J. A. and Rubin, D. B. (2019). Statistical Analysis with Missing Data. 3rd edition.
Wiley. Section 1.3.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from mathforml._checks import as_generator, as_vector, finite, in_range, squarable, whole
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike

HALVINGS = 80
STEEPEST = 1_000_000


def missing_probability(driver: ArrayLike, *, share: float, slope: float) -> Array:
    """Probability of each value to be missing, the larger the higher its driver is.

    Of shape (n,), with mean `share`.

    Parameters
    ----------
    driver : ndarray of shape (n,)
        What decides; not constant.
    share : float, between 0 and 1
        The share that is missing on average.
    slope : float, from -1e6 to 1e6
        How strongly it decides: change of the log odds per standard deviation of the driver.

    Examples
    --------
    >>> missing_probability([1.0, 2.0, 3.0], share=0.5, slope=2.0).round(3)
    array([0.079, 0.5  , 0.921])
    """
    driver = as_vector(driver, "driver")
    squarable(driver=driver)
    share, slope = in_range(share, "share", 0, 1), finite(slope, "slope")
    if abs(slope) > STEEPEST:
        raise ValueError(f"slope must be from -{STEEPEST:,} to {STEEPEST:,}, got {slope:g}")
    if np.ptp(driver) == 0:
        raise ValueError("driver must not be constant: it decides nothing")
    z = driver - driver.mean()
    z /= np.abs(z).max()  # in a unit of its own, so that no square is lost
    steep = slope * (z / z.std())
    # the mean probability rises with c; between these two it passes the share
    c = np.log(share / (1 - share))
    low, high = c - np.abs(steep).max() - 1, c + np.abs(steep).max() + 1
    for _ in range(HALVINGS):
        c = (low + high) / 2
        low, high = (c, high) if expit(c + steep).mean() < share else (low, c)
    return expit(c + steep)


def mcar(n: int, *, share: float, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Gaps that fall completely at random, of shape (n,): True where the value is missing.

    Parameters
    ----------
    n : int, at least 1
    share : float, between 0 and 1, the probability for each value
    rng : numpy.random.Generator
    """
    n, share = whole(n, "n", minimum=1), in_range(share, "share", 0, 1)
    return as_generator(rng).random(n) < share


@parameters_like(missing_probability)
def missing_by(
    driver: ArrayLike, *, share: float, slope: float, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Gaps that a column decides: MAR if it is another one, that is seen; MNAR if it is itself.

    Of shape (n,): True where the value is missing.

    Parameters
    ----------
    rng : numpy.random.Generator

    Examples
    --------
    >>> age = [20.0, 30.0, 40.0, 70.0, 80.0]
    >>> missing_by(age, share=0.4, slope=8.0, rng=np.random.default_rng(0))
    array([False, False, False,  True,  True])
    """
    p = missing_probability(driver, share=share, slope=slope)
    return as_generator(rng).random(len(p)) < p
