"""Races of `mathforml.linalg`, `mathforml.calculus` and `mathforml.probability`.

A chapter quotes one of them (`day1/change`, `sec-reverse-cost`): all slopes of a network of a
million weights cost fewer than 20 times what its loss does, there between 4 and 6 times.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.calculus.autodiff import Variable, backward, gradient
from mathforml.iteration import last, take, until
from mathforml.linalg.distances import pairwise_distances
from mathforml.linalg.least_squares import solve_least_squares
from mathforml.linalg.lu import solve
from mathforml.linalg.power_iteration import power_iteration
from mathforml.linalg.svd import svd
from mathforml.linalg.symmetric_eigen import symmetric_eigen
from mathforml.probability.metropolis import metropolis
from mathforml.supervised.logistic import sigmoid
from scipy.linalg import eigh, lstsq
from scipy.linalg import solve as lapack_solve
from scipy.linalg import svd as lapack_svd
from scipy.sparse.linalg import eigsh
from scipy.spatial.distance import cdist

from bench.races import Race


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    yield from linear_races(rng)
    yield from spectral_races(rng)
    yield from tape_races(rng)
    yield metropolis_race()


def linear_races(rng: np.random.Generator) -> Iterator[Race]:
    points, others = rng.normal(size=(1_000, 20)), rng.normal(size=(1_000, 20))
    yield Race(
        "pairwise distances",
        "1,000 by 1,000 points of 20 features",
        ours=lambda: pairwise_distances(points, others),
        peer=lambda: cdist(points, others),
        library="SciPy cdist",
        at_most=2,
        agree=lambda table, peer: np.allclose(table, peer, rtol=1e-12),
    )
    X = rng.normal(size=(2_000, 100))
    y = X.sum(axis=1) + rng.normal(size=len(X))
    yield Race(
        "least squares by Householder",
        "2,000 samples of 100 features",
        ours=lambda: solve_least_squares(X, y),
        peer=lambda: lstsq(X, y)[0],
        library="SciPy lstsq (LAPACK)",
        at_most=6,
        agree=lambda theta, peer: np.allclose(theta, peer, rtol=1e-10),
    )
    A, b = rng.normal(size=(500, 500)), rng.normal(size=500)
    yield Race(
        "elimination with partial pivoting",
        "500 equations",
        ours=lambda: solve(A, b),
        peer=lambda: lapack_solve(A, b),
        library="SciPy solve (LAPACK)",
        at_most=10,
        agree=lambda x, peer: np.allclose(x, peer, rtol=1e-8),
    )


def spectral_races(rng: np.random.Generator) -> Iterator[Race]:
    """Jacobi and Hestenes make many small steps, which NumPy starts one by one."""
    M = rng.normal(size=(100, 100))
    A = M + M.T
    yield Race(
        "eigenvalues by Jacobi",
        "symmetric, 100 rows",
        ours=lambda: symmetric_eigen(A),
        peer=lambda: eigh(A),
        library="SciPy eigh (LAPACK)",
        at_most=80,
        agree=lambda found, peer: np.allclose(found.values, peer[0][::-1], atol=1e-11),
    )
    yield Race(
        "singular values by Hestenes",
        "100 rows of 100",
        ours=lambda: svd(M),
        peer=lambda: lapack_svd(M, full_matrices=False),
        library="SciPy svd (LAPACK)",
        at_most=50,
        agree=lambda found, peer: np.allclose(found.s, peer[1], rtol=1e-10),
    )
    turn = np.linalg.qr(rng.normal(size=(500, 500)))[0]
    falling = turn * 0.9 ** np.arange(500) @ turn.T
    first = np.ones(500)
    yield Race(
        "power iteration",
        "symmetric, 500 rows, to a residual of 1e-10",
        ours=lambda: last(until(power_iteration(falling, first), tol=1e-10, measure="residual")),
        peer=lambda: eigsh(falling, k=1, v0=first, tol=1e-10),
        library="SciPy eigsh (Lanczos)",
        at_most=10,
        agree=lambda step, peer: np.isclose(step.value, peer[0][0], rtol=1e-9),
    )


def tape_races(rng: np.random.Generator) -> Iterator[Race]:
    X, sign = rng.normal(size=(10_000, 50)), rng.choice([-1.0, 1.0], 10_000)
    theta = rng.normal(size=50)

    def loss(t):
        return np.mean(np.logaddexp(0, -sign * (X @ t)))

    yield Race(
        "gradient by a tape",
        "a logistic loss, 50 weights, 10,000 samples",
        ours=lambda: gradient(loss, theta),
        peer=lambda: -X.T @ (sign * sigmoid(-sign * (X @ theta))) / len(X),
        library="the formula, by hand in NumPy",
        at_most=2.5,
        agree=lambda ours, peer: np.allclose(ours, peer, rtol=1e-10, atol=0),
    )
    W, V = rng.normal(size=(64, 13_514)) / 8, rng.normal(size=(13_514, 10)) / 100
    pixels, digits = rng.random((50, 64)), rng.integers(10, size=50)

    def network_loss(W, V):
        scores = np.maximum(0, pixels @ W) @ V
        total = np.log(np.exp(scores).sum(axis=1))
        return np.mean(total - scores[np.arange(50), digits])

    def sweep():
        first, second = Variable(W, "W"), Variable(V, "V")
        value = network_loss(first, second)
        backward(value)
        return value.value, first.gradient, second.gradient

    yield Race(
        "gradient by a tape",
        "a network of 1,000,036 weights, 50 pictures",
        ours=sweep,
        peer=lambda: network_loss(W, V),
        library="its loss alone, in NumPy",
        at_most=10,  # the chapter says fewer than 20
        agree=lambda ours, peer: np.isclose(ours[0], peer, rtol=1e-12, atol=0),
    )


def metropolis_race() -> Race:
    """The peer is the loop without steps: what the trace costs."""

    def log_f(x):
        return -x @ x / 2

    def bare():
        rng, x, here = np.random.default_rng(0), np.zeros(2), 0.0
        for _ in range(999):
            proposed = x + rng.standard_normal(2)
            there = log_f(proposed)
            if -rng.standard_exponential() < there - here:
                x, here = proposed, there
        return x

    return Race(
        "Metropolis",
        "1,000 steps with their trace, 2 dimensions",
        ours=lambda: take(metropolis(log_f, [0, 0], scale=1, rng=np.random.default_rng(0)), 1000),
        peer=bare,
        library="the loop alone, in NumPy",
        at_most=3,
        agree=lambda ours, peer: np.array_equal(ours[-1].x, peer),
    )
