"""The soft threshold: what a price on its size does to a number.

::

    S(z, lam) = sign(z) max(|z| - lam, 0)

minimises ``(w - z)^2 / 2 + lam |w|``. Its slope is ``w - z + lam`` for w above 0 and
``w - z - lam`` below; if neither can be 0 on its own side, the kink at w = 0 is the minimum.

References
----------
Donoho, D. L. and Johnstone, I. M. (1994). Ideal Spatial Adaptation by Wavelet Shrinkage.
Biometrika 81(3), 425-455.
"""

from __future__ import annotations


def soft_threshold(z: float, lam: float) -> float:
    """Shrink towards 0 by lam, and stop there: ``sign(z) max(|z| - lam, 0)``.

    Parameters
    ----------
    z : float
        A number.
    lam : float
        By how much to shrink it, at least 0.

    Returns
    -------
    float
        The minimiser w of ``(w - z)^2 / 2 + lam |w|``; NaN when an argument is NaN.

    Raises
    ------
    ValueError
        If `lam` is below 0.

    Examples
    --------
    >>> soft_threshold(3.0, 1.0), soft_threshold(-3.0, 1.0), soft_threshold(0.5, 1.0)
    (2.0, -2.0, 0.0)
    """
    if lam < 0:
        raise ValueError(f"lam must be at least 0, got {lam:g}")
    if abs(z) <= lam:
        return 0.0
    return z - lam if z > 0 else z + lam
