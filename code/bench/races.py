"""Race an algorithm of the book against a library's, on the same task, in one run.

A race is won or lost as a ratio of CPU times, so that it says the same on a slow machine as on a
fast one. The answers are compared before the times are: a fast wrong answer is no answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NamedTuple

ROUNDS = 7
LEAST_SECONDS = 0.02  # a shorter run is repeated until it lasts this long: clocks have a grain


class Race(NamedTuple):
    """An algorithm beside a library's.

    Attributes
    ----------
    algorithm, task : str
        What is raced, and on what, with its size: "ridge", "2,000 samples of 50 features".
    ours, peer : callable
        Solve the task, without arguments, and return the answer. Data are made before.
    library : str
        Whose `peer` is: "SciPy's lstsq (LAPACK)".
    at_most : float
        The largest ratio of CPU times, ours over the peer's, that we accept.
    agree : callable
        Says whether the two answers, in that order, are the same answer.
    """

    algorithm: str
    task: str
    ours: Callable[[], Any]
    peer: Callable[[], Any]
    library: str
    at_most: float
    agree: Callable[[Any, Any], bool]


class Result(NamedTuple):
    """How a race went: CPU seconds of one solution each."""

    race: Race
    ours: float
    peer: float

    @property
    def ratio(self) -> float:
        return self.ours / self.peer

    @property
    def won(self) -> bool:
        return self.ratio <= self.race.at_most


def cpu_seconds(solve: Callable[[], Any], repeats: int) -> float:
    """Return the CPU seconds that one solution costs, as the mean of `repeats`."""
    started = time.process_time()
    for _ in range(repeats):
        solve()
    return (time.process_time() - started) / repeats


def repeats_for(solve: Callable[[], Any]) -> int:
    """Return how many solutions last long enough to be timed."""
    return max(1, round(LEAST_SECONDS / max(cpu_seconds(solve, 1), 1e-7)))


def run(race: Race) -> Result:
    """Run a race: the two in turn, so that a busy moment hits both, and the best round of each.

    Raises
    ------
    ArithmeticError
        If the two answers differ.
    """
    if not race.agree(race.ours(), race.peer()):
        raise ArithmeticError(
            f"{race.algorithm} ({race.task}): our answer is not that of {race.library}"
        )
    ours, peer = repeats_for(race.ours), repeats_for(race.peer)
    rounds = [(cpu_seconds(race.ours, ours), cpu_seconds(race.peer, peer)) for _ in range(ROUNDS)]
    return Result(race, min(first for first, _ in rounds), min(second for _, second in rounds))
