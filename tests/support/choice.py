"""Which cases `make test` takes where the mechanism decides, and not the case."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pytest

CHAPTER = "day1/gradient-descent"  # has all that a chapter can have


def few(cases: Iterable[str], chosen: Collection[str] = (CHAPTER,)) -> list[object]:
    """Return the cases as parameters; all but the chosen ones are left to `make test-all`.

    Raises
    ------
    ValueError
        If a chosen case is not among them: the test would not run.
    """
    cases = list(cases)
    lost = {*chosen} - {*cases}
    if lost:
        raise ValueError(f"no such case: {', '.join(sorted(lost))}")
    return [pytest.param(case, marks=() if case in chosen else pytest.mark.long) for case in cases]
