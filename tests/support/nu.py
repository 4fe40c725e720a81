"""The Nu HTML checker of the W3C, which needs Java: installed when it is first asked for."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bookbuild.paths import ROOT

FOLDER = ROOT / "tests" / "support" / "nu"
CHECKER = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def install() -> None:
    """Install the locked checker beside its lock, unless it is there."""
    if not CHECKER.exists():
        print("Installing the Nu checker, 30 MB", flush=True)
        subprocess.run(["npm", "ci", "--silent", "--ignore-scripts"], cwd=FOLDER, check=True)


def faults(pages: list[Path]) -> str:
    """Return what the checker says of HTML files, a line for each fault."""
    done = subprocess.run(
        ["java", "-jar", CHECKER, "--errors-only", "--format", "gnu", *pages],
        capture_output=True,
        text=True,
    )
    if done.returncode and not done.stderr:
        raise ValueError(f"the Nu checker ended with {done.returncode} and said nothing")
    return done.stderr
