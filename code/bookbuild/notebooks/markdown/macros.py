"""Write formulas in plain LaTeX, for readers who do not have the book's macros."""

from __future__ import annotations

import re
from collections.abc import Mapping


def _argument(latex: str, start: int) -> tuple[str, int]:
    """Return the argument at `start`, a group or a single symbol, and where it ends."""
    start += len(latex[start:]) - len(latex[start:].lstrip())
    if latex[start : start + 1] != "{":
        token = re.compile(r"\\[a-zA-Z]+|\\.|.", re.S).match(latex, start)
        if token is None:
            raise ValueError(f"a macro without its argument at the end of {latex!r}")
        return token[0], token.end()
    depth = 0
    for brace in re.compile(r"(?<!\\)[{}]").finditer(latex, start):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return latex[start + 1 : brace.start()], brace.end()
    raise ValueError(f"a brace that is not closed in {latex!r}")


def expand_macros(latex: str, macros: Mapping[str, str]) -> str:
    r"""Replace every macro by its definition, as TeX would.

    Parameters
    ----------
    latex : str
        A formula, such as ``\norm{x} \in \R``.
    macros : mapping of str to str
        Name with backslash to definition; ``#1`` to ``#9`` in a definition are the arguments.

    Returns
    -------
    str
        The formula without macros. Definitions may use each other.

    Raises
    ------
    ValueError
        If an argument is missing or its brace is not closed.
    """
    names = "|".join(re.escape(name.removeprefix("\\")) for name in macros)
    # an escaped backslash is a line break: the letters after it are no macro
    command = re.compile(rf"\\\\|\\({names})(?![a-zA-Z])")
    plain, position = "", 0
    while found := command.search(latex, position):
        plain += latex[position : found.start()]
        replacement, position = found[0], found.end()
        if found[1]:
            replacement = macros["\\" + found[1]]
            for slot in sorted(set(re.findall(r"#[1-9]", replacement))):
                argument, position = _argument(latex, position)
                replacement = replacement.replace(slot, argument)
            replacement = expand_macros(replacement, macros)
        plain += replacement
    return plain + latex[position:]
