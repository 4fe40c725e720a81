"""`gradient` on every loss of the book: against its formula, the complex step and PyTorch.

Each loss is written once, with the functions that NumPy and PyTorch share, and runs on arrays, on
complex numbers, on the tape and on tensors. Its value must be that of the package's own function.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml import losses
from mathforml.calculus.autodiff import Variable, gradient
from mathforml.calculus.complex_step import complex_step_gradient
from mathforml.calculus.finite_differences import numerical_gradient, numerical_jacobian
from mathforml.estimators.pca import PCA
from mathforml.optimize import objectives, surfaces
from mathforml.supervised.lasso import coordinate_descent
from mathforml.supervised.logistic import log_loss, logistic_newton, sigmoid
from mathforml.supervised.ridge import ridge
from mathforml.unsupervised.kmeans import kmeans
from mathforml.unsupervised.mixture import Mixture, responsibilities
from support.quadratic import quadratic

rng = np.random.default_rng(5)
N, P, K = 30, 3, 2
X, y = rng.normal(size=(N, P)) * [1, 2, 5] + [0, 3, -1], rng.normal(size=N)
classes = (y > 0).astype(float)
labels = rng.integers(0, K, N)
S = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.0], [0.5, 0.0, 2.0]])
LAM = 0.7
DATA = {
    "X": X,
    "y": y,
    "sign": 2 * classes - 1,
    "labels": labels,
    "S": S,
    "Z": X - X.mean(axis=0),
    "rows": np.arange(K * P).reshape(K, P),  # where a table of numbers lies in theta
    "roots": K + K * P + np.arange(K * P * P).reshape(K, P, P),
}


# the losses, for xp = numpy and xp = torch, with the data in d


def squared(xp, t, d):
    return xp.sum((d.y - t) ** 2)


def absolute(xp, t, d):
    return xp.sum(xp.abs(d.y - t))


def mse(xp, t, d):
    return xp.mean((d.X @ t - d.y) ** 2)


def bowl(xp, t, d):
    return t @ d.S @ t / 2 - d.S[0] @ t


def logistic(xp, t, d):
    z = d.X @ t[:-1] + t[-1]
    return xp.sum(xp.log1p(xp.exp(-d.sign * z))) + LAM / 2 * t[:-1] @ t[:-1]


def ridge_loss(xp, t, d):
    return xp.sum((d.y - d.X @ t[:-1] - t[-1]) ** 2) + LAM * t[:-1] @ t[:-1]


def lasso_loss(xp, t, d):
    squares = xp.sum((d.y - d.X @ t[:-1] - t[-1]) ** 2)
    return squares / (2 * N) + LAM * xp.sum(xp.abs(t[:-1]))


def inertia(xp, t, d):
    return xp.sum((d.X - t[d.rows][d.labels]) ** 2)


def reconstruction(xp, t, d):
    return xp.sum((d.Z - d.Z @ t @ t.T) ** 2)


def ravine(xp, t, d):
    x, y = t
    return (x**2 + 100 * y**2) / 2


def rosenbrock(xp, t, d):
    x, y = t
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def himmelblau(xp, t, d):
    x, y = t
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def saddle(xp, t, d):
    x, y = t
    return x**2 / 2 + (y**2 - 1) ** 2 / 4


def mixture(xp, t, d):
    """Minus the log likelihood; roots R with Sigma = (R^T R)^-1, and weights as log odds."""
    log_pi = t[:K] - xp.log(xp.sum(xp.exp(t[:K])))
    means, roots = t[K + d.rows], t[d.roots]
    joint = 0
    for k in range(K):
        z = (d.X - means[k]) @ roots[k].T
        log_det = sum(xp.log(roots[k][j][j]) for j in range(P))
        quadratic = xp.sum(z**2, axis=1) + P * np.log(2 * np.pi)
        joint = joint + xp.exp(log_pi[k] + log_det - quadratic / 2)
    return -xp.sum(xp.log(joint))


# what the package says


def mixture_of(theta):
    odds, mu = theta[:K], theta[K : K + K * P].reshape(K, P)
    R = np.tril(theta[K + K * P :].reshape(K, P, P))
    return Mixture(odds - np.log(np.exp(odds).sum()), mu, np.linalg.inv(R.mT @ R))


def mixture_slopes(theta):
    """EM's form: what the responsibilities leave over. The upper triangles have no say."""
    model = mixture_of(theta)
    r = np.exp(responsibilities(X, model).log_r)
    R = np.tril(theta[K + K * P :].reshape(K, P, P))
    pull = [r[:, k] @ (X - model.mu[k]) @ R[k].T @ R[k] for k in range(K)]
    spread = [R[k] @ (X - model.mu[k]).T * r[:, k] @ (X - model.mu[k]) for k in range(K)]
    in_roots = [s - r[:, k].sum() * np.diag(1 / np.diag(R[k])) for k, s in enumerate(spread)]
    in_odds = len(X) * np.exp(model.log_pi) - r.sum(axis=0)
    return np.concatenate([in_odds, -np.ravel(pull), np.ravel(in_roots)])


