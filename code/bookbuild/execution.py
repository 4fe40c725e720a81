"""Run the chapters' cells: progress on the screen, and a cache that can never serve stale numbers.

myst-nb's cache knows a chapter by its cells alone. A change in the package would then be served
with the old numbers, so the cache lives in a folder that is named by a hash of everything else
that can change an output.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from bookbuild.paths import BUILD, CODE

KERNEL_HOME = CODE / "bookbuild" / "kernel"


def code_digest() -> str:
    """Hash everything besides a chapter's own cells that can change their outputs."""
    digest = hashlib.sha256(sys.version.encode())
    sources = [
        *CODE.glob("mathforml/**/*.py"),
        *KERNEL_HOME.glob("**/*.py"),
        CODE / "requirements.txt",
    ]
    for path in sorted(sources):
        digest.update(
            path.relative_to(CODE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
        )
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Return where the outputs are that the code of this moment gives."""
    return BUILD / ".jupyter_cache" / code_digest()


def prepare_kernels() -> None:
    """Give the kernels that this process starts the book's settings, and one thread each."""
    os.environ["IPYTHONDIR"] = str(KERNEL_HOME)
    for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
    settle_matplotlib(BUILD / "matplotlib")


def settle_matplotlib(folder: Path) -> None:
    """Give Matplotlib a folder of the book's own, with its list of fonts already made.

    Otherwise the settings of whoever builds would change the figures, and on a new machine the
    search for fonts, or a home folder that cannot be written, would give a warning in a cell.
    """
    os.environ["MPLCONFIGDIR"] = str(folder)
    if not list(folder.glob("fontlist-*.json")):
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(command, check=True, capture_output=True)


def key_the_cache(app: Sphinx, config: Config) -> None:
    """Name the execution cache by the hash of the code, and give kernels the book's settings."""
    config.nb_execution_cache_path = str(cache_folder())
    prepare_kernels()


def announce_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    env.pages_to_read = {name: i for i, name in enumerate(sorted(docnames), 1)}


def announce_page(app: Sphinx, docname: str, source: list[str]) -> None:
    """Say which page is read now: its cells run as it is read."""
    pages = getattr(app.env, "pages_to_read", {})
    cells = source[0].count("{code-cell}")
    runs = f", {cells} cells" if cells else ""
    print(f"page {pages.get(docname, '?')} of {len(pages) or '?'}: {docname}{runs}", flush=True)


def write_summary(app: Sphinx, error: Exception | None) -> None:
    """Leave what ran for the last line of `make book`."""
    if error is not None or app.builder.format != "html":
        return
    chapters = {}
    for docname in sorted(app.env.found_docs):
        notebook = Path(app.outdir).parent / "jupyter_execute" / f"{docname}.ipynb"
        if notebook.exists():
            cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
            chapters[docname] = sum(cell["cell_type"] == "code" for cell in cells)
    (BUILD / "summary.json").write_text(json.dumps(chapters, indent=1), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, object]:
    app.connect("config-inited", key_the_cache)
    app.connect("env-before-read-docs", announce_pages)
    app.connect("source-read", announce_page)
    app.connect("build-finished", write_summary)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
