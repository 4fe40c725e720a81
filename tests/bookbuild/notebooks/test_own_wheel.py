"""The wheel that notebooks install."""

from __future__ import annotations

import shutil
import zipfile

from bookbuild.notebooks.own_wheel import build_wheel
from bookbuild.paths import CODE


def test_the_wheel_holds_the_package_as_it_is(tmp_path):
    wheel = build_wheel(tmp_path / "wheels")
    with zipfile.ZipFile(wheel) as archive:
        modules = {name: archive.read(name) for name in archive.namelist() if name.endswith(".py")}
    assert modules == {
        path.relative_to(CODE).as_posix(): path.read_bytes()
        for path in CODE.glob("mathforml/**/*.py")
    }


def test_the_same_source_gives_the_same_bytes(tmp_path, monkeypatch):
    first = build_wheel(tmp_path / "first")
    clone = tmp_path / "clone"  # whose files have other times
    shutil.copytree(CODE / "mathforml", clone / "mathforml", copy_function=shutil.copyfile)
    for path in CODE.iterdir():
        if path.is_file():
            shutil.copyfile(path, clone / path.name)
    monkeypatch.setattr("bookbuild.notebooks.own_wheel.CODE", clone)
    assert build_wheel(tmp_path / "second").read_bytes() == first.read_bytes()
