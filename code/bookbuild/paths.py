"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "book"
CODE = ROOT / "code"
FRONTEND = CODE / "frontend"
REFERENCE = ROOT / "tests" / "reference"
BUILD = ROOT / "_build"
SITE = BUILD / "html"
BUNDLE = BUILD / "frontend"
LITE = BUILD / "lite"  # JupyterLite, each by a hash of what it is made from
WHEELS = BUILD / "wheels"  # of Pyodide: `make wheels` checks each
