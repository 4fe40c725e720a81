"""The files that JupyterLite shows: the notebooks of the book, and the lists of its file browser.

The lists are answers that a Jupyter server would give (its Contents API), one for each folder.
They follow the order of the book; JupyterLab's file browser sorts by name all the same.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx.environment import BuildEnvironment

FILES = "files"
LISTINGS = "api/contents"
LISTING = "all.json"
TIME = "2000-01-01T00:00:00Z"  # of every file: the same build gives the same list


def write(path: Path, content: object) -> None:
    """Write a file as JSON; not into the old one, which the last build has too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")


def reading_order(env: BuildEnvironment) -> list[str]:
    """Return the pages of the book in the order in which a reader meets them."""

    def below(page: str) -> Iterator[str]:
        yield page
        for child in env.toctree_includes.get(page, ()):
            yield from below(child)

    return list(dict.fromkeys(below(env.config.root_doc)))


def model(path: str, kind: str, **more: Any) -> dict[str, Any]:
    """Return what the Contents API says of a file or folder."""
    return {
        "name": PurePosixPath(path).name,
        "path": path,
        "type": kind,
        "created": TIME,
        "last_modified": TIME,
        "writable": True,
        "mimetype": None,
        "format": None,
        "content": None,
        "size": None,
        **more,
    }


def listings(sizes: dict[str, int]) -> dict[str, dict[str, Any]]:
    """Return the list of each folder by its path, from the sizes of files by theirs."""
    items: dict[str, dict[str, Any]] = {"": {}}
    for path, size in sizes.items():
        items.setdefault(path.rpartition("/")[0], {})
        place = model(path, "notebook", size=size)
        while place["path"]:  # up to the root
            folder = place["path"].rpartition("/")[0]
            items.setdefault(folder, {})[place["path"]] = place
            place = model(folder, "directory")
    return {
        folder: model(folder, "directory", format="json", content=[*found.values()])
        for folder, found in items.items()
    }


def write_listings(folder: Path, names: Sequence[str]) -> None:
    """List the notebooks in the folder of JupyterLite by their names, and remove the others."""
    files = folder / FILES
    wanted = {files / name for name in names}
    for path in [*files.rglob("*.ipynb")]:
        if path not in wanted:
            path.unlink()
    for path in sorted((path for path in files.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
    shutil.rmtree(folder / LISTINGS, ignore_errors=True)
    sizes = {name: (files / name).stat().st_size for name in names}
    for place, listing in listings(sizes).items():
        write(folder / LISTINGS / place / LISTING, listing)
