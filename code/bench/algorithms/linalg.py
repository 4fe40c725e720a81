"""Races of what `mathforml.linalg` solves and takes apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from mathforml.linalg.determinant import determinant
from mathforml.linalg.gram_schmidt import classical_gram_schmidt, modified_gram_schmidt
from mathforml.linalg.least_squares import project, solve_least_squares, solve_minimum_norm
from mathforml.linalg.lu import solve
from mathforml.linalg.subspaces import null_space
from scipy.linalg import det, lstsq
from scipy.linalg import null_space as svd_null_space
from scipy.linalg import solve as lu_solve

from bench.races import Race


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(2_000, 100))
    y = X.sum(axis=1) + rng.normal(size=len(X))
    yield Race(
        "least squares by Householder",
        "2,000 samples of 100 features",
        ours=lambda: solve_least_squares(X, y),
        peer=lambda: lstsq(X, y)[0],
        library="SciPy lstsq (LAPACK)",
        at_most=5,
        agree=lambda theta, peer: np.allclose(theta, peer, rtol=1e-10),
    )
    wide, z = rng.normal(size=(200, 600)), rng.normal(size=200)
    yield Race(
        "shortest least squares",
        "200 samples of 600 features",
        ours=lambda: solve_minimum_norm(wide, z),
        peer=lambda: lstsq(wide, z)[0],
        library="SciPy lstsq (LAPACK)",
        at_most=2,
        agree=lambda theta, peer: np.allclose(theta, peer, atol=1e-10),
    )
    A, b = rng.normal(size=(500, 500)), rng.normal(size=500)
    yield Race(
        "elimination with partial pivoting",
        "500 equations",
        ours=lambda: solve(A, b),
        peer=lambda: lu_solve(A, b),
        library="SciPy solve (LAPACK)",
        at_most=10,
        agree=lambda x, peer: np.allclose(x, peer, rtol=1e-8),
    )
    yield Race(
        "determinant",
        "500 rows",
        ours=lambda: determinant(A / 20),  # else it is too large for a number
        peer=lambda: det(A / 20),
        library="SciPy det (LAPACK)",
        at_most=10,
        agree=lambda ours, peer: np.isclose(ours, peer, rtol=1e-8),
    )
    flat = rng.normal(size=(200, 50)) @ rng.normal(size=(50, 100))
    yield Race(
        "null space by mirrors",
        "200 rows of 100, rank 50",
        ours=lambda: null_space(flat),
        peer=lambda: svd_null_space(flat),
        library="SciPy null_space (by SVD)",
        at_most=5,
        agree=lambda N, peer: np.allclose(N @ N.T, peer @ peer.T, atol=1e-10),
    )
    yield Race(
        "projection",
        "on 100 columns of 2,000 rows",
        ours=lambda: project(X, y),
        peer=lambda: X @ lstsq(X, y)[0],
        library="SciPy lstsq (LAPACK)",
        at_most=15,  # ours finds the rank first, one mirror at a time
        agree=lambda shadow, peer: np.allclose(shadow, peer, atol=1e-10),
    )
    for gram_schmidt in (classical_gram_schmidt, modified_gram_schmidt):
        yield gram_schmidt_race(gram_schmidt, X)


def gram_schmidt_race(gram_schmidt: Callable, X: np.ndarray) -> Race:
    return Race(
        gram_schmidt.__name__.replace("_", " ").replace("gram schmidt", "Gram-Schmidt"),
        "2,000 rows of 100",
        ours=lambda: gram_schmidt(X),
        peer=lambda: np.linalg.qr(X),
        library="NumPy qr (LAPACK)",
        at_most=10,
        agree=lambda ours, peer: np.allclose(np.abs(ours.R), np.abs(peer.R), atol=1e-10),
    )
