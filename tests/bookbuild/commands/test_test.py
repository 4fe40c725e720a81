"""`make test` leaves out what is marked as long, and starts with what takes longest."""

from __future__ import annotations

import shutil
import subprocess

from bookbuild.commands.test import command
from bookbuild.paths import ROOT

FILES = {
    "test_a.py": "def test_short(): pass",
    "test_b.py": "import pytest\n@pytest.mark.long\ndef test_long(): pass",
    "test_c.py": "import pytest\ndef test_beside(): pass\n@pytest.mark.slow\ndef test_c(): pass",
}


def test_what_is_run_and_in_which_order(tmp_path):
    (tmp_path / "tests").mkdir()
    for name, text in FILES.items():
        (tmp_path / "tests" / name).write_text(text, encoding="utf-8")
    for name in ("pytest.ini", "tests/conftest.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    asked = command(everything=False)
    asked[asked.index("-n") + 1] = "1"
    done = subprocess.run([*asked, "-v"], cwd=tmp_path, capture_output=True, text=True)
    passed = [line.split("::")[1].split()[0] for line in done.stdout.splitlines() if "::" in line]
    assert [*dict.fromkeys(passed)] == ["test_beside", "test_c", "test_short"]
    assert done.returncode == 0


def test_everything_is_the_same_without_a_choice():
    assert [*command(everything=True), "-m", "not long"] == command(everything=False)
