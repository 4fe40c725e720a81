"""Races of slopes and integrals of `mathforml.calculus`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import scipy.integrate
from mathforml.calculus.autodiff import gradient
from mathforml.calculus.finite_differences import numerical_gradient
from mathforml.calculus.quadrature import simpson, trapezoid
from mathforml.supervised.logistic import sigmoid
from scipy.optimize import approx_fprime

from bench.races import Race


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    X, sign = rng.normal(size=(10_000, 50)), rng.choice([-1.0, 1.0], 10_000)
    theta = rng.normal(size=50)

    def loss(t):
        return np.mean(np.logaddexp(0, -sign * (X @ t)))

    def by_hand(t):
        return -X.T @ (sign * sigmoid(-sign * (X @ t))) / len(X)

    size = "50 weights, 10,000 samples"
    yield Race(
        "gradient by a tape",
        f"a logistic loss, {size}",
        ours=lambda: gradient(loss, theta),
        peer=lambda: by_hand(theta),
        library="the formula, by hand in NumPy",
        at_most=5,
        agree=lambda ours, peer: np.allclose(ours, peer, rtol=1e-10, atol=0),
    )
    yield Race(
        "gradient by a tape",
        f"the same loss, {size}",
        ours=lambda: gradient(loss, theta),
        peer=lambda: approx_fprime(theta, loss),
        library="SciPy approx_fprime",
        at_most=0.3,
        agree=lambda ours, peer: np.allclose(ours, peer, atol=1e-6),
    )
    yield Race(
        "gradient by central differences",
        f"the same loss, {size}",
        ours=lambda: numerical_gradient(loss, theta),
        peer=lambda: approx_fprime(theta, loss),
        library="SciPy approx_fprime",
        at_most=3,  # two evaluations for each weight where forward differences have one
        agree=lambda ours, peer: np.allclose(ours, peer, atol=1e-6),
    )
    for rule in (trapezoid, simpson):
        yield quadrature_race(rule, getattr(scipy.integrate, rule.__name__))


def quadrature_race(rule: Callable, peer: Callable) -> Race:
    def f(x):
        return np.exp(-(x**2) / 2)

    x = np.linspace(-1, 1, 10_001)
    return Race(
        f"{rule.__name__} rule".replace("simpson", "Simpson's"),
        "a bell curve, 10,000 strips",
        ours=lambda: rule(f, -1, 1, 10_000),
        peer=lambda: peer(f(x), x),
        library=f"SciPy {rule.__name__}",
        at_most=3,
        agree=lambda ours, peer: np.isclose(ours, peer, rtol=1e-12, atol=0),
    )
