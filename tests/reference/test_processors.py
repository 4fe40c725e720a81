"""The same numbers and the same pictures on every processor.

OpenBLAS and NumPy have kernels for each kind of processor, and take those of the one they run on.
They add in different orders, so they round differently, and whoever draws or compares rounding
noise gets another result on another machine. Environment variables choose other kernels than the
processor's own: here tests of the package, the outputs and the pictures run under them.

On every push a few run, those closest to rounding, under the kernels of the oldest processor.
Everything under every kernel, the tests marked `long`, takes many minutes.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from typing import NamedTuple

import pytest
from bookbuild.paths import ROOT
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

OUTPUTS = ["tests/reference/test_outputs.py", "tests/reference/test_pictures.py"]
CHAPTERS = ["linear-maps", "directions-that-matter", "change", "gradient-descent"]
CLOSEST_TO_ROUNDING = [
    *(f"{path}::{test}[day1/{page}]" for page in CHAPTERS for path, test in (
        (OUTPUTS[0], "test_outputs_are_the_stored_ones"),
        (OUTPUTS[1], "test_pictures_are_the_stored_ones"),
    )),
    "tests/mathforml/linalg/test_elimination.py",
    "tests/mathforml/selection/test_bias_variance.py",
    "tests/mathforml/figures/test_static.py",
]  # fmt: skip
EVERYTHING = ["tests/mathforml", *OUTPUTS]

RUN = """
import json, sys, pytest
code = pytest.main(sys.argv[1:])
import scipy.linalg, threadpoolctl
from numpy._core._multiarray_umath import __cpu_features__
pools = [pool for pool in threadpoolctl.threadpool_info() if pool["internal_api"] == "openblas"]
print()
print(json.dumps({
    "code": int(code),
    "openblas": sorted({pool["architecture"] for pool in pools}),
    "threads": sorted({pool["num_threads"] for pool in pools}),
    "numpy": [name for name, found in __cpu_features__.items() if found],
}))
"""


def dispatched(pattern: str) -> tuple[str, ...]:
    """Return the features of this processor for which NumPy has kernels that can be left out."""
    found = (name for name in __cpu_dispatch__ if __cpu_features__.get(name))
    return tuple(name for name in found if re.search(pattern, name))


class Kernels(NamedTuple):
    """Which kernels to run under."""

    openblas: str = ""  # as OPENBLAS_CORETYPE has it; none for the processor's own
    says: str = ""  # what OpenBLAS calls it, if something else
    needs: frozenset[str] = frozenset()  # one of these features
    without: str = ""  # a pattern of the features that NumPy is not to use


AVX2, AVX512 = frozenset({"AVX2"}), frozenset({"AVX512_SKX", "X86_V4"})
KERNELS = {
    # the last instructions that all have in common are those of 2004
    "oldest": Kernels("Prescott", "Katmai", without="."),
    "prescott": Kernels("Prescott", "Katmai"),
    "nehalem": Kernels("Nehalem", needs=frozenset({"SSE42"})),
    "haswell": Kernels("Haswell", needs=AVX2),
    "skylakex": Kernels("SkylakeX", needs=AVX512),
    "numpy-without-avx512": Kernels(needs=AVX512, without="AVX512|V4"),
    "numpy-without-avx": Kernels(without="."),
}


def run(name: str, *tests: str) -> None:
    """Run tests under other kernels, and make sure that it was under those."""
    kernels = KERNELS[name]
    if platform.machine().lower() not in ("x86_64", "amd64"):
        pytest.skip(f"these kernels are of x86-64, and this processor is {platform.machine()}")
    if kernels.needs and not any(__cpu_features__.get(feature) for feature in kernels.needs):
        pytest.skip(f"this processor has no {' or '.join(sorted(kernels.needs))}")
    left_out = dispatched(kernels.without) if kernels.without else ()
    if not left_out and not kernels.openblas:
        pytest.skip("NumPy uses no such kernels on this processor")
    # nothing of what tells this process that it is one of several
    environment = {key: value for key, value in os.environ.items() if "PYTEST" not in key}
    environment |= {f"{of}_NUM_THREADS": "1" for of in ("OPENBLAS", "OMP", "MKL")}
    for variable, value in (
        ("OPENBLAS_CORETYPE", kernels.openblas),
        ("NPY_DISABLE_CPU_FEATURES", " ".join(left_out)),
    ):
        environment.pop(variable, None)
        environment |= {variable: value} if value else {}
    command = [sys.executable, "-c", RUN, "-q", "-p", "no:cacheprovider", "-m", "not long", *tests]
    process = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    told, _, last = process.stdout.rstrip().rpartition("\n")
    report = json.loads(last) if last.startswith("{") else {"code": "none: it died"}
    assert report["code"] == 0, f"under {environment_of(environment)}:\n{told}\n{process.stderr}"
    if kernels.openblas:
        assert report["openblas"] == [kernels.says or kernels.openblas]
    assert report["threads"] == [1]
    assert not set(left_out) & set(report["numpy"])


def environment_of(environment: dict[str, str]) -> str:
    """Return the variables with which to see it again by hand."""
    names = ("OPENBLAS_CORETYPE", "NPY_DISABLE_CPU_FEATURES", "OPENBLAS_NUM_THREADS")
    return " ".join(f'{name}="{environment[name]}"' for name in names if name in environment)


def test_what_is_closest_to_rounding_under_the_oldest_kernels():
    run("oldest", *CLOSEST_TO_ROUNDING)


@pytest.mark.long
@pytest.mark.parametrize("name", KERNELS)
def test_everything_under_every_kernel(name):
    run(name, *EVERYTHING)
