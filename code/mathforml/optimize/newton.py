"""Newton's method: step to the minimum of the quadratic with the same slope and curvature.

::

    hess(theta) d = -grad(theta)
    theta <- theta + d

On a quadratic one step suffices. Near a minimum with a positive definite Hessian the error is
about squared in every step.

References
----------
Boyd, S. and Vandenberghe, L. (2004). Convex Optimization. Cambridge University Press. Section 9.5.

Nocedal, J. and Wright, S. J. (2006). Numerical Optimization. 2nd edition. Springer. Theorem 3.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from mathforml._checks import as_parameters, callables
from mathforml._types import Array, ArrayLike, Gradient, Hessian, Loss
from mathforml.linalg.positive_definite import solve_positive_definite
from mathforml.optimize._evaluate import evaluate, hessian_at


class NewtonStep(NamedTuple):
    """One step of Newton's method.

    Attributes
    ----------
    step : int
        The number of updates so far; 0 is the start.
    theta : ndarray of shape (n_parameters,)
        The parameters after that many updates.
    loss : float
        The loss at `theta`.
    grad_norm : float
        The length of the gradient at `theta`.
    """

    step: int
    theta: Array
    loss: float
    grad_norm: float


def newton(loss: Loss, grad: Gradient, hess: Hessian, theta0: ArrayLike) -> Iterator[NewtonStep]:
    """Walk by full Newton steps: ``theta <- theta - hess(theta)^-1 grad(theta)``, without end.

    The linear system is solved, and no matrix is inverted. A Cholesky factorisation tells whether
    the Hessian is positive definite.

    Parameters
    ----------
    loss : callable
        The loss, a number, as a function of theta, of shape (n_parameters,).
    grad : callable
        The gradient of the loss, of shape (n_parameters,), as a function of theta.
    hess : callable
        The Hessian of the loss, of shape (n_parameters, n_parameters), as a function of theta.
    theta0 : ndarray of shape (n_parameters,)
        The start. One number is a start with one parameter.

    Yields
    ------
    NewtonStep
        Step 0 is the start itself. Every step has arrays of its own.

    Raises
    ------
    TypeError, ValueError
        At the call, if an argument is not as above; during the walk, if a function gives something
        else, or if the Hessian is not positive definite: then the quadratic has no minimum to step
        to.
    DivergenceError
        During the walk, at the first step whose loss or gradient is not finite.

    Examples
    --------
    >>> from mathforml.iteration import column, take
    >>> square_root_of_2 = newton(
    ...     lambda t: t[0] ** 3 / 3 - 2 * t[0], lambda t: t**2 - 2, lambda t: 2 * t[:, None], [2.0]
    ... )
    >>> column(take(square_root_of_2, 5), "theta")[:, 0].round(10)
    array([2.        , 1.5       , 1.41666667, 1.41421569, 1.41421356])
    """
    callables(loss=loss, grad=grad, hess=hess)
    return _descend(loss, grad, hess, as_parameters(theta0))


def _descend(loss: Loss, grad: Gradient, hess: Hessian, theta: Array) -> Iterator[NewtonStep]:
    for step in count():
        here = evaluate(loss, grad, theta, step=step)
        yield NewtonStep(step, theta.copy(), here.loss, here.grad_norm)
        H = hessian_at(hess, theta)
        theta = theta + solve_positive_definite(H, -here.grad, name=f"the Hessian at step {step}")
