"""Schedules: step sizes that depend on the step number.

A stochastic gradient keeps its noise at the minimum, so a constant step never settles. The steps
must shrink, but not too fast to get there (Robbins and Monro's conditions)::

    sum eta_k = infinity,   sum eta_k^2 < infinity

Steps that shrink like 1/k meet both. When the number of steps is known beforehand, a schedule may
stay large for long and come down at the end, like the cosine.

References
----------
Robbins, H. and Monro, S. (1951). A Stochastic Approximation Method. Annals of Mathematical
Statistics 22(3), 400-407.

Bottou, L., Curtis, F. E. and Nocedal, J. (2018). Optimization Methods for Large-Scale Machine
Learning. SIAM Review 60(2), 223-311. Theorem 4.7.

Loshchilov, I. and Hutter, F. (2017). SGDR: Stochastic Gradient Descent with Warm Restarts.
International Conference on Learning Representations. Equation 5.
"""

from __future__ import annotations

import math

from mathforml._checks import positive, whole
from mathforml._types import Schedule


def inverse_time(eta0: float, decay: float) -> Schedule:
    """Step size that falls as one over time: ``eta(step) = eta0 / (1 + decay * step)``.

    Parameters
    ----------
    eta0 : float, positive
    decay : float, positive
        After ``1 / decay`` steps the size has halved.

    Examples
    --------
    >>> eta = inverse_time(0.5, decay=0.1)
    >>> eta(0), eta(10)
    (0.5, 0.25)
    """
    eta0, decay = positive(eta0, "eta0"), positive(decay, "decay")

    def eta(step: int) -> float:
        return eta0 / (1 + decay * whole(step, "step", minimum=0))

    return eta


def cosine(eta0: float, n_steps: int) -> Schedule:
    """Step size that falls along half a cosine: ``eta0 (1 + cos(pi step / n_steps)) / 2``.

    It is a function of the step number 0, 1, ..., n_steps - 1, and refuses others.

    Parameters
    ----------
    eta0 : float, positive
    n_steps : int, at least 1
        The size would be zero after the last.
    """
    eta0, n_steps = positive(eta0, "eta0"), whole(n_steps, "n_steps", minimum=1)

    def eta(step: int) -> float:
        if whole(step, "step", minimum=0) >= n_steps:
            raise ValueError(f"step must be below n_steps={n_steps}, got {step}")
        return eta0 * (1 + math.cos(math.pi * step / n_steps)) / 2

    return eta
