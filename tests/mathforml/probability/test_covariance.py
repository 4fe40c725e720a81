"""Covariances: on paper, against NumPy, and by what they are for: the variance of a sum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from mathforml.probability.covariance import correlation_matrix, covariance_matrix
from mathforml.probability.multivariate_normal import MultivariateNormal
from sklearn.datasets import load_breast_cancer

tables = arrays(
    float,
    st.tuples(st.integers(2, 12), st.integers(1, 4)),
    elements=st.floats(-1e3, 1e3, allow_subnormal=False),
)
BOTH = (covariance_matrix, correlation_matrix)


def test_four_points_on_paper():
    # distances to the means: -3, -1, 1, 3 and -1, -3, 3, 1, whose products add up to 12
    X = [[1, 4], [3, 2], [5, 8], [7, 6]]
    np.testing.assert_allclose(covariance_matrix(X), [[20 / 3, 4], [4, 20 / 3]])
    np.testing.assert_allclose(correlation_matrix(X), [[1, 0.6], [0.6, 1]])


def test_real_measurements_against_numpy():
    X = load_breast_cancer().data
    np.testing.assert_allclose(covariance_matrix(X), np.cov(X.T), rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(correlation_matrix(X), np.corrcoef(X.T), atol=1e-12)


@given(tables, st.randoms(use_true_random=False))
def test_the_variance_of_any_weighted_sum(X, random):
    w = np.array([random.uniform(-2, 2) for _ in range(X.shape[1])])
    expected = (X @ w).var(ddof=1)
    assert w @ covariance_matrix(X) @ w == pytest.approx(expected, rel=1e-9, abs=1e-6)


@given(tables)
def test_symmetric_and_never_negative(X):
    C = covariance_matrix(X)
    np.testing.assert_allclose(C, C.T)
    assert np.linalg.eigvalsh(C)[0] >= -1e-9 * max(1, np.trace(C))


def test_correlation_does_not_know_the_unit(rng):
    X = rng.normal(size=(50, 3)) @ rng.normal(size=(3, 3))
    rescaled = X * [1e-200, -1e3, 1e140] + [0, 5, 0]
    expected = correlation_matrix(X) * np.outer([1, -1, 1], [1, -1, 1])
    np.testing.assert_allclose(correlation_matrix(rescaled), expected, atol=1e-10)
    assert np.abs(correlation_matrix(np.column_stack([X, -X]))).max() <= 1


def test_samples_have_the_covariance_of_their_distribution(rng):
    Sigma = np.array([[4.0, 1.2], [1.2, 1.0]])
    X = MultivariateNormal([1, 2], Sigma).sample(100_000, rng=rng)
    # standard error of C_jk: sqrt((S_jj S_kk + S_jk^2) / n); five of them: once in a million seeds
    bars = np.sqrt((np.outer(np.diag(Sigma), np.diag(Sigma)) + Sigma**2) / len(X))
    assert (np.abs(covariance_matrix(X) - Sigma) < 5 * bars).all()


@pytest.mark.parametrize("constant", [0.0, 0.1, -0.1, 1e100])
def test_a_constant_column_has_variance_0_and_no_correlation(constant):
    X = np.column_stack([np.arange(7.0), np.full(7, constant)])
    assert covariance_matrix(X)[1, 1] <= (1e-15 * constant) ** 2
    with pytest.raises(ValueError, match="no constant column, but column 1 is constant"):
        correlation_matrix(X)


@pytest.mark.parametrize("function", BOTH)
def test_refusals(function):
    with pytest.raises(ValueError, match=r"at least two rows, got shape \(1, 2\)"):
        function([[1.0, 2.0]])
    with pytest.raises(ValueError, match="X must be a matrix"):
        function([1.0, 2.0])
    with pytest.raises(ValueError, match="X must be finite"):
        function([[1.0], [np.nan]])
    with pytest.raises(ValueError, match="X must be at most 1e150"):
        function([[1e200], [1.0]])
    with pytest.raises(ValueError, match="X must not be empty"):
        function(np.empty((3, 0)))
    with pytest.raises(TypeError, match="X must hold real numbers"):
        function([["a"], ["b"]])
