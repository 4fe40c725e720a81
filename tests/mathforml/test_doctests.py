"""The examples in the docstrings give what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import mathforml
import pytest

MODULES = sorted(m.name for m in pkgutil.walk_packages(mathforml.__path__, "mathforml."))


def failures(module: object) -> str:
    report = []
    for example in doctest.DocTestFinder().find(module):
        doctest.DocTestRunner().run(example, out=report.append)
    return "".join(report)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    report = failures(importlib.import_module(name))
    assert not report, report


def test_a_wrong_example_is_reported():
    def two():
        """Two.

        >>> 1 + 1
        3
        """

    assert "Expected:\n    3" in failures(two)
