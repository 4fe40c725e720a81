"""A copy of the project with other pages, in which the real commands are run.

Tests and measurements use it: what holds for its book holds for ours, because everything else is
the same.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bookbuild.paths import BOOK, BUNDLE, CODE, FRONTEND, LITE, ROOT

COLOUR = re.compile(r"\x1b\[[\d;]*m")


class ProjectCopy:
    """A copy of the project in the folder `root`.

    Parameters
    ----------
    root
        Where the copy is made.
    pages
        The text of each page by its name; "index" is the front page. A page gets the front matter
        of a chapter, the label `ch-` and its name, and the title "The page" and its name.
    """

    FRONT_MATTER = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

"""
    LINES_BEFORE = FRONT_MATTER.count("\n") + 3  # with label, title and the empty line after it

    def __init__(self, root: Path, pages: Mapping[str, str]) -> None:
        self.root = root
        left_out = shutil.ignore_patterns("node_modules", "__pycache__", "*.egg-info")
        shutil.copytree(CODE, root / "code", ignore=left_out)
        (root / "code/frontend/node_modules").symlink_to(FRONTEND / "node_modules")
        if BUNDLE.exists():
            shutil.copytree(BUNDLE, root / "_build/frontend")
        if LITE.exists():
            shutil.copytree(LITE, root / "_build/lite", copy_function=os.link)
        (root / "tests/reference").mkdir(parents=True)
        for path in (ROOT / "tests/reference").glob("*.py"):
            if path.name != "test_processors.py":  # it runs tests of the package
                shutil.copy(path, root / "tests/reference")
        for name in ("_config.yml", "pytest.ini"):
            shutil.copy(ROOT / name, root)
        shutil.copytree(BOOK / "_static", root / "book/_static")
        shutil.copy(BOOK / "references.bib", root / "book")
        toc = ["format: jb-book", "root: index", "chapters:"]
        toc += [f"  - file: {page}" for page in pages if page != "index"]
        self.write("_toc.yml", "\n".join(toc) + "\n")
        for page, text in pages.items():
            title = f"(ch-{page})=\n# The page {page}\n\n"
            self.write(f"book/{page}.md", f"{self.FRONT_MATTER}{title}{text}")

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file.

        Raises
        ------
        ValueError
            If the text is not there.
        """
        text = (self.root / path).read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{path} does not hold {old!r}")
        self.write(path, text.replace(old, new))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a module of Python with this copy of the code; the output has both streams."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.root / "code"),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        }
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        done.stdout = COLOUR.sub("", done.stdout)
        return done
