"""What the package's tests share: settings of property tests, and PyTorch where there is one.

Mind that `np.allclose` and `assert_allclose` differ: the first allows 1e-8 beside the tolerance
that you ask for, unless `atol=0`.
"""

from __future__ import annotations

import importlib
import os
from types import ModuleType

import pytest
from hypothesis import settings

# the same examples on every machine, and the time that they need
settings.register_profile("book", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("book")


@pytest.fixture(scope="session")
def torch() -> ModuleType:
    """Return PyTorch, which is not in the lock: without it a test is skipped, except in CI."""
    if os.environ.get("CI") == "true":
        return importlib.import_module("torch")
    return pytest.importorskip("torch", reason="PyTorch is not installed; .ci/run installs it")
