"""Tools that judge the built pages: Lighthouse and the Nu HTML checker.

They are large and only measure, so they have a lock of their own and are installed when asked for.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from bookbuild.paths import AUDIT

from bench.chromium import FLAGS

LIGHTHOUSE = AUDIT / "node_modules" / "lighthouse" / "cli" / "index.js"
NU_CHECKER = AUDIT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def install_tools() -> None:
    """Install the locked tools into code/audit/node_modules, unless they are there."""
    if LIGHTHOUSE.exists() and NU_CHECKER.exists():
        return
    print("Installing Lighthouse and the Nu checker, 200 MB", flush=True)
    subprocess.run(["npm", "ci", "--silent", "--ignore-scripts"], cwd=AUDIT, check=True)


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