def lasso_value(theta):
    """The walk of the package tells the loss of its weights, with the best intercept."""
    step = next(coordinate_descent(X, y, lam=LAM))
    assert not step.w.any()
    return step.loss if not theta[:-1].any() and np.isclose(theta[-1], step.b) else np.nan


class Entry(NamedTuple):
    """A loss, where to try it, and the package's value and gradient of it, where it has them."""

    loss: Callable
    theta: np.ndarray
    value: Callable[[np.ndarray], float] | None
    grad: Callable[[np.ndarray], np.ndarray] | None
    analytic: bool = True


w = rng.normal(size=P)
wb = rng.normal(size=P + 1) / 5
mse_of, bowl_of = objectives.mean_squared_error(X, y), quadratic(S, S[0])


def logistic_slopes(t):
    residual = sigmoid(X @ t[:-1] + t[-1]) - classes
    return np.append(X.T @ residual + LAM * t[:-1], residual.sum())


def lasso_slopes(t):
    residual = X @ t[:-1] + t[-1] - y
    return np.append(X.T @ residual / N + LAM * np.sign(t[:-1]), residual.mean())


def centre_slopes(t):
    return np.ravel([2 * (t.reshape(K, P)[k] - X[labels == k]).sum(axis=0) for k in range(K)])


start = np.concatenate(
    [
        [0.3, -0.2],
        X[:K].ravel(),
        np.ravel([np.tril(rng.normal(size=(P, P)), -1) / 5 + np.eye(P) / 2] * K),
    ]
)
ENTRIES = [
    Entry(squared, y + 1 + abs(w[0]), lambda t: losses.squared(y, t).sum(), lambda t: 2 * (t - y)),
    Entry(
        absolute,
        rng.normal(size=N),
        lambda t: losses.absolute(y, t).sum(),
        lambda t: np.sign(t - y),
        analytic=False,
    ),
    Entry(mse, w, lambda t: losses.empirical_risk(losses.squared, y, X @ t), None),
    Entry(mse, w, mse_of.loss, mse_of.grad),
    Entry(mse, w, lambda t: objectives.mse_loss(t, X, y), lambda t: objectives.mse_grad(t, X, y)),
    Entry(bowl, w, bowl_of.loss, bowl_of.grad),
    Entry(
        logistic,
        wb,
        lambda t: log_loss(classes, X @ t[:-1] + t[-1]).sum() + LAM / 2 * t[:-1] @ t[:-1],
        logistic_slopes,
    ),
    Entry(
        ridge_loss,
        wb,
        None,
        lambda t: np.append(
            2 * X.T @ (X @ t[:-1] + t[-1] - y) + 2 * LAM * t[:-1],
            2 * (X @ t[:-1] + t[-1] - y).sum(),
        ),
    ),
    Entry(lasso_loss, wb, None, lasso_slopes, analytic=False),
    Entry(inertia, X[:K].ravel() + 0.1, None, centre_slopes),
    Entry(
        mixture,
        start,
        lambda t: -responsibilities(X, mixture_of(t)).log_density.sum(),
        mixture_slopes,
    ),
]
SURFACES = (ravine, rosenbrock, himmelblau, saddle)
for loss in SURFACES:
    surface = getattr(surfaces, loss.__name__)()
    ENTRIES.append(Entry(loss, w[:2], surface.loss, surface.grad))
