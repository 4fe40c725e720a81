"""The commands behind the Makefile: `python -m bookbuild book|serve|test|reference|bench|lock`."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import time

from bookbuild.paths import BOOK, BUILD, BUNDLE, FRONTEND, ROOT, SITE

UNFINISHED = BUILD / "unfinished"


def bundle_frontend() -> None:
    """Bundle the scripts and styles when one of them is newer than the last whole bundle."""
    inputs = [*FRONTEND.glob("src/**/*"), FRONTEND / "build.mjs", FRONTEND / "package-lock.json"]
    whole = BUILD / "frontend.whole"
    if whole.exists() and whole.stat().st_mtime > max(path.stat().st_mtime for path in inputs):
        return
    done = subprocess.run(["node", str(FRONTEND / "build.mjs"), str(BUNDLE)], cwd=ROOT)
    if done.returncode:
        raise SystemExit("The scripts and styles were not bundled: see the message above.")
    whole.touch()


def set_aside_unfinished_site() -> None:
    """Move what a failed or stopped build made, so that it is never taken for the site."""
    if SITE.exists():
        SITE.rename(UNFINISHED)


def book() -> None:
    """Build the site, strictly: any warning, failing cell, dead link or bad formula fails it."""
    started = time.monotonic()
    bundle_frontend()
    for folder in (SITE, UNFINISHED):
        shutil.rmtree(folder, ignore_errors=True)
    (BUILD / "summary.json").unlink(missing_ok=True)
    command = [
        *("jupyter-book", "build", str(BOOK), "--path-output", str(ROOT)),
        *("--config", str(ROOT / "_config.yml"), "--toc", str(ROOT / "_toc.yml")),
        *("--all", "-W", "-n", "--keep-going", "-q"),
    ]
    # Jupyter Book's own banners are of no use here; warnings and errors come on stderr
    built = False
    try:
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"})
        built = done.returncode == 0
    finally:
        if not built:
            set_aside_unfinished_site()
    if not built:
        raise SystemExit(
            "The book was not built: see the warnings above. "
            f"What was made of it is in {UNFINISHED.relative_to(ROOT)}."
        )
    chapters = json.loads((BUILD / "summary.json").read_text(encoding="utf-8"))
    print(
        f"The site is in {SITE.relative_to(ROOT)}: {len(chapters)} chapters, "
        f"{sum(chapters.values())} cells, {time.monotonic() - started:.0f} seconds."
    )


def serve() -> None:
    from bookbuild.serve import serve

    serve()


def test() -> None:
    from bookbuild.check import test

    book()
    test()


def reference() -> None:
    from bookbuild.reference import rewrite

    rewrite()


def bench() -> None:
    from bookbuild.bench import bench

    bench()


def lock() -> None:
    from bookbuild.lock import lock

    lock()


COMMANDS = {f.__name__: f for f in (book, serve, test, reference, bench, lock)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bookbuild", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    os.chdir(ROOT)
    os.environ.setdefault("PYTHONHASHSEED", "0")
    try:
        COMMANDS[parser.parse_args().command]()
    except KeyboardInterrupt:
        raise SystemExit("Stopped.") from None


if __name__ == "__main__":
    main()
