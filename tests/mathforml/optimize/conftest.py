"""Walks by other people's optimisers, to compare ours with."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest


@pytest.fixture
def torch_walk(torch) -> Callable[..., np.ndarray]:
    """Return a function that walks with an optimiser of PyTorch, in double precision.

    ``torch_walk("Adam", grad, theta0, n_steps, lr=0.1)`` returns every theta, of shape
    (n_steps, n_parameters), the start first.
    """

    def walk(name, grad, theta0, n_steps, **settings):
        theta = torch.tensor(theta0, dtype=torch.float64, requires_grad=True)
        optimiser = getattr(torch.optim, name)([theta], **settings)
        visited = []
        for _ in range(n_steps):
            here = theta.detach().numpy().copy()
            visited.append(here)
            theta.grad = torch.tensor(grad(here), dtype=torch.float64)
            optimiser.step()
        return np.array(visited)

    return walk


@pytest.fixture
def sklearn_walk() -> Callable[..., np.ndarray]:
    """Return a function that walks with an optimiser of scikit-learn's neural networks.

    Its arguments are those of `torch_walk`: ``sklearn_walk("AdamOptimizer", grad, theta0, 9)``.
    """
    optimisers = pytest.importorskip("sklearn.neural_network._stochastic_optimizers")

    def walk(name, grad, theta0, n_steps, **settings):
        theta = np.array(theta0, dtype=float)
        optimiser = getattr(optimisers, name)([theta], **settings)
        visited = []
        for _ in range(n_steps):
            visited.append(theta.copy())
            optimiser.update_params([theta], [grad(theta)])
        return np.array(visited)

    return walk
