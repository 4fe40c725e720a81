"""Setting up: what a newcomer meets who has only python3, make and git."""

import os
import re
import subprocess
import sys

import pytest
from bookbuild.__main__ import COMMANDS
from bookbuild.execution.kernels import settle_matplotlib
from bookbuild.paths import CODE, ROOT

SCRIPT = CODE / "bookbuild" / "commands" / "environment.sh"
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def run(*command, **environment):
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def old_python(tmp_path):
    """A stand-in for the last Python that is too old: this one, under another number."""
    path = tmp_path / "python3"
    path.write_text(
        "#!/bin/sh\n"
        '[ "$1" = --version ] && echo "Python 3.10.9" && exit\n'
        f'exec "{sys.executable}" -c "import sys; sys.version_info = (3, 10, 9); $2"\n'
    )
    path.chmod(0o755)
    return path


def test_a_python_that_is_too_old_is_named_with_what_to_do(old_python, tmp_path):
    folder = tmp_path / "venv"
    done = run("sh", str(SCRIPT), str(old_python), str(folder))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert f"'{old_python}' is Python 3.10.9" in done.stderr
    assert "make book PYTHON=" in done.stderr
    assert not folder.exists()


def test_a_python_that_is_not_there_is_named(tmp_path):
    done = run("sh", str(SCRIPT), "python3.99", str(tmp_path / "venv"))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; 'python3.99'" in done.stderr


def test_the_script_asks_for_nothing_beyond_python_and_a_shell():
    """It runs where sed and awk are missing: what it does with text, Python does."""
    text = SCRIPT.read_text(encoding="utf-8")
    assert not re.findall(r"\b(awk|sed|grep|curl|wget|sudo|bash)\b", text)


def test_make_alone_lists_every_command():
    done = run("make")
    listed = set(re.findall(r"^make ([\w-]+) +\S", done.stdout, re.MULTILINE))
    assert done.returncode == 0
    assert listed == TARGETS
    assert set(COMMANDS) < TARGETS


def test_every_command_makes_the_environment_first():
    for target in sorted(TARGETS - {"help", "clean"}):
        plan = run("make", "--dry-run", "--always-make", target).stdout
        assert "environment.sh" in plan, target


def test_node_is_recent_enough_for_the_front_end():
    version = run("node", "--version").stdout
    assert int(version.lstrip("v").split(".")[0]) >= 20


def test_the_package_is_the_one_in_this_repository():
    import mathforml

    assert mathforml.__file__ == str(CODE / "mathforml" / "__init__.py")


def test_kernels_find_the_fonts_listed_and_no_settings_of_the_builder(tmp_path, monkeypatch):
    """On a new machine the search for fonts warns when it takes long, which fails a cell."""
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "of-the-builder"))
    settle_matplotlib(tmp_path / "matplotlib")
    question = "import matplotlib, matplotlib.font_manager as m; print(matplotlib.get_cachedir())"
    assert run(sys.executable, "-c", question).stdout.strip() == str(tmp_path / "matplotlib")
    assert list((tmp_path / "matplotlib").glob("fontlist-*.json"))
    salt = "import matplotlib; print(matplotlib.rcParams['svg.hashsalt'])"
    assert run(sys.executable, "-c", salt).stdout.strip() == "mathforml"
