"""The pages of a built site: which of its HTML files are pages of the book."""

from __future__ import annotations

from pathlib import Path

# folders with pages of others: parts of the theme, and JupyterLite
OTHERS = ("_static", "lite")


def site_pages(site: Path) -> list[Path]:
    """Return every page of the book that a reader can open."""
    folders = (path for path in site.iterdir() if path.is_dir() and path.name not in OTHERS)
    return sorted([*site.glob("*.html"), *(page for f in folders for page in f.rglob("*.html"))])
