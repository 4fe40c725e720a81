"""Methods are generators of steps, and check their arguments when they are called.

The body of a generator waits for the first `next`, and so would its checks: a mistake would be
reported far from the line that made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import chain
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Step = TypeVar("Step")


def at_the_call(
    method: Callable[Arguments, Iterator[Step]],
) -> Callable[Arguments, Iterator[Step]]:
    """Decorate a generator: its checks and its step 0 come at the call, the others one by one."""

    @wraps(method)
    def call(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Iterator[Step]:
        steps = method(*args, **kwargs)
        return chain([next(steps)], steps)

    return call
