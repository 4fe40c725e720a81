"""What is raced: what a reader would try on data of their own, and what a chapter quotes.

One module for each storey of `mathforml`, from the ground up, with a function `races`.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.algorithms import foundations, models, optimize, reinforcement, statistics
from bench.races import Race

STOREYS = (foundations, statistics, optimize, models, reinforcement)


def all_races() -> Iterator[Race]:
    for storey in STOREYS:
        yield from storey.races()
