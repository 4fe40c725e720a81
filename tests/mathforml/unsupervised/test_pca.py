"""Principal components: against definitions, scikit-learn, and data whose components are known."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.decomposition
from hypothesis import given
from hypothesis import strategies as st
from mathforml.unsupervised.pca import principal_components

shapes = pytest.mark.parametrize("shape", [(30, 5), (5, 30), (12, 12), (2, 3), (50, 1)], ids=str)


def samples(shape, seed=0):
    """Data that vary differently in each direction, away from the origin."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=shape) * np.linspace(1, 4, shape[1]) + 10


def with_singular_values(s, shape, seed=0):
    """Centred data, and their right singular vectors, for given singular values."""
    rng = np.random.default_rng(seed)
    n, p = shape
    left = np.linalg.qr(np.column_stack([np.ones(n), rng.normal(size=(n, len(s)))]))[0][:, 1:]
    right = np.linalg.qr(rng.normal(size=(p, len(s))))[0].T
    return (left * s) @ right, right


def test_by_hand():
    """The variances are 25 along (3, 4) and 1 across it."""
    along, across = np.array([0.6, 0.8]), np.array([-0.8, 0.6])
    Z = np.stack([5 * along, -5 * along, across, -across, 0 * along])
    found = principal_components(Z + np.array([100, 200]))
    np.testing.assert_allclose(found.mean, [100, 200], rtol=1e-15)
    np.testing.assert_allclose(found.components, [along, -across], rtol=1e-12)
    np.testing.assert_allclose(found.variances, [50 / 4, 2 / 4], rtol=1e-12)
    assert found.total_variance == pytest.approx(13)


@shapes
def test_variances_along_orthogonal_directions(shape):
    """The definition: unit vectors, orthogonal, uncorrelated, with the variances they say."""
    X = samples(shape)
    found = principal_components(X)
    n_components = min(shape[0] - 1, shape[1])
    assert found.components.shape == (n_components, shape[1])
    np.testing.assert_allclose(
        found.components @ found.components.T, np.eye(n_components), atol=1e-10
    )
    scores = (X - found.mean) @ found.components.T
    covariance = np.atleast_2d(np.cov(scores.T))
    np.testing.assert_allclose(covariance, np.diag(found.variances), atol=1e-9)
    assert (np.diff(found.variances) <= 0).all()
    assert found.total_variance == pytest.approx(X.var(axis=0, ddof=1).sum(), rel=1e-12)


@shapes
def test_against_scikit_learn(shape):
    X = samples(shape)
    found = principal_components(X)
    other = sklearn.decomposition.PCA(svd_solver="full").fit(X)
    k = len(found.variances)
    np.testing.assert_allclose(found.mean, other.mean_, rtol=1e-14)
    np.testing.assert_allclose(found.variances, other.explained_variance_[:k], rtol=1e-10)
    np.testing.assert_allclose(found.components, other.components_[:k], atol=1e-8)


@given(st.integers(0, 1000), st.integers(0, 100))
def test_no_direction_varies_more_than_the_first(seed, direction_seed):
    X = samples((20, 4), seed)
    direction = np.random.default_rng(direction_seed).normal(size=4)
    direction /= np.linalg.norm(direction)
    found = principal_components(X, 1)
    assert (X @ direction).var(ddof=1) <= found.variances[0] * (1 + 1e-12)
    assert (X @ found.components[0]).var(ddof=1) == pytest.approx(found.variances[0])


@given(st.integers(0, 1000), st.integers(1, 3))
def test_what_is_left_out_is_the_variance_of_the_rest(seed, k):
    """Eckart and Young: the squared distance to the plane is the sum of the other variances."""
    X = samples((20, 4), seed)
    found, every = principal_components(X, k), principal_components(X)
    Z = X - found.mean
    residual = Z - Z @ found.components.T @ found.components
    assert (residual**2).sum() / 19 == pytest.approx(every.variances[k:].sum())


@given(st.integers(0, 1000))
def test_a_rotation_turns_the_components_and_keeps_the_variances(seed):
    X = samples((20, 3), seed)
    Q = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))[0]
    one, turned = principal_components(X), principal_components(X @ Q)
    np.testing.assert_allclose(turned.variances, one.variances, rtol=1e-10)
    np.testing.assert_allclose(
        np.abs(turned.components @ (one.components @ Q).T), np.eye(3), atol=1e-6
    )


