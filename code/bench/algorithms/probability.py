"""Races of `mathforml.probability`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import scipy.special
from mathforml.iteration import take
from mathforml.probability.continuous import Cauchy, Exponential, Normal, Uniform
from mathforml.probability.covariance import correlation_matrix, covariance_matrix
from mathforml.probability.discrete import Binomial, Poisson
from mathforml.probability.metropolis import metropolis
from mathforml.probability.multivariate_normal import MultivariateNormal
from mathforml.probability.sampling import rejection
from scipy import stats

from bench.races import Race

N = 10_000


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    x, k = rng.normal(size=N), rng.integers(0, 40, size=N)
    for ours, peer, name in (
        (Normal(0.5, 2), stats.norm(0.5, 2), "norm"),
        (Exponential(0.5), stats.expon(scale=2), "expon"),
        (Cauchy(), stats.cauchy(), "cauchy"),
        (Uniform(-1, 3), stats.uniform(-1, 4), "uniform"),
    ):
        kind = type(ours).__name__
        yield Race(
            f"{kind} density",
            f"logarithms at {N:,} points",
            ours=lambda ours=ours: ours.log_density(x),
            peer=lambda peer=peer: peer.logpdf(x),
            library=f"SciPy stats.{name}",
            at_most=1.5,
            agree=close,
        )
    for ours, peer, name in (
        (Binomial(40, 0.3), stats.binom(40, 0.3), "binom"),
        (Poisson(12.0), stats.poisson(12.0), "poisson"),
    ):
        yield Race(
            f"{type(ours).__name__} masses",
            f"logarithms of {N:,} counts up to 40",
            ours=lambda ours=ours: ours.log_mass(k),
            peer=lambda peer=peer: peer.logpmf(k),
            library=f"SciPy stats.{name}",
            at_most=3,
            agree=close,
        )
    yield from covariance_races(rng)
    yield multivariate_race(rng)
    yield rejection_race()
    yield metropolis_race()


def close(ours: np.ndarray, peer: np.ndarray) -> bool:
    return np.allclose(ours, peer, rtol=1e-9, atol=1e-9)


def covariance_races(rng: np.random.Generator) -> Iterator[Race]:
    X = rng.normal(size=(N, 20)) @ rng.normal(size=(20, 20))
    for ours, peer, name, at_most in (
        (covariance_matrix, np.cov, "covariance", 3),
        # it finds the largest number of each column, so that no square overflows or vanishes
        (correlation_matrix, np.corrcoef, "correlation", 5),
    ):
        yield Race(
            f"{name} matrix",
            f"{N:,} samples of 20 measurements",
            ours=lambda ours=ours: ours(X),
            peer=lambda peer=peer: peer(X, rowvar=False),
            library=f"NumPy {peer.__name__}",
            at_most=at_most,
            agree=close,
        )


def multivariate_race(rng: np.random.Generator) -> Race:
    A = rng.normal(size=(20, 30))
    mu, Sigma, x = rng.normal(size=20), A @ A.T, rng.normal(size=(N, 20))
    return Race(
        "multivariate normal density",
        f"{N:,} points of 20 numbers, factor included",
        ours=lambda: MultivariateNormal(mu, Sigma).log_density(x),
        peer=lambda: stats.multivariate_normal(mu, Sigma).logpdf(x),
        library="SciPy stats.multivariate_normal",
        at_most=3,
        agree=close,
    )


def rejection_race() -> Race:
    def log_f(x):
        return scipy.special.xlogy(1, x) + scipy.special.xlog1py(4, -x)

    return Race(
        "rejection",
        f"{N:,} samples of a beta density",
        ours=lambda: rejection(log_f, Uniform(), log_f(0.2), N, rng=np.random.default_rng(0)).x,
        peer=lambda: stats.beta(2, 5).rvs(N, random_state=np.random.default_rng(0)),
        library="SciPy stats.beta, written for this density",
        at_most=10,
        agree=lambda ours, peer: stats.ks_2samp(ours, peer).pvalue > 1e-6,
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