EVERY = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.loss.__name__)


def on_numpy(loss: Callable) -> Callable[[Any], Any]:
    return lambda t: loss(np, t, SimpleNamespace(**DATA))


def assert_close(ours, expected, rtol=1e-12):
    """To a part of the largest slope: the small ones are differences of large numbers."""
    np.testing.assert_allclose(ours, expected, rtol=0, atol=rtol * np.abs(expected).max())


@EVERY
def test_the_loss_is_the_one_of_the_package(entry):
    if entry.value is not None:
        assert on_numpy(entry.loss)(entry.theta) == pytest.approx(
            entry.value(entry.theta), rel=1e-12
        )


@EVERY
def test_against_the_formula(entry):
    if entry.grad is not None:
        ours, formula = gradient(on_numpy(entry.loss), entry.theta), entry.grad(entry.theta)
        assert_close(ours, formula)


@EVERY
def test_against_the_complex_step(entry):
    f = on_numpy(entry.loss)
    if entry.analytic:
        assert_close(gradient(f, entry.theta), complex_step_gradient(f, entry.theta))
    else:
        with pytest.raises(TypeError, match="must not use absolute"):
            complex_step_gradient(f, entry.theta)
        assert_close(gradient(f, entry.theta), numerical_gradient(f, entry.theta), rtol=1e-7)


@EVERY
def test_against_pytorch(entry, torch):
    theta = torch.tensor(entry.theta, requires_grad=True)
    data = SimpleNamespace(**{name: torch.asarray(array) for name, array in DATA.items()})
    entry.loss(torch, theta, data).backward()
    assert_close(gradient(on_numpy(entry.loss), entry.theta), theta.grad.numpy())


def test_no_loss_is_forgotten():
    """Whoever adds a loss to these modules enters it above."""
    known = {
        *("squared", "absolute", "empirical_risk"),
        *("mse_loss", "mse_grad", "mse_hess", "mean_squared_error"),
        *(loss.__name__ for loss in SURFACES),
    }
    found = {
        name
        for module in (losses, objectives, surfaces)
        for name, member in inspect.getmembers(module, inspect.isfunction)
        if member.__module__ == module.__name__ and not name.startswith("_")
    }
    assert found == known


# where the package's fits end, the slopes are 0


def test_ridge_s_optimum_has_no_slope():
    model = ridge(X, y, lam=LAM)
    slopes = gradient(on_numpy(ridge_loss), np.append(model.w, model.b))
    np.testing.assert_allclose(slopes, 0, atol=1e-11)


def test_logistic_newton_s_optimum_has_no_slope():
    *_, end = (
        step for step, _ in zip(logistic_newton(X, classes, lam=LAM), range(12), strict=False)
    )
    np.testing.assert_allclose(
        gradient(on_numpy(logistic), np.append(end.w, end.b)), 0, atol=1e-11
    )


def test_lasso_s_optimum_has_slopes_within_the_penalty():
    *_, end = (s for s, _ in zip(coordinate_descent(X, y, lam=0.2), range(60), strict=False))
    theta = np.append(end.w, end.b)

    def smooth(t):
        return np.mean((y - X @ t[:-1] - t[-1]) ** 2) / 2

    assert smooth(theta) + 0.2 * abs(end.w).sum() == pytest.approx(end.loss)
    slopes = gradient(smooth, theta)
    assert (abs(slopes) <= 0.2 + 1e-9).all()
    np.testing.assert_allclose(
        slopes[:-1][end.w != 0], -0.2 * np.sign(end.w[end.w != 0]), atol=1e-9
    )


