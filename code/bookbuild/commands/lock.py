"""`make lock`: resolve the dependencies again into the locks.

A version that is locked stays, unless `requirements.in` or `package.json` excludes it or
`UPGRADE=1` is in the environment. The locks name versions and hashes and never a download
address, so that they install from any mirror: uv writes none, and npm none when `.npmrc` has
`omit-lockfile-registry-resolved`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bookbuild.paths import CODE, FRONTEND, ROOT

# where each is installed: on every platform and supported Python, or in a reader's browser
HERE = ("--universal", "--python-version", "3.11")
BROWSER = ("--python-platform", "wasm32-pyodide2024", "--python-version", "3.14")
PYTHON_LOCKS = {"requirements": HERE, "requirements-node": HERE, "requirements-lite": BROWSER}
# what the pages are made with, and, large and apart, what measures and what checks them
NODE_LOCKS = (FRONTEND, CODE / "bench" / "lighthouse", ROOT / "tests" / "support" / "nu")


def resolve_python(name: str, *options: str) -> None:
    """Resolve `name`.in into `name`.txt, with hashes."""
    subprocess.run(
        [
            *("uv", "pip", "compile", "--quiet", *PYTHON_LOCKS[name]),
            *("--generate-hashes", "--no-annotate", "--no-header", *options),
            *(f"{name}.in", "--output-file", f"{name}.txt"),
        ],
        cwd=CODE,
        check=True,
    )


def resolve_node(folder: Path) -> None:
    """Resolve package.json into package-lock.json; .npmrc keeps download addresses out of it."""
    subprocess.run(
        ["npm", "install", "--package-lock-only", "--ignore-scripts"], cwd=folder, check=True
    )


def lock() -> None:
    """Resolve every lock again, with the fewest changes or, with `UPGRADE=1`, to the newest."""
    options = ["--upgrade"] if os.environ.get("UPGRADE") else []
    try:
        for name in PYTHON_LOCKS:
            resolve_python(name, *options)
        for folder in NODE_LOCKS:
            resolve_node(folder)
    except subprocess.CalledProcessError as error:
        sys.exit(f"The locks were not resolved: `{error.cmd[0]}` failed, see above.")
    print("The locks are resolved: read the difference, then `make test`.")
