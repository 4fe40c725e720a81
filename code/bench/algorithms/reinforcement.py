"""Races of `mathforml.reinforcement`.

No library that the book depends on has value iteration, so the peer is a loop in C, compiled when
it is raced. Without a C compiler there is no race.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from mathforml.iteration import last
from mathforml.reinforcement.mdp import MDP
from mathforml.reinforcement.value_iteration import value_iteration

from bench.races import Race

SOURCE = Path(__file__).with_name("value_iteration.c")
N_STEPS = 100


def races() -> Iterator[Race]:
    compiler = shutil.which("cc")
    if compiler is None:
        print("No race of value iteration: there is no C compiler (cc) on the PATH.")
        return
    rng = np.random.default_rng(0)
    mdp = MDP(rng.dirichlet(np.ones(200), size=(4, 200)), rng.normal(size=(4, 200)), gamma=0.9)
    yield Race(
        "value iteration",
        f"{N_STEPS} steps, 200 states, 4 actions",
        ours=lambda: last(islice(value_iteration(mdp), N_STEPS + 1)).values,
        peer=lambda: compiled_value_iteration(compiler)(mdp, N_STEPS),
        library="a loop in C",
        at_most=3,
        agree=lambda values, peer: np.allclose(values, peer, rtol=1e-12),
    )


@cache
def compiled_value_iteration(compiler: str) -> Callable[[MDP, int], np.ndarray]:
    """Compile the loop, with all that a compiler may do to make a sum fast."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "value_iteration.so"
        # sums in any order, as NumPy's; not -ffast-math, with which merely loading the library
        # makes this process treat the smallest numbers as zero
        sums = ("-fassociative-math", "-fno-signed-zeros", "-fno-trapping-math")
        flags = ("-O3", "-march=native", *sums, "-shared", "-fPIC")
        subprocess.run([compiler, *flags, str(SOURCE), "-o", str(library)], check=True)
        run = ctypes.CDLL(str(library)).value_iteration
    run.restype = None

    def pointer(array: np.ndarray) -> Any:
        return array.ctypes.data_as(ctypes.POINTER(ctypes.c_double))

    def solve(mdp: MDP, n_steps: int) -> np.ndarray:
        n_actions, n_states = mdp.rewards.shape
        values, before = np.zeros(n_states), np.zeros(n_states)
        given = pointer(mdp.transitions), pointer(mdp.rewards), ctypes.c_double(mdp.gamma)
        run(*given, n_actions, n_states, n_steps, pointer(values), pointer(before))
        return values

    return solve
