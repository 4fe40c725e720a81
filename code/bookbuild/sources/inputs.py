"""Everything that the built book depends on, by content.

A build that knows what the last one was made from can leave out what would come out the same.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bookbuild.paths import BOOK, CODE, ROOT, WHEELS

NOT_SOURCES = {"node_modules", "__pycache__", ".ipynb_checkpoints"}
# Below `code`; no part of these runs in a build. A build that is started for a change in them
# would write no page, and Sphinx, which then copies no static files, would say it has finished.
NO_PART = {"bench", "ARCHITECTURE.md"}
VARIABLES = ("BOOK_BASE_URL", "BOOK_REPOSITORY", "BOOK_PUBLIC_SOURCE")


def sources() -> Iterator[Path]:
    """Yield every file from which the book is made."""
    yield from (ROOT / "_config.yml", ROOT / "_toc.yml")
    for folder in (BOOK, CODE):
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            left_out = NOT_SOURCES & {*parts} or (folder == CODE and parts[0] in NO_PART)
            if path.is_file() and not left_out:
                yield path


def fingerprints() -> dict[str, str]:
    """Return a hash of the content of every source, by its path from the root of the project."""
    found = {}
    for path in sources():
        try:
            content = path.read_bytes()
        except FileNotFoundError:  # an editor that saves by renaming, since the listing
            continue
        found[path.relative_to(ROOT).as_posix()] = hashlib.sha256(content).hexdigest()[:24]
    return found


def follows(path: str) -> bool:
    """Say whether the build follows a change in this source page by page.

    Those are the text of the book and the modules of the package.
    """
    return (path.startswith("book/") and path.endswith(".md")) or is_module(path)


def is_module(path: str) -> bool:
    return path.startswith("code/mathforml/") and path.endswith(".py")


def foundation(files: dict[str, str]) -> str:
    """Hash what every page depends on: a change in it builds the whole book anew.

    Besides the sources that no page is known to follow, that is which pages and modules there are.
    """
    digest = hashlib.sha256(sys.version.encode())
    for name in VARIABLES:
        digest.update(f"{name}={os.environ.get(name)}\0".encode())
    for wheel in sorted(path.name for path in WHEELS.glob("*.whl")):  # named by their version
        digest.update(f"{wheel}\0".encode())
    for path, content in sorted(files.items()):
        digest.update(f"{path}\0{'' if follows(path) else content}\0".encode())
    return digest.hexdigest()[:24]
