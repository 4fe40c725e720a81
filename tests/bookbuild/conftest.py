"""A small book in a copy of the project: the same commands, extensions and tests, other pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bookbuild.paths import BOOK, BUNDLE, CODE, FRONTEND, ROOT


class Project:
    """A copy of the project with other pages."""

    FRONT_MATTER = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

"""

    def __init__(self, root: Path, pages: dict[str, str]) -> None:
        self.root = root
        left_out = shutil.ignore_patterns("node_modules", "__pycache__", "*.egg-info")
        shutil.copytree(CODE, root / "code", ignore=left_out)
        (root / "code/frontend/node_modules").symlink_to(FRONTEND / "node_modules")
        if BUNDLE.exists():
            shutil.copytree(BUNDLE, root / "_build/frontend")
        (root / "tests/reference").mkdir(parents=True)
        for path in (ROOT / "tests/reference").glob("*.py"):
            shutil.copy(path, root / "tests/reference")
        for name in ("_config.yml", "pytest.ini"):
            shutil.copy(ROOT / name, root)
        shutil.copytree(BOOK / "_static", root / "book/_static")
        shutil.copy(BOOK / "references.bib", root / "book")
        toc = ["format: jb-book", "root: index", "chapters:"]
        toc += [f"  - file: {page}" for page in pages if page != "index"]
        self.write("_toc.yml", "\n".join(toc) + "\n")
        self.write("code/mathforml/number.py", '"""A number."""\n\nNUMBER = 0.5\n')
        for page, text in pages.items():
            label = f"(ch-{page})=\n" if page == "number" else ""
            self.write(f"book/{page}.md", f"{self.FRONT_MATTER}{label}# The page {page}\n\n{text}")

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
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
        done.stdout = re.sub(r"\x1b\[[\d;]*m", "", done.stdout)
        return done


@pytest.fixture(scope="session")
def project() -> type[Project]:
    """Return the class `Project`: `project(folder, {"index": "Some text."})`."""
    return Project
