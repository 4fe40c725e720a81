"""Lighthouse judges the built pages.

It is large and only measures, so it has a lock of its own and is installed when asked for.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from bookbuild.paths import CODE

from bench.chromium import FLAGS

FOLDER = CODE / "bench" / "lighthouse"
LIGHTHOUSE = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def install_lighthouse() -> None:
    """Install the locked Lighthouse beside its lock, unless it is there."""
    if LIGHTHOUSE.exists():
        return
    print("Installing Lighthouse, 150 MB", flush=True)
    subprocess.run(["npm", "ci", "--silent", "--ignore-scripts"], cwd=FOLDER, check=True)


def lighthouse_scores(address: str, chromium: str, report: Path) -> dict[str, int]:
    """Return Lighthouse's scores (0 to 100) of a page on a slow phone, by category.

    The full report, which says what to improve, is written to `report` as JSON.
    """
    subprocess.run(
        [
            *("node", str(LIGHTHOUSE), address, "--quiet"),
            *("--output=json", f"--output-path={report}"),
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(('--headless', *FLAGS))}",
        ],
        env={**os.environ, "CHROME_PATH": chromium},
        check=True,
    )
    categories = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(100 * categories[name]["score"]) for name in CATEGORIES}
