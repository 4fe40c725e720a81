"""The folder `code` at the root must not hide the module `code` of the standard library.

The debugger, pytest and Jupyter's kernels import it, and all of them are started at the root.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).parents[2]
STDLIB = Path(sysconfig.get_path("stdlib"))
IS_STDLIB = f"import code; assert code.__file__ == {str(STDLIB / 'code.py')!r}, code"


def python(*arguments: str) -> str:
    """Run Python at the root and return what it printed."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_folder_is_no_package():
    assert (ROOT / "code" / "mathforml").is_dir()
    assert not (ROOT / "code" / "__init__.py").exists()


def test_python():
    python("-c", IS_STDLIB)


def test_debugger(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(f"{IS_STDLIB}\nanswer = 41 + 1\n")
    out = python("-m", "pdb", "-c", "next", "-c", "next", "-c", "p answer", "-c", "q", str(script))
    assert "42" in out


def test_pytest(tmp_path):
    test = tmp_path / "test_code.py"
    test.write_text(f"def test_code():\n    {IS_STDLIB}\n")
    out = python("-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT), str(test))
    assert "1 passed" in out


def test_kernel():
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(ROOT))
    try:
        reply = client.execute_interactive(IS_STDLIB, timeout=60, output_hook=lambda message: None)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert reply["content"]["status"] == "ok", reply["content"]


def test_a_package_named_code_would_be_noticed(tmp_path):
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "__init__.py").touch()
    command = [sys.executable, "-c", IS_STDLIB]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "AssertionError" in done.stderr


@pytest.mark.parametrize("module", ["mathforml", "bookbuild"])
def test_our_own_packages_are_still_found(module):
    assert str(ROOT / "code") in python("-c", f"import {module}; print({module}.__file__)")
