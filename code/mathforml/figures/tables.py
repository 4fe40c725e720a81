"""Traces as tables: what an iterative method did, one step a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

HEADINGS = {"grad_norm": "gradient norm", "log_f": "log f"}
"""Fields of a step that are written otherwise above a column."""


def readable(value: float, digits: int) -> str:
    """Write a number for a table: significant digits, commas, powers of ten where they help.

    Below 1e-9 a number is mostly rounding error, which differs between machines, so it is
    written as "< 1e-9".

    Parameters
    ----------
    value : float or int
        A whole number is written in full.
    digits : int
        Significant digits.

    Returns
    -------
    text : str

    Examples
    --------
    >>> [readable(v, 4) for v in (29074.48, -0.02314, 8.4e25, 1e-12, 100)]
    ['29,074', '−0.02314', '8.4e+25', '< 1e-9', '100']
    """
    if isinstance(value, int | np.integer):
        text = f"{value:,}"
    elif 0 < abs(value) < 1e-9:
        return "< 1e-9"
    elif not np.isfinite(value):
        text = f"{value}"
    elif not value or 1e-4 <= abs(value) < 1e9:
        # the digits before the point are never rounded away
        decimals = digits - 1 - int(np.floor(np.log10(abs(value)))) if value else 0
        text = f"{value:,.{max(decimals, 0)}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{value:.{max(digits - 3, 1)}e}"
    # a real minus sign for the number, the plain one for its power of ten
    return f"\N{MINUS SIGN}{text[1:]}" if text.startswith("-") else text


def trace_table(
    steps: Iterable, *, names: Sequence[str] = (), digits: int = 5, leave_out: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the steps of an iterative method as a table to read, with one row per step.

    Parameters
    ----------
    steps : iterable of NamedTuple
        Steps with a field ``step``; a field that holds a vector becomes one column per entry.
    names : sequence of str
        Names of the entries of ``theta``, or of ``x``; by default theta 0, theta 1, ...
    digits : int
        Significant digits of the numbers.
    leave_out : sequence of str
        Fields that get no column, such as a vector with hundreds of entries.

    Returns
    -------
    table : pandas.DataFrame
        Numbers as text; the index is the number of the step.


    Examples
    --------
    >>> from mathforml.iteration import take
    >>> from mathforml.optimize.gradient_descent import gradient_descent
    >>> steps = gradient_descent(lambda t: t @ t, lambda t: 2 * t, [4.0], eta=0.25)
    >>> trace_table(take(steps, 3), names=["w"])
    step  w loss gradient norm
    0     4   16             8
    1     2    4             4
    2     1    1             2
    """
    steps = list(steps)
    if not steps:
        raise ValueError("steps must hold at least one step; it is empty")
    fields = steps[0]._fields
    if isinstance(leave_out, str) or not set(leave_out) <= set(fields):
        raise ValueError(
            f"leave_out must be a list of fields of a step, {', '.join(fields)}; got {leave_out!r}"
        )
    rows = [_row(step, names, digits, ("step", *leave_out)) for step in steps]
    table = pd.DataFrame(rows, index=[f"{step.step:,}" for step in steps])
    # the name of the columns stands above the index: one line of headings instead of two
    return table.rename_axis(columns="step")


def _row(step, names: Sequence[str], digits: int, leave_out: Sequence[str]) -> dict[str, str]:
    """Write the fields of one step, a vector as one entry per component."""
    row = {}
    for field, value in step._asdict().items():
        if field in leave_out:
            continue
        if hasattr(value, "_fields"):  # what a method remembers, by name
            row |= _row(value, (), digits, leave_out)
            continue
        if np.ndim(value) == 0:
            heading = HEADINGS.get(field, field)
            row[heading] = readable(value, digits)
            continue
        entries = (
            list(names)
            if field in ("theta", "x") and names
            else [f"{field} {i}" for i in range(len(value))]
        )
        if len(entries) != len(value):
            raise ValueError(
                f"names must name {len(value)} parameters; got {len(entries)}: {entries}"
            )
        row |= {entry: readable(v, digits) for entry, v in zip(entries, value, strict=True)}
    return row
