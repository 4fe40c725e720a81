"""Names for the types in the package's signatures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike as ArrayLike
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.intp]

# Functions of theta, and for stochastic methods also of X and y.
Loss: TypeAlias = Callable[..., float]
Gradient: TypeAlias = Callable[..., Array]
Hessian: TypeAlias = Callable[..., Array]

# The step size as a function of the step number.
Schedule: TypeAlias = Callable[[int], float]

# What a method remembers from step to step, and its rule: (grad, memory, t) -> direction, memory.
Memory: TypeAlias = tuple[Array, ...]
Rule: TypeAlias = Callable[..., tuple[Array, Memory]]

# What loss and gradient get beside theta, in one step of a method.
Batch: TypeAlias = tuple[Array, ...]
