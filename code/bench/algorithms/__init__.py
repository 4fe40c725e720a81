"""What is raced: what a reader would try on data of their own, and what a chapter quotes.

One module for each storey of `mathforml`, from the ground up, with a function `races`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from bench.races import Race

STOREYS = ("foundations", "statistics", "optimize", "models", "reinforcement")


def all_races() -> Iterator[Race]:
    """Yield all races; their libraries are loaded now, and not by who measures something else.

    The cells of chapters run in forks of this process with one thread, which NumPy reads when it
    is loaded.
    """
    for storey in STOREYS:
        yield from import_module(f"{__name__}.{storey}").races()
