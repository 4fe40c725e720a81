"""The commands behind the Makefile: `python -m bookbuild COMMAND`."""

from __future__ import annotations

import argparse
import os

from bookbuild.paths import ROOT


def book() -> None:
    from bookbuild.build import build

    build()


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


def wheels() -> None:
    from bookbuild.wheels import wheels

    wheels()


def notebooks() -> None:
    from bookbuild.notebooks_branch import notebooks

    notebooks()


def lock() -> None:
    from bookbuild.lock import lock

    lock()


COMMANDS = {f.__name__: f for f in (book, serve, test, reference, bench, wheels, notebooks, lock)}


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
