"""The commands behind the Makefile: `python -m bookbuild COMMAND`."""

from __future__ import annotations

import argparse
import os
from contextlib import nullcontext

from bookbuild.commands.turns import turn
from bookbuild.paths import ROOT


def book() -> None:
    from bookbuild.commands.build import build

    build()


def serve() -> None:
    from bookbuild.commands.serve import serve

    serve()


def test() -> None:
    from bookbuild.commands.test import run

    book()
    run(everything=False)


def test_all() -> None:
    from bookbuild.commands.test import run

    book()
    run(everything=True)


def reference() -> None:
    from bookbuild.commands.reference import rewrite

    rewrite()


def bench() -> None:
    from bench import bench

    bench()


def wheels() -> None:
    from bookbuild.commands.wheels import wheels

    wheels()


def notebooks() -> None:
    from bookbuild.commands.notebooks import notebooks

    notebooks()


def lock() -> None:
    from bookbuild.commands.lock import lock

    lock()


# `serve` has each of its builds wait
USE_THE_SITE = (book, test, test_all, reference, bench, notebooks)
COMMANDS = {
    function.__name__.replace("_", "-"): function
    for function in (*USE_THE_SITE, serve, wheels, lock)
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bookbuild", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    os.chdir(ROOT)
    os.environ.setdefault("PYTHONHASHSEED", "0")
    try:
        command = COMMANDS[parser.parse_args().command]
        with turn() if command in USE_THE_SITE else nullcontext():
            command()
    except KeyboardInterrupt:
        raise SystemExit("Stopped.") from None


if __name__ == "__main__":
    main()
