"""Build the site: only what a change can have changed, and never a stale page.

`_build/last` keeps what the last good build made on the way. A build works on a copy of it in
`_build/work`: when it fails, the copy is thrown away and the next build starts from the same good
state, so that a warning which stopped a build comes back until its cause is gone. Which pages a
change reaches is decided by `incremental`; a change in anything that no page is known to follow
builds all of them anew. The cells have run before, or did not need to (`execution`).
"""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from bookbuild.paths import BOOK, BUILD, BUNDLE, FRONTEND, ROOT, SITE
from bookbuild.sources import imports, inputs

BUNDLER = FRONTEND / "tools" / "build.mjs"
PARSER = Path(imports.__file__)  # runs in browsers too
LAST = BUILD / "last"
WORK = BUILD / "work"
UNFINISHED = BUILD / "unfinished"
STATE = "state.json"
# files that are never written to once they are there: named by content, or replaced as a whole
LINKED = re.compile(
    r"jupyter_execute/[0-9a-f]{64}\.|pages/|html/(downloads|lite|pagefind|pyodide)/"
)


def bundle_frontend() -> None:
    """Bundle the scripts and styles when one of them is newer than the last whole bundle."""
    files = [*FRONTEND.glob("src/**/*"), BUNDLER, FRONTEND / "package-lock.json", PARSER]
    whole = BUILD / "frontend.whole"
    if whole.exists() and whole.stat().st_mtime > max(path.stat().st_mtime for path in files):
        return
    done = subprocess.run(["node", str(BUNDLER), str(BUNDLE)], cwd=ROOT)
    if done.returncode:
        raise SystemExit("The scripts and styles were not bundled: see the message above.")
    whole.touch()


def manifest(site: Path) -> dict[str, list[int]]:
    """Return the size and the time of every file of the site: who changes one changes these."""
    found = {}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            stat = path.stat()
            found[path.relative_to(site).as_posix()] = [stat.st_size, stat.st_mtime_ns]
    return found


def last_state() -> dict | None:
    """Return what the last good build was made from, or None when nothing whole is left of it.

    Its site is in its place, or beside the rest of that build when another build has failed since.
    """
    path = LAST / STATE
    site = SITE if SITE.exists() else LAST / "html"
    if not (path.exists() and site.exists()):
        return None
    state = json.loads(path.read_text(encoding="utf-8"))
    return state if state["site"] == manifest(site) else None


def discard() -> None:
    """Forget the last build: the next one builds every page."""
    for folder in (LAST, WORK, UNFINISHED, SITE):
        shutil.rmtree(folder, ignore_errors=True)


def copy_or_link(source: str, target: str) -> None:
    """Copy a file, or link to it where no build writes to a file that is there."""
    if LINKED.match(Path(source).relative_to(LAST).as_posix()):
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def start_work() -> None:
    """Make a copy of the last build to work on, its site included; no site is left outside."""
    for folder in (WORK, UNFINISHED):
        shutil.rmtree(folder, ignore_errors=True)
    if SITE.exists():
        SITE.rename(LAST / "html")
    if LAST.exists():
        shutil.copytree(LAST, WORK, copy_function=copy_or_link)
    WORK.mkdir(parents=True, exist_ok=True)


def finish_work(files: dict[str, str]) -> None:
    """Put what was built in the place of the last build."""
    shutil.rmtree(LAST, ignore_errors=True)
    WORK.rename(LAST)
    (LAST / "html").rename(SITE)
    state = {"files": files, "foundation": inputs.foundation(files), "site": manifest(SITE)}
    (LAST / STATE).write_text(json.dumps(state), encoding="utf-8")


def set_aside_unfinished_site() -> None:
    """Move what a failed or stopped build made, so that it is never taken for the site."""
    if (WORK / "html").exists():
        (WORK / "html").rename(UNFINISHED)
    shutil.rmtree(WORK, ignore_errors=True)


def run_sphinx() -> bool:
    """Build the pages in the work folder; return whether that went without a warning.

    Jupyter Book does not fail on a warning unless it is told to. Told to, it passes the next time,
    since Sphinx keeps the pages of the run that failed: that is why a build works on a copy.
    """
    from jupyter_book.sphinx import build_sphinx

    return not build_sphinx(
        BOOK,
        WORK / "html",
        doctreedir=WORK / "doctrees",
        noconfig=True,
        path_config=ROOT / "_config.yml",
        confoverrides={
            "external_toc_path": str(ROOT / "_toc.yml"),
            "nitpicky": True,
            "latex_individualpages": False,  # Jupyter Book asks for it
        },
        quiet=True,
        warningiserror=True,
        keep_going=True,
    )


def build_pages(files: dict[str, str]) -> None:
    """Run the cells that changed and build the pages that changed, strictly.

    Raises
    ------
    SystemExit
        If a cell failed or there was a warning.
    """
    from bookbuild import execution
    from bookbuild.sources import chapters

    built = False
    start_work()
    try:
        execution.run_changed(chapters.chapters())
        gc.disable()  # what a build makes stays until its end: looking for garbage finds none
        built = run_sphinx()
    finally:
        gc.freeze()
        gc.enable()
        if built:
            finish_work(files)
        else:
            set_aside_unfinished_site()
    if not built:
        raise SystemExit(
            "The book was not built: see the warnings above. "
            f"What was made of it is in {UNFINISHED.relative_to(ROOT)}."
        )


def summary() -> dict[str, dict[str, float]]:
    """Return the chapters of the site with their number of cells and the CPU time of these."""
    return json.loads((LAST / "summary.json").read_text(encoding="utf-8"))


def build() -> None:
    """Build the site, strictly: any warning, failing cell, dead link or bad formula fails it."""
    started, cpu = time.monotonic(), cpu_time()
    bundle_frontend()
    files, last = inputs.fingerprints(), last_state()
    if last and inputs.foundation(files) != last["foundation"]:
        last = None
    if last is None:
        discard()
    if last is None or files != last["files"]:
        build_pages(files)
        done = "The site is in"
    else:
        if not SITE.exists():  # a build failed, and its cause was taken back
            (LAST / "html").rename(SITE)
        done = "Nothing changed: the site is still in"
    ran = summary()
    print(
        f"{done} {SITE.relative_to(ROOT)}: {len(ran)} chapters, "
        f"{sum(chapter['cells'] for chapter in ran.values())} cells, "
        f"{time.monotonic() - started:.0f} seconds ({cpu_time() - cpu:.0f} of CPU)."
    )


def cpu_time() -> float:
    """Return the CPU time of this process and of those that it has waited for, in seconds."""
    return sum(os.times()[:4])
