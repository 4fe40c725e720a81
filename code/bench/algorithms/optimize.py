"""Races of `mathforml.optimize`.

The peers are the optimisers behind scikit-learn's neural networks, in a loop that keeps what a
walk of ours keeps: every theta, with its loss and the length of its gradient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from mathforml.iteration import take
from mathforml.optimize.adam import adam
from mathforml.optimize.momentum import momentum
from mathforml.optimize.nesterov import nesterov
from mathforml.optimize.objectives import Objective, mean_squared_error
from sklearn.neural_network import _stochastic_optimizers as theirs

from bench.races import Race

N_STEPS = 200
ETA = 0.01


def races() -> Iterator[Race]:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(1_000, 50))
    problem = mean_squared_error(X, X @ rng.normal(size=50) + rng.normal(size=1_000))
    start = np.zeros(50)
    momenta = {"learning_rate_init": ETA, "momentum": 0.9}
    for name, ours, peer, settings in (
        ("momentum", momentum, theirs.SGDOptimizer, {**momenta, "nesterov": False}),
        ("Nesterov's momentum", nesterov, theirs.SGDOptimizer, {**momenta, "nesterov": True}),
        ("Adam", adam, theirs.AdamOptimizer, {"learning_rate_init": ETA}),
    ):
        yield Race(
            name,
            f"{N_STEPS} steps with their trace, 1,000 samples of 50 features",
            ours=lambda ours=ours: take(
                ours(problem.loss, problem.grad, start, eta=ETA), N_STEPS + 1
            ),
            peer=lambda peer=peer, settings=settings: walk(peer, problem, start, settings),
            library=f"scikit-learn {peer.__name__}",
            at_most=2,
            agree=lambda steps, thetas: np.allclose(
                [step.theta for step in steps], thetas, rtol=1e-5, atol=1e-9
            ),
        )


def walk(
    optimiser: Callable[..., Any], problem: Objective, start: np.ndarray, settings: dict[str, Any]
) -> list[np.ndarray]:
    """Visit as many thetas as `N_STEPS` updates give, with an optimiser of scikit-learn."""
    theta = start.copy()
    update, trace = optimiser([theta], **settings).update_params, []
    for _ in range(N_STEPS + 1):
        gradient = problem.grad(theta)
        trace.append((theta.copy(), problem.loss(theta), np.linalg.norm(gradient)))
        update([theta], [gradient])
    return [theta for theta, *_ in trace]
