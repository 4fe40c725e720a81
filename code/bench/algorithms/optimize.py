"""The race of `mathforml.optimize`: Adam, whose loop all methods of the package share.

The peer is the optimiser behind scikit-learn's neural networks, in a loop that keeps what a walk
of ours keeps: every theta, with its loss and the length of its gradient.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from mathforml.iteration import take
from mathforml.optimize.adam import adam
from mathforml.optimize.objectives import Objective, mean_squared_error
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer

from bench.races import Race

N_STEPS = 200
ETA = 0.01


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(1_000, 50))
    problem = mean_squared_error(X, X @ rng.normal(size=50) + rng.normal(size=1_000))
    first = np.zeros(50)
    yield Race(
        "Adam",
        f"{N_STEPS} steps with their trace, 1,000 samples of 50 features",
        ours=lambda: take(adam(problem.loss, problem.grad, first, eta=ETA), N_STEPS + 1),
        peer=lambda: walk(problem, first),
        library="scikit-learn AdamOptimizer",
        at_most=2.5,
        agree=lambda steps, thetas: np.allclose(
            [step.theta for step in steps], thetas, rtol=1e-5, atol=1e-9
        ),
    )


def walk(problem: Objective, first: np.ndarray) -> list[np.ndarray]:
    """Visit as many thetas as `N_STEPS` updates give, with the optimiser of scikit-learn."""
    theta, trace = first.copy(), []
    update = AdamOptimizer([theta], learning_rate_init=ETA).update_params
    for _ in range(N_STEPS + 1):
        gradient = problem.grad(theta)
        trace.append((theta.copy(), problem.loss(theta), np.linalg.norm(gradient)))
        update([theta], [gradient])
    return [theta for theta, *_ in trace]
