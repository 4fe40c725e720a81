"""Races of the eigenvalues and singular values of `mathforml.linalg`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.linalg.svd import svd
from mathforml.linalg.symmetric_eigen import symmetric_eigen
from scipy.linalg import eigh
from scipy.linalg import svd as lapack_svd

from bookbuild.bench.races import Race

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
