"""Gradient descent: step against the gradient, the direction in which the loss falls fastest.

::

    theta <- theta - eta grad(theta)

On a quadratic whose Hessian has eigenvalues lambda_i, the error along eigenvector i is multiplied
by ``1 - eta lambda_i`` in every step. So the walk converges from every start exactly when
``eta < 2 / L``, with L the largest eigenvalue.

References
----------
Cauchy, A. (1847). Méthode générale pour la résolution des systèmes d'équations simultanées.
Comptes Rendus 25, 536-538.

Boyd, S. and Vandenberghe, L. (2004). Convex Optimization. Cambridge University Press. Section 9.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Gradient, Loss, Memory, Schedule
from mathforml.optimize.walk import Step, walk


def rule(grad: Array, memory: Memory, t: int) -> tuple[Array, Memory]:
    """Direction of the gradient itself; nothing is remembered.

    Parameters
    ----------
    grad : ndarray of shape (n_parameters,)
    memory : tuple of ndarray of shape (n_parameters,)
        What the rule remembers from the update before.
    t : int
        The number of the update, 1, 2, ...

    Returns
    -------
    direction : ndarray of shape (n_parameters,)
    memory : tuple of ndarray of shape (n_parameters,)
    """
    return grad, memory


@parameters_like(walk)
def gradient_descent(
    loss: Loss, grad: Gradient, theta0: ArrayLike, *, eta: float | Schedule
) -> Iterator[Step]:
    """Walk downhill: ``theta <- theta - eta grad(theta)``, without end.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> steps = take(gradient_descent(lambda t: t @ t, lambda t: 2 * t, [8.0], eta=0.25), 4)
    >>> column(steps, "loss")
    array([64., 16.,  4.,  1.])
    """
    return walk(loss, grad, theta0, rule, eta=eta)
