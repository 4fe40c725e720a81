"""Two builds in one checkout do not meet."""

from __future__ import annotations

import subprocess
import sys

import pytest
from bookbuild.commands import turns

PROGRAM = """
import sys
from pathlib import Path
from bookbuild.commands import turns

turns.BUILD = Path(sys.argv[1])
turns.FILE = turns.BUILD / "turn"
with turns.turn():
    print("begins", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def start(tmp_path):
    """A function that starts a process which takes a turn, and ends it when it reads a line."""
    started = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path / "_build")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # in one stream: whichever line comes first is read
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="fcntl is of Unix")
@pytest.mark.parametrize("end", ["done", "killed"])
def test_the_second_waits_with_one_sentence_until_the_first_ends(start, end):
    first = start()
    assert first.stdout.readline() == "begins\n"
    second = start()
    assert second.stdout.readline() == f"{turns.WAITING}\n"
    assert second.poll() is None
    if end == "done":
        first.communicate("go\n")
    else:
        first.kill()
    assert second.stdout.readline() == "begins\n"