def test_means_of_clusters_have_no_slope():
    steps = kmeans(X, X[:K])
    for _ in range(30):
        step = next(steps)
    data = SimpleNamespace(**{**DATA, "labels": step.labels})
    assert inertia(np, step.centres.ravel(), data) == pytest.approx(step.inertia)
    slopes = gradient(lambda t: inertia(np, t, data), step.centres.ravel())
    np.testing.assert_allclose(slopes, 0, atol=1e-10)


def test_principal_components_have_no_slope():
    V = PCA(n_components=2).fit(X).components_.T
    f = on_numpy(reconstruction)
    np.testing.assert_allclose(gradient(f, V), 0, atol=1e-9)
    ours = gradient(f, V + 0.1)
    flat = complex_step_gradient(lambda t: f(t.reshape(P, 2)), (V + 0.1).ravel())
    assert_close(ours.ravel(), flat)


# laws


@given(arrays(float, 3, elements=st.floats(-3, 3)), st.floats(-3, 3), st.floats(-3, 3))
def test_linear_product_and_chain_rule(theta, a, b):
    def f(t):
        return np.sum(np.tanh(t) * [1, 2, 3])

    def g(t):
        return np.exp(t @ t / 10)

    df, dg = gradient(f, theta), gradient(g, theta)
    np.testing.assert_allclose(
        gradient(lambda t: a * f(t) + b * g(t), theta), a * df + b * dg, atol=1e-12
    )
    product = f(theta) * dg + df * g(theta)
    np.testing.assert_allclose(
        gradient(lambda t: f(t) * g(t), theta), product, rtol=1e-12, atol=1e-12
    )
    chain = (1 - np.tanh(f(theta)) ** 2) * df
    np.testing.assert_allclose(
        gradient(lambda t: np.tanh(f(t)), theta), chain, rtol=1e-12, atol=1e-14
    )


@given(
    arrays(float, 3, elements=st.floats(-5, 5)), arrays(float, (3, 3), elements=st.floats(-5, 5))
)
def test_gradient_of_a_quadratic_form(theta, M):
    np.testing.assert_allclose(gradient(lambda t: t @ M @ t, theta), (M + M.T) @ theta, atol=1e-10)


def test_differences_of_the_gradient_are_the_hessian():
    H = numerical_jacobian(lambda t: gradient(on_numpy(mse), t), w)
    np.testing.assert_allclose(H, mse_of.hess(w), rtol=1e-8, atol=1e-9)


def test_any_shape_and_one_number():
    assert gradient(lambda t: t**2, 3.0) == 6
    assert gradient(np.sum, np.ones((2, 3, 4))).tolist() == np.ones((2, 3, 4)).tolist()
    assert gradient(lambda t: t[:1], [2.0, 3.0]).tolist() == [1, 0]  # one number in brackets


def test_kinks_that_meet_give_a_slope_that_is_not_beside_them():
    def zero(x):
        return np.maximum(0, x) - np.maximum(0, np.maximum(0, x))

    assert gradient(zero, 0.0) == 0.25


def test_parameters_without_influence_have_slope_0():
    other = Variable(2.0)
    assert gradient(lambda t: other * 3, [1.0, 2.0]).tolist() == [0, 0]


def test_theta_is_the_caller_s():
    theta = np.array([1.0, 2.0])
    slopes = gradient(lambda t: t.sum(), theta)
    slopes[:] = 7
    assert theta.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("f", "theta", "error", "message"),
    [
        (np.sum, [], ValueError, "theta must not be empty"),
        (np.sum, [np.nan], ValueError, "theta must be finite"),
        (np.sum, ["a"], TypeError, "theta must hold real numbers"),
        (3.0, [1.0], TypeError, "f must be a function"),
        (
            lambda t: 3.0,
            [1.0],
            TypeError,
            "f must compute its result from its Variable.* got float",
        ),
        (lambda t: t, [1.0, 2.0], ValueError, r"the result must be one number, got shape \(2,\)"),
        (lambda t: np.arctan(t[0]), [1.0], TypeError, "there is no rule for arctan"),
        (losses.squared, [1.0], TypeError, "missing 1 required positional argument"),
    ],
)
def test_refusals(f, theta, error, message):
    with pytest.raises(error, match=message):
        gradient(f, theta)
