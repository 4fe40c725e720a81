"""Races of the eigenvalues and singular values of `mathforml.linalg`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.iteration import last, until
from mathforml.linalg.power_iteration import power_iteration
from mathforml.linalg.svd import condition_number, svd
from mathforml.linalg.symmetric_eigen import symmetric_eigen
from scipy.linalg import eigh
from scipy.linalg import svd as lapack_svd
from scipy.sparse.linalg import eigsh

from bench.races import Race

INTERPRETED = 60  # sweeps of many small steps, which NumPy starts one by one


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    M = rng.normal(size=(100, 100))
    A = M + M.T
    yield Race(
        "eigenvalues by Jacobi",
        "symmetric, 100 rows",
        ours=lambda: symmetric_eigen(A),
        peer=lambda: eigh(A),
        library="SciPy eigh (LAPACK)",
        at_most=INTERPRETED,
        agree=lambda found, peer: np.allclose(found.values, peer[0][::-1], atol=1e-11),
    )
    for shape in ((100, 100), (2_000, 50)):
        yield svd_race(rng.normal(size=shape))
    yield Race(
        "condition number",
        "100 rows of 100",
        ours=lambda: condition_number(M),
        peer=lambda: np.linalg.cond(M),
        library="NumPy cond (LAPACK)",
        at_most=150,  # NumPy leaves out the vectors
        agree=lambda ours, peer: np.isclose(ours, peer, rtol=1e-9),
    )
    turn = np.linalg.qr(rng.normal(size=(500, 500)))[0]
    falling = turn * 0.9 ** np.arange(500) @ turn.T
    start = np.ones(500)
    yield Race(
        "power iteration",
        "symmetric, 500 rows, to a residual of 1e-10",
        ours=lambda: last(until(power_iteration(falling, start), tol=1e-10, measure="residual")),
        peer=lambda: eigsh(falling, k=1, v0=start, tol=1e-10),
        library="SciPy eigsh (Lanczos)",
        at_most=10,
        agree=lambda step, peer: np.isclose(step.value, peer[0][0], rtol=1e-9),
    )


def svd_race(A: np.ndarray) -> Race:
    return Race(
        "singular values by Hestenes",
        f"{A.shape[0]:,} rows of {A.shape[1]}",
        ours=lambda: svd(A),
        peer=lambda: lapack_svd(A, full_matrices=False),
        library="SciPy svd (LAPACK)",
        at_most=INTERPRETED,
        agree=lambda found, peer: np.allclose(found.s, peer[1], rtol=1e-10),
    )
