"""What holds for every distribution, and that the tests catch samplers that are off."""

from __future__ import annotations

import numpy as np
import pytest
from mathforml.probability.continuous import Cauchy, Exponential, Normal, Uniform
from mathforml.probability.discrete import Bernoulli, Binomial, Poisson
from mathforml.probability.distribution import Continuous, Discrete, Distribution
from mathforml.probability.multivariate_normal import MultivariateNormal
from scipy import stats

DISCRETE = [Bernoulli(0.3), Binomial(12, 0.2), Poisson(3.5)]
CONTINUOUS = [Uniform(-1, 3), Normal(2, 0.5), Exponential(0.7), Cauchy(1, 2)]
PAIR = MultivariateNormal([1.0, -1.0], [[2.0, 0.5], [0.5, 1.0]])


@pytest.mark.parametrize("distribution", [*DISCRETE, *CONTINUOUS, PAIR], ids=repr)
def test_same_generator_same_sample(distribution):
    one, two, other = (distribution.sample(5, rng=np.random.default_rng(s)) for s in (1, 1, 2))
    np.testing.assert_array_equal(one, two)
    assert not np.array_equal(one, other) or isinstance(distribution, Bernoulli)
    assert one.shape == (5,) if distribution is not PAIR else (5, 2)


@pytest.mark.parametrize("distribution", DISCRETE, ids=repr)
def test_masses_add_up_and_give_mean_and_variance(distribution):
    k = np.arange(100)
    mass = np.exp(distribution.log_mass(k))
    assert mass.sum() == pytest.approx(1, rel=1e-13)
    assert mass @ k == pytest.approx(distribution.mean, rel=1e-13)
    assert mass @ (k - distribution.mean) ** 2 == pytest.approx(distribution.variance, rel=1e-12)


@pytest.mark.parametrize("distribution", CONTINUOUS[:-1], ids=repr)
def test_densities_integrate_to_1_and_give_mean_and_variance(distribution):
    x = np.linspace(-1, 45, 1_000_001)
    density = np.exp(distribution.log_density(x))

    def integral(y):
        return np.trapezoid(y, x)

    assert integral(density) == pytest.approx(1, rel=1e-4)
    assert integral(density * x) == pytest.approx(distribution.mean, rel=1e-4)
    away = (x - distribution.mean) ** 2
    assert integral(density * away) == pytest.approx(distribution.variance, rel=1e-4)


@pytest.mark.parametrize("distribution", [*DISCRETE, *CONTINUOUS[:-1]], ids=repr)
def test_samples_have_the_mean_and_the_variance(distribution, rng):
    x = distribution.sample(100_000, rng=rng)
    # five standard errors: a correct sampler is further away once in a million seeds or so
    spread = np.sqrt(distribution.variance)
    assert abs(x.mean() - distribution.mean) < 5 * spread / np.sqrt(len(x))
    away = (x - distribution.mean) ** 2
    assert abs(away.mean() - distribution.variance) < 5 * away.std() / np.sqrt(len(x))


def test_wrong_continuous_samplers_are_caught(rng, continuous_fit):
    normal = stats.norm().cdf
    assert continuous_fit(rng.normal(size=20_000), normal)
    assert not continuous_fit(rng.normal(0.06, size=20_000), normal)
    assert not continuous_fit(rng.normal(scale=1.08, size=20_000), normal)
    assert not continuous_fit(rng.standard_t(7, size=20_000), normal)


def test_wrong_discrete_samplers_are_caught(rng, discrete_fit):
    def mass(k):
        return stats.binom.pmf(k, 12, 0.2)

    assert discrete_fit(rng.binomial(12, 0.2, size=20_000), mass)
    assert not discrete_fit(rng.binomial(12, 0.21, size=20_000), mass)
    assert not discrete_fit(rng.binomial(13, 0.2, size=20_000), mass)
    assert not discrete_fit(rng.poisson(2.4, size=20_000), mass)
    assert not discrete_fit(
        rng.binomial(1, 0.35, size=20_000), lambda k: [0.7, 0.3] @ np.eye(2)[k].T
    )


@pytest.mark.parametrize("distribution", [*DISCRETE, *CONTINUOUS, PAIR], ids=repr)
def test_refused_samples(distribution, rng):
    with pytest.raises(TypeError, match="rng must be a generator"):
        distribution.sample(3, rng=0)
    with pytest.raises(TypeError, match="n must be an integer"):
        distribution.sample(3.0, rng=rng)
    with pytest.raises(ValueError, match="n must be at least 1, got 0"):
        distribution.sample(0, rng=rng)


@pytest.mark.parametrize("bad", [np.nan, np.inf, [], ["1"]])
def test_refused_points(bad):
    for function in (DISCRETE[1].log_mass, CONTINUOUS[1].log_density):
        with pytest.raises((TypeError, ValueError), match="must"):
            function(bad)


def test_the_shape_of_what_is_asked_is_kept():
    points = np.arange(6.0).reshape(2, 3)
    assert all(d.log_mass(points).shape == (2, 3) for d in DISCRETE)
    assert all(d.log_density(points).shape == (2, 3) for d in CONTINUOUS)
    assert all(np.shape(d.log_density(1)) == () for d in CONTINUOUS)


def test_kinds():
    assert all(isinstance(d, Discrete) for d in DISCRETE)
    assert all(isinstance(d, Continuous) for d in CONTINUOUS)
    with pytest.raises(TypeError, match="abstract"):
        Distribution()


def test_a_distribution_does_not_change():
    with pytest.raises(AttributeError):
        CONTINUOUS[1].mu = 3