@pytest.mark.parametrize("shape", [(40, 6), (6, 40)])
@pytest.mark.parametrize("smallest", [0.5, 1e-2, 1e-4, 1e-7])
def test_digits_of_small_variances(shape, smallest):
    """The square of the data alone would leave two digits of a variance of 1e-14."""
    s = np.geomspace(1, smallest, 4)
    X, right = with_singular_values(s, shape)
    found = principal_components(X, 4)
    np.testing.assert_allclose(found.variances * (shape[0] - 1), s**2, rtol=3e-8)
    np.testing.assert_allclose(np.abs(found.components @ right.T), np.eye(4), atol=1e-8)


def test_the_decomposition_is_used_only_where_it_is_needed(monkeypatch):
    calls, svd = [], np.linalg.svd
    monkeypatch.setattr(
        np.linalg, "svd", lambda *given, **options: calls.append(given) or svd(*given, **options)
    )
    X, _ = with_singular_values([1, 0.1, 1e-5], (20, 5))
    principal_components(X, 2)
    assert not calls
    principal_components(X, 3)
    assert len(calls) == 1


@pytest.mark.parametrize("shape", [(9, 4), (4, 9)])
def test_signs(shape):
    for seed in range(5):
        components = principal_components(samples(shape, seed)).components
        furthest = np.abs(components).argmax(axis=1)
        assert (components[np.arange(len(components)), furthest] > 0).all()


@pytest.mark.parametrize("size", [1e-200, 1e-100, 1e140])
def test_tiny_and_huge_inputs(size):
    found = principal_components(size * np.array([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]]), 1)
    np.testing.assert_allclose(found.components, [[0.6, 0.8]], rtol=1e-12)
    assert np.sqrt(found.variances[0]) == pytest.approx(5 * size if size > 1e-150 else 0)


@pytest.mark.parametrize("offset", [1e4, 1e8])
def test_a_large_offset_costs_only_the_digits_that_the_data_lost(offset):
    X = samples((30, 3))
    near, far = principal_components(X), principal_components(X + offset)
    np.testing.assert_allclose(far.variances, near.variances, rtol=1e-15 * offset)
    np.testing.assert_allclose(far.components, near.components, atol=1e-14 * offset)


@pytest.mark.parametrize("shape", [(6, 3), (3, 6)])
def test_samples_that_are_all_equal(shape):
    found = principal_components(np.full(shape, 0.1))
    np.testing.assert_allclose(found.variances, 0, atol=1e-30)
    k = len(found.variances)
    np.testing.assert_allclose(found.components @ found.components.T, np.eye(k), atol=1e-12)


@pytest.mark.parametrize("shape", [(8, 3), (3, 8)])
def test_constant_columns_and_duplicate_samples(shape):
    X = samples(shape)
    X[:, 0], X[1] = 5, X[0]
    found = principal_components(X)
    np.testing.assert_allclose(found.components[0][0], 0, atol=1e-12)
    other = sklearn.decomposition.PCA(svd_solver="full").fit(X)
    k = len(found.variances)
    np.testing.assert_allclose(found.variances, other.explained_variance_[:k], atol=1e-12)


@pytest.mark.parametrize(
    ("X", "n_components", "error", "message"),
    [
        ([[1.0, 2.0]], None, ValueError, r"X of shape \(1, 2\) has 0 principal components"),
        ([[1.0, 2.0]] * 3, 3, ValueError, r"X of shape \(3, 2\) has 2 .* components, not 3"),
        ([[1.0, 2.0]] * 2, 2, ValueError, r"X of shape \(2, 2\) has 1 .* components, not 2"),
        ([[1.0, 2.0]] * 3, 0, ValueError, "n_components must be at least 1"),
        ([[1.0, 2.0]] * 3, 1.0, TypeError, "n_components must be an integer"),
        ([1.0, 2.0], None, ValueError, "X must be a matrix"),
        (np.empty((0, 2)), None, ValueError, "X must not be empty"),
        ([[1.0], [np.inf]], None, ValueError, "X must be finite"),
        ([[1.0], [1e160]], None, ValueError, "X must be at most 1e150"),
    ],
)
def test_refusals(X, n_components, error, message):
    with pytest.raises(error, match=message):
        principal_components(X, n_components)
