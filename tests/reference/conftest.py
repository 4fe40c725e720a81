"""How nbval compares the stored outputs of the chapters with what the cells print now.

nbval replaces parts of both outputs by regular expressions before it compares them. Its
configuration file can only hold fixed replacements, but `re.sub` takes a function too: here one
that rounds numbers, since their last digits differ between processors.

nbval compares no pictures, and no cell without an execution number. A `;` at the end of a cell
does not silence it there: chapters end such a cell with `plt.show()`.
"""

from __future__ import annotations

import pytest
from bookbuild.commands.reference import NUMBER, round_number
from bookbuild.execution.kernels import prepare
from bookbuild.execution.pictures import DRAWING, VEGALITE
from bookbuild.execution.store import NARROW
from nbval.plugin import IPyNbCell


def pytest_configure() -> None:
    prepare()


def pytest_itemcollected(item: pytest.Item) -> None:
    if isinstance(item, IPyNbCell):
        item.parent.sanitize_patterns[NUMBER] = round_number
        # figures and charts are compared as pictures, by test_pictures.py
        item.parent.skip_compare = (*item.parent.skip_compare, DRAWING, NARROW, VEGALITE)
