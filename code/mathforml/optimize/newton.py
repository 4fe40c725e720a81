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

from mathforml._checks import as_parameters, callables
from mathforml._docs import parameters_like
from mathforml._types import Array, ArrayLike, Gradient, Hessian, Loss
from mathforml.linalg.positive_definite import solve_positive_definite
from mathforml.optimize._evaluate import evaluate, hessian_at
from mathforml.optimize.walk import Step, walk


def rule(grad: Array, H: ArrayLike, *, name: str = "H") -> Array:
    """Direction d to the minimum of the quadratic, of shape (n_parameters,): ``H d = grad``.

    No matrix is inverted.

    Parameters
    ----------
    grad : ndarray of shape (n_parameters,)
    H : ndarray of shape (n_parameters, n_parameters)
        The Hessian. One that is not positive definite is refused: it has no minimum to step to.
    name : str, default "H"
        What to call H in an error.
    """
    return solve_positive_definite(H, grad, name=name)


@parameters_like(walk)
def newton(loss: Loss, grad: Gradient, hess: Hessian, theta0: ArrayLike) -> Iterator[Step]:
    """Walk by full Newton steps: ``theta <- theta - hess(theta)^-1 grad(theta)``, without end.

    Parameters
    ----------
    hess : callable, from theta to the Hessian of shape (n_parameters, n_parameters)

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

    def steps(theta: Array) -> Iterator[Step]:
        for step in count():
            here = evaluate(loss, grad, theta, step=step)
            yield Step(step, theta.copy(), here.loss, here.grad_norm)
            H = hessian_at(hess, theta)
            theta = theta - rule(here.grad, H, name=f"the Hessian at step {step}")

    return steps(as_parameters(theta0))
